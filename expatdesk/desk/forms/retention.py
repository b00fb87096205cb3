"""The form of the coordinator: how long everything is kept, from a day on."""

from typing import Any

from wtforms import ValidationError

from expatdesk.retention.settings import LIMITS
from expatdesk.rules.region import Retention
from expatdesk.shared.clock import today
from expatdesk.shared.forms import CountField, DayField, Needed, PageForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


def _term(name: str, label: LazyString) -> CountField:
    """A number between the least and the most that makes sense for this term."""
    least, most = LIMITS[name]
    return CountField(label, [Needed(_l("Fill in a number."))], least=least, most=most)


class RetentionForm(PageForm):
    """All terms together, and from which day on they hold."""

    scans_after_acceptance_days = _term("scans_after_acceptance_days", _l("Scans: days after acceptance"))
    scans_after_upload_days = _term("scans_after_upload_days", _l("Scans: at most so many days after they came"))
    mail_texts_days = _term("mail_texts_days", _l("What mails said: days after sending"))
    invitation_unused_days = _term("invitation_unused_days", _l("Invitations that nobody took up: days"))
    abandoned_months = _term("abandoned_months", _l("Cases with which nobody goes on: months"))
    closed_months = _term("closed_months", _l("Closed cases: months"))
    figures_months = _term("figures_months", _l("What stays of an erased case for the figures: months"))
    logbook_months = _term("logbook_months", _l("Who did what: months"))
    first_day = DayField(_l("From"), [Needed(_l("Fill in the first day."))])

    def validate_first_day(self, field: DayField) -> None:
        """What was decided yesterday stays as it was."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose today or a later day."))

    @property
    def terms(self) -> dict[str, int]:
        """The terms by name; call when the form is valid."""
        return {name: self[name].data for name in LIMITS}

    @staticmethod
    def stored(retention: Retention) -> dict[str, Any]:
        """What holds now, by field."""
        return {name: getattr(retention, name) for name in LIMITS} | {"first_day": today()}
