"""From when a household lives in the home that it took."""

from expatdesk.shared.forms import DayField, Needed, PageForm
from expatdesk.shared.i18n import lazy_gettext as _l


class MoveInForm(PageForm):
    """One day."""

    starts = DayField(_l("First day of the contract"), [Needed(_l("Fill in the first day."))])
