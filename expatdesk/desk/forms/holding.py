"""The form that keeps a case from being erased."""

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l


class HoldForm(PageForm):
    """Why it must be kept."""

    reason = LineField(_l("Why it must be kept"), [Needed(_l("Write down why.")), Plain(500)])
