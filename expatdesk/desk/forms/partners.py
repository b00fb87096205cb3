"""The form by which a partner is asked: who, and in which words."""

from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from expatdesk.enquiries.models import LONGEST_MESSAGE
from expatdesk.enquiries.partner_models import LONGEST_NAME
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, PlainName, PlainText, mail_address, options
from expatdesk.shared.i18n import lazy_gettext as _l


class PartnerForm(PageForm):
    """A question in words of the desk's own."""

    partner = LineField(_l("Organisation"), [Needed(_l("Fill in the organisation.")), PlainName(LONGEST_NAME)])
    email = LineField(
        _l("Its e-mail address"), [Needed(_l("Fill in the e-mail address.")), Plain(254), mail_address]
    )
    language = RadioField(
        _l("In which language do we write?"), choices=options([("nl", "Nederlands"), ("en", "English")])
    )
    text = TextAreaField(
        _l("The question, in your own words"),
        [Needed(_l("Write the question first.")), PlainText(LONGEST_MESSAGE)],
    )
    tells_nobody = BooleanField(
        _l("Nobody can tell from these words who asks"), [InputRequired(_l("Read it once more, and tick this."))]
    )
