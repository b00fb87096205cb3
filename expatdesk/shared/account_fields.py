"""The form by which somebody of an employer gets an account, at whichever door."""

from wtforms import BooleanField

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, mail_address
from expatdesk.shared.i18n import lazy_gettext as _l


class AccountForm(PageForm):
    """Who it is, and whether they let others in."""

    name = LineField(_l("First and last name"), [Needed(_l("Fill in the name.")), Plain(200)])
    email = LineField(_l("E-mail address at work"), [Needed(_l("Fill in the e-mail address.")), mail_address])
    is_admin = BooleanField(_l("Admin: lets colleagues in"))
