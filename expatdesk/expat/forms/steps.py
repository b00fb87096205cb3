"""Telling that a step was done: on which day, and for whom where it exists per person."""

from datetime import date
from typing import Any, Self

from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.rules.plan import Step
from expatdesk.shared.forms import DayField, Needed, PageForm, options
from expatdesk.shared.i18n import lazy_gettext as _l


class DoneForm(PageForm):
    """For whom, and on which day."""

    people = SelectMultipleField(
        _l("Who?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), coerce=int
    )
    on = DayField(_l("On which day?"), validators=[Needed(_l("Fill in the day."))])

    @classmethod
    def of(cls, steps: list[Step], names: list[str], today: date, **source: Any) -> Self:
        """The form for these open steps of one kind; ticked for everybody, dated today."""
        everybody = [step.person for step in steps if step.person is not None]
        form = cls(data={"on": today, "people": everybody}, **source)
        form.people.choices = options((str(person), names[person]) for person in everybody)
        form.today = today
        return form

    today: date

    def validate_people(self, field: SelectMultipleField) -> None:
        """At least one, where there is somebody to choose."""
        if field.choices and not field.data:
            raise ValidationError(_l("Tick at least one name."))

    def validate_on(self, field: DayField) -> None:
        """Nothing was done on a day that is still to come."""
        if field.data and field.data > self.today:
            raise ValidationError(_l("This day is still to come. Come back when it is done."))
