"""The form for a screen in a waiting room."""

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l


class ScreenForm(PageForm):
    """A screen for a waiting room."""

    name = LineField(_l("Where the screen hangs"), [Needed(_l("Fill in where it hangs.")), Plain(60)])
