"""The form for the rule by which times that are only held are given back."""

from typing import Any

from wtforms import RadioField, ValidationError

from expatdesk.appointments.models import ReleaseRule
from expatdesk.shared.clock import today
from expatdesk.shared.forms import DayField, Needed, PageForm, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

NEVER = "never"
# Earlier than the desk is warned, nothing is given back.
WHEN: dict[str, LazyString] = {
    NEVER: _l("Never by itself; somebody of the desk decides"),
    "2": _l("Two working days before the visit"),
    "1": _l("One working day before the visit"),
}


class ReleaseRuleForm(PageForm):
    """When times are given back, and from which day on."""

    when = RadioField(_l("Give the time back"), choices=options(WHEN.items()))
    first_day = DayField(_l("From"), [Needed(_l("Fill in the first day."))])

    def validate_first_day(self, field: DayField) -> None:
        """What was decided yesterday stays as it was."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose today or a later day."))

    @property
    def working_days(self) -> int | None:
        """How many working days before the visit; call when the form is valid."""
        return None if self.when.data == NEVER else int(self.when.data)

    @staticmethod
    def stored(rule: ReleaseRule | None) -> dict[str, Any]:
        """What holds now, by field."""
        return {"when": value_of(rule), "first_day": today()}


def value_of(rule: ReleaseRule | None) -> str:
    """What the form holds for this rule."""
    return str(rule.working_days) if rule and rule.working_days else NEVER
