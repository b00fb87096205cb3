"""The form that keeps a case from being erased."""

from wtforms.widgets import TextArea

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l


class HoldForm(PageForm):
    """Why it must be kept."""

    # One line in the history, though it is typed in a box that shows all of it.
    reason = LineField(_l("Why it must be kept"), [Needed(_l("Write down why.")), Plain(500)], widget=TextArea())
