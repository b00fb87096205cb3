"""The form by which a household stays longer at its employer's address."""

from wtforms import ValidationError
from wtforms.widgets import TextArea

from expatdesk.cases.models import LONGEST_REASON
from expatdesk.desk.forms.version import VersionField
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import today
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l

# Fewer letters say nothing to whoever reads the file a year later.
LEAST_LETTERS = 5
# Whoever types a later year has mistyped it.
MONTHS_AHEAD = 12


class ExtensionForm(PageForm):
    """Until when, and why."""

    version = VersionField()
    until = DayField(_l("New last day"), [Needed(_l("Fill in the new last day."))])
    # One line in the file, though it is typed in a box that shows all of it.
    reason = LineField(_l("Why"), [Needed(_l("Write down why.")), Plain(LONGEST_REASON)], widget=TextArea())

    def validate_until(self, field: DayField) -> None:
        """A later day than the next twelve months is a slip of the pen."""
        if field.data and field.data > add_months(today(), MONTHS_AHEAD):
            raise ValidationError(_l("This is more than a year ahead. Check the year."))

    def validate_reason(self, field: LineField) -> None:
        """A dot is no reason."""
        if sum(letter.isalpha() for letter in field.data or "") < LEAST_LETTERS:
            raise ValidationError(_l("Write down why."))
