"""The forms for a question to the desk, and for adding to one."""

from wtforms import TextAreaField

from expatdesk.enquiries.models import LONGEST_MESSAGE, LONGEST_SUBJECT
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, PlainText
from expatdesk.shared.i18n import lazy_gettext as _l

WRITE_FIRST = _l("Write your message first.")


class QuestionForm(PageForm):
    """A new question."""

    subject = LineField(
        _l("What is it about, in a few words?"),
        [Needed(_l("Fill in what your question is about.")), Plain(LONGEST_SUBJECT)],
    )
    text = TextAreaField(_l("Your question"), [Needed(WRITE_FIRST), PlainText(LONGEST_MESSAGE)])


class MessageForm(PageForm):
    """One more message about a question."""

    text = TextAreaField(_l("Write to the desk about this"), [Needed(WRITE_FIRST), PlainText(LONGEST_MESSAGE)])
