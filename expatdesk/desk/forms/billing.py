"""The form for what an invoice says of an employer."""

import re
from typing import Self

from stdnum.nl import btw
from wtforms import Field, Form, ValidationError

from expatdesk.organisations.actions import BillingDetails
from expatdesk.organisations.models import Employer
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

KVK = re.compile(r"\d{8}", re.ASCII)


def kvk_number(_form: Form, field: Field) -> None:
    """Eight digits, as in the register."""
    if not KVK.fullmatch(field.data or ""):
        raise ValidationError(_("A KvK number has 8 digits."))


def vat_number(_form: Form, field: Field) -> None:
    """A Dutch number with its check digits; it may stay open."""
    if field.data and not btw.is_valid(field.data):
        raise ValidationError(_("This is no Dutch VAT number. It looks like NL123456789B01."))


# Of both numbers the form says enough; a check for a BSN would take the digits of some for one.
class BillingForm(PageForm):
    """The number in the register, where the employer is, and by what it knows the invoice."""

    kvk_number = LineField(_l("KvK number"), [kvk_number])
    street = LineField(_l("Street and number"), [Needed(_l("Fill in the street and number.")), Plain(200)])
    vat_number = LineField(_l("VAT number"), [vat_number])
    invoice_reference = LineField(_l("Reference that the employer wants to read"), [Plain(50)])

    @classmethod
    def of(cls, employer: Employer) -> Self:
        """The form, filled with what is known."""
        return cls(obj=employer)

    @property
    def details(self) -> BillingDetails:
        """What was typed, the VAT number in its usual form."""
        vat = self.vat_number.data
        return BillingDetails(
            kvk_number=str(self.kvk_number.data), street=str(self.street.data),
            vat_number=f"NL{btw.compact(vat)}" if vat else None,
            invoice_reference=self.invoice_reference.data or None,
        )  # fmt: skip
