"""Forms of another address for mails: asking for it, and confirming it by a link in a mail."""

from typing import Self

from wtforms import BooleanField, ValidationError
from wtforms.validators import InputRequired

from expatdesk.cases.models import Case
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, mail_address
from expatdesk.shared.i18n import lazy_gettext as _l


class EmailForm(PageForm):
    """Ask for another address."""

    present: str

    email = LineField(
        _l("New e-mail address"), [Needed(_l("Fill in the e-mail address.")), Plain(254), mail_address]
    )

    @classmethod
    def of(cls, case: Case) -> Self:
        """The form of this household."""
        form = cls()
        form.present = case.email
        return form

    def validate_email(self, field: LineField) -> None:
        """Refuse the address that the mails go to already."""
        field.data = (field.data or "").lower()
        if field.data == self.present:
            raise ValidationError(_l("The mails go to this address already."))


class EmailLinkForm(PageForm):
    """Confirm it; in another browser than the one that asked with the code on its screen."""

    code = LineField(_l("Code of 6 figures"), [InputRequired(_l("Fill in the code.")), Plain(20)])
    is_unwanted = BooleanField(_l("Do not change it, and sign all other devices out."))

    @classmethod
    def asking(cls, *, needs_code: bool) -> Self:
        """The form with the code where it is needed."""
        form = cls()
        if not needs_code:
            del form.code
        return form
