"""The forms on a question of a household: an answer, and one button."""

from wtforms import TextAreaField

from expatdesk.desk.forms.version import VersionField
from expatdesk.enquiries.models import LONGEST_MESSAGE
from expatdesk.shared.forms import Needed, PageForm, PlainText
from expatdesk.shared.i18n import lazy_gettext as _l


class ThreadForm(PageForm):
    """A button: the thread as the page showed it."""

    version = VersionField()


class AnswerForm(ThreadForm):
    """What the desk answers."""

    text = TextAreaField(_l("Answer"), [Needed(_l("Write the answer first.")), PlainText(LONGEST_MESSAGE)])
