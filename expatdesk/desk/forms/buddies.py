"""What an officer writes about volunteers, and about problems between buddies."""

from wtforms import TextAreaField
from wtforms.validators import Optional

from expatdesk.shared.forms import Needed, PageForm, PlainText
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.buddy_models import LONGEST_NOTE


class ScreenForm(PageForm):
    """The volunteer is let in."""

    note = TextAreaField(_l("What came out of the talk"), [Optional(), PlainText(LONGEST_NOTE)])


class RefuseForm(PageForm):
    """The volunteer is not let in."""

    reason = TextAreaField(
        _l("What they read about it"), [Needed(_l("Write why, in a sentence.")), PlainText(LONGEST_NOTE)]
    )


class SettleForm(PageForm):
    """What the desk did about a problem."""

    outcome = TextAreaField(_l("What we did"), [Needed(_l("Write what you did.")), PlainText(LONGEST_NOTE)])
