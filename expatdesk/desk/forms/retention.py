"""The form of the coordinator: how long everything is kept, from a day on."""

from typing import Any

from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.access.acting import the_region
from expatdesk.retention.previews import Shortened, erased_earlier
from expatdesk.retention.settings import LIMITS
from expatdesk.rules.region import Retention
from expatdesk.shared.clock import today
from expatdesk.shared.forms import CountField, DayField, Needed, PageForm, options
from expatdesk.shared.i18n import LazyString, long_date, ngettext
from expatdesk.shared.i18n import gettext as _
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
    open_questions_days = _term("open_questions_days", _l("Questions without a case: days after the answer"))
    invitation_unused_days = _term("invitation_unused_days", _l("Invitations that nobody took up: days"))
    volunteers_months = _term("volunteers_months", _l("Volunteers: months after they ended"))
    abandoned_months = _term("abandoned_months", _l("Cases with which nobody goes on: months"))
    closed_months = _term("closed_months", _l("Closed cases: months"))
    figures_months = _term("figures_months", _l("What stays of an erased case for the figures: months"))
    logbook_months = _term("logbook_months", _l("Who did what: months"))
    first_day = DayField(_l("From"), [Needed(_l("Fill in the first day."))])
    # A tick for each term that erases something at once: it holds for the numbers that were shown with it.
    confirmed = SelectMultipleField(
        _l("Yes, erase this"), validate_choice=False,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip

    def validate_first_day(self, field: DayField) -> None:
        """What was decided yesterday stays as it was."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose today or a later day."))

    def validate(self, extra_validators: Any = None) -> bool:
        """What is erased at once is said once, and then erased as told."""
        if not super().validate(extra_validators):
            return False
        doubts = {
            f"{one.name} {one.after} {one.count}": self._told(one)
            for one in erased_earlier(self.terms, self.first_day.data, the_region())
        }
        self.confirmed.choices = options(doubts.items())
        if doubts.keys() - set(self.confirmed.data or ()):
            self.confirmed.errors = [_("Look at this once more, and tick the box where it is right.")]
            return False
        return True

    def _told(self, one: Shortened) -> str:
        return ngettext(
            "%(term)s: %(after)d in place of %(before)d erases %(num)d item in the night after %(day)s.",
            "%(term)s: %(after)d in place of %(before)d erases %(num)d items in the night after %(day)s.",
            one.count, term=self[one.name].label.text, before=one.before, after=one.after,
            day=long_date(self.first_day.data),
        )  # fmt: skip

    @property
    def terms(self) -> dict[str, int]:
        """The terms by name; call when the form is valid."""
        return {name: self[name].data for name in LIMITS}

    @staticmethod
    def stored(retention: Retention) -> dict[str, Any]:
        """What holds now, by field."""
        return {name: getattr(retention, name) for name in LIMITS} | {"first_day": today()}
