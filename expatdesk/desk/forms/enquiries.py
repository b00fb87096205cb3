"""The forms on a question of a household: an answer, and one button."""

from wtforms import SelectField, TextAreaField

from expatdesk.access.acting import the_region
from expatdesk.desk.forms.version import VersionField
from expatdesk.enquiries.models import LONGEST_MESSAGE
from expatdesk.shared.forms import Needed, PageForm, PlainText, options
from expatdesk.shared.i18n import lazy_gettext as _l


class ThreadForm(PageForm):
    """A button: the thread as the page showed it."""

    version = VersionField()


class AnswerForm(ThreadForm):
    """What the desk answers."""

    text = TextAreaField(_l("Answer"), [Needed(_l("Write the answer first.")), PlainText(LONGEST_MESSAGE)])


class PassOnForm(ThreadForm):
    """The municipality whose registrars are asked to answer somebody without a case."""

    municipality = SelectField(
        choices=lambda: options((town.code, town.name) for town in the_region().municipalities)
    )
