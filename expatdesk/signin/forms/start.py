"""Forms of the start page of signing in."""

from wtforms import HiddenField, ValidationError
from wtforms.validators import InputRequired

from expatdesk.shared.forms import LineField, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.mailbox import NotAMailbox, mailbox


class AddressField(LineField):
    """An e-mail address, as we keep and compare it: what limits an address limits every spelling of it (T16)."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Tidy what was typed."""
        super().process_formdata(valuelist)
        self.data = (self.data or "").lower()

    def pre_validate(self, _form: object) -> None:
        """Bring it into its plain form; raise ValidationError where this cannot be an address."""
        try:
            self.data = mailbox(self.data or "")
        except NotAMailbox:
            raise ValidationError(_l("This is no e-mail address. Type it as in name@example.com.")) from None


class AddressForm(PageForm):
    """Ask for a mail with a link."""

    email = AddressField(
        _l("Your e-mail address"), [InputRequired(_l("Fill in your e-mail address.")), Plain(254)]
    )
    next = HiddenField()


class CaseCodeForm(PageForm):
    """Sign in without mail."""

    code = LineField(_l("Case code"), [InputRequired(_l("Fill in the code of your case.")), Plain(40)])
    secret = LineField(_l("Secret"), [InputRequired(_l("Fill in your secret.")), Plain(60)])
    next = HiddenField()
