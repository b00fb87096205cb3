"""The forms of a question of somebody without a case."""

from wtforms import TextAreaField

from expatdesk.enquiries.models import LONGEST_MESSAGE, LONGEST_SUBJECT
from expatdesk.enquiries.open_models import LONGEST_NAME
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, PlainName, PlainText, mail_address
from expatdesk.shared.i18n import lazy_gettext as _l

WRITE_FIRST = _l("Write your message first.")


class AskForm(PageForm):
    """A question, and where the answer goes."""

    subject = LineField(
        _l("What is it about, in a few words?"),
        [Needed(_l("Fill in what your question is about.")), Plain(LONGEST_SUBJECT)],
    )
    text = TextAreaField(_l("Your question"), [Needed(WRITE_FIRST), PlainText(LONGEST_MESSAGE)])
    email = LineField(
        _l("Your e-mail address"), [Needed(_l("Fill in your e-mail address.")), Plain(254), mail_address]
    )
    name = LineField(_l("Your name"), [PlainName(LONGEST_NAME)])


class AddForm(PageForm):
    """One more message about it."""

    text = TextAreaField(_l("Write to the desk about this"), [Needed(WRITE_FIRST), PlainText(LONGEST_MESSAGE)])


class ButtonForm(PageForm):
    """A button."""
