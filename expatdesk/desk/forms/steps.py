"""Forms for one step of a plan: tick it off, let it go undone, send it back, undo."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.cases.models import Case
from expatdesk.cases.reasons import FOUND_BY_ITSELF, RETURN_REASONS, WAIVE_REASONS
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.documents.checking import HANDED_IN
from expatdesk.documents.checks import returned_papers
from expatdesk.rules.plan import Step
from expatdesk.shared.clock import today
from expatdesk.shared.forms import DayField, PlainText, options
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_NOTE = 500


class StepForm(CaseForm):
    """An act on a step, or on the same step of several people."""

    people = SelectMultipleField(
        _l("For whom"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def __init__(self, case: Case, steps: Sequence[Step], **how: Any) -> None:
        self.case, self.steps = case, list(steps)
        indexes = [step.person for step in self.steps if step.person is not None]
        super().__init__(data={"version": case.version, "people": indexes, "on": today()}, **how)
        self.people.choices = options((str(index), case.people[index].full_name) for index in indexes)

    def validate_people(self, field: SelectMultipleField) -> None:
        """Somebody must be meant."""
        if self.is_per_person and not field.data:
            raise ValidationError(_l("Choose at least one person."))

    def validate(self, extra_validators: Any = None) -> bool:
        """There must be a step left that allows this."""
        valid = bool(super().validate(extra_validators))
        if not self.steps:
            self.form_errors.append(_l("This cannot be done now: the step is not at that point, or not any more."))
        return valid and bool(self.steps)

    @property
    def is_per_person(self) -> bool:
        """Whether the step exists once per person."""
        return bool(self.people.choices)

    @property
    def step_ids(self) -> list[str]:
        """The steps that are meant."""
        chosen = self.people.data or []
        return [step.id for step in self.steps if step.person is None or step.person in chosen]


class CompleteForm(StepForm):
    """Tick a step off."""

    on = DayField(_l("Done on"))
    seen_on_paper = BooleanField(_l("I have seen these on paper"))

    def __init__(self, case: Case, steps: Sequence[Step], **how: Any) -> None:
        super().__init__(case, steps, **how)
        # The button on the page of the case sends no day: it means today, as an empty one does.
        if self.on.data is None and not self.on.process_errors:
            self.on.process(None, today())


class WaiveForm(StepForm):
    """Let a step go undone."""

    reason = RadioField(
        _l("Why is it not needed?"),
        choices=options(WAIVE_REASONS.items()),
        validators=[InputRequired(_l("Choose a reason."))],
    )


class ReturnForm(StepForm):
    """Send a step back to the household."""

    reason = RadioField(
        _l("What is wrong?"),
        choices=options((key, words) for key, words in RETURN_REASONS.items() if key not in FOUND_BY_ITSELF),
        validators=[InputRequired(_l("Choose a reason."))],
    )
    note = TextAreaField(_l("A note to the household"), [PlainText(LONGEST_NOTE)])

    def validate_note(self, field: TextAreaField) -> None:
        """Where no paper is marked, nobody but the officer knows which one is meant."""
        is_about_papers = any(step.key == HANDED_IN for step in self.steps)
        if is_about_papers and not field.data and not returned_papers(self.case):
            raise ValidationError(_l("Write which paper it is about, and what is wrong with it."))


class ReopenForm(StepForm):
    """Undo a tick or a waiver."""
