"""The form by which a partner answers the desk."""

from wtforms import TextAreaField

from expatdesk.enquiries.models import LONGEST_MESSAGE
from expatdesk.enquiries.partner_models import LONGEST_NAME
from expatdesk.shared.forms import LineField, Needed, PageForm, PlainName, PlainText
from expatdesk.shared.i18n import lazy_gettext as _l


class PartnerAnswerForm(PageForm):
    """One answer, and of whom it is."""

    text = TextAreaField(_l("Your answer"), [Needed(_l("Write the answer first.")), PlainText(LONGEST_MESSAGE)])
    name = LineField(_l("Your name"), [Needed(_l("Fill in your name.")), PlainName(LONGEST_NAME)])
