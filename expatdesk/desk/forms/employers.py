"""The form of an employer, as the coordinator fills it in."""

from contextlib import suppress
from typing import Any

from stdnum.exceptions import ValidationError as NotVat
from stdnum.nl import btw
from wtforms import BooleanField, Field, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Optional

from expatdesk.desk.forms.version import VersionField
from expatdesk.organisations.actions import EmployerFacts
from expatdesk.organisations.models import Employer, EmployerApplication
from expatdesk.shared.clock import today
from expatdesk.shared.forms import (
    CountField,
    DayField,
    KvkField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainText,
    PostcodeField,
)
from expatdesk.shared.i18n import lazy_gettext as _l

OPEN = Optional(strip_whitespace=True)
NO_DAY_YET = _l("Look the employer up in the register of the IND, and fill in the day on which you did.")


class VatField(LineField):
    """A Dutch VAT number, kept as invoices have it however it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Bring what was typed into its plain form, where it has one."""
        super().process_formdata(valuelist)
        with suppress(NotVat):
            self.data = f"NL{btw.validate(self.data or '')}"

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError where its check digits are wrong."""
        if self.data and not btw.is_valid(self.data):
            raise ValidationError(_l("This is no Dutch VAT number. It looks like NL123456789B01."))


class EmployerForm(PageForm):
    """What the desk knows of an employer."""

    version = VersionField()
    is_another = BooleanField(_l("It is another organisation"))
    name = LineField(_l("Name of the organisation"), [Needed(_l("Fill in the name.")), Plain(200)])
    kvk_number = KvkField(_l("KvK number"), [OPEN])
    street = LineField(_l("Street and house number"), [OPEN, Plain(200)])
    postcode = PostcodeField(_l("Postcode"), [Needed(_l("Fill in the postcode."))])
    town = LineField(_l("Town"), [Needed(_l("Fill in the town.")), Plain(100)])
    most_registered = CountField(_l("How many may be registered at its address"), [OPEN], least=0, most=9999)
    recognised_sponsor = BooleanField(_l("Recognised sponsor"))
    sponsor_checked_on = DayField(_l("Looked up in the register of the IND on"))
    fee_exempt = BooleanField(_l("Its hires pay no fee"))
    invoice_customer = BooleanField(_l("Invoice customer"))
    vat_number = VatField(_l("VAT number"), [OPEN])
    invoice_reference = LineField(_l("Reference that the employer wants to read"), [OPEN, Plain(50)])

    def validate_sponsor_checked_on(self, field: DayField) -> None:
        """A recognised sponsor was looked up on a day that is not still to come."""
        if field.data and field.data > today():
            raise ValidationError(_l("This day is still to come. Check the date."))
        if self.recognised_sponsor.data and not field.data and not field.process_errors:
            raise ValidationError(NO_DAY_YET)

    @classmethod
    def of(cls, employer: Employer) -> "EmployerForm":
        """The form as the employer stands."""
        return cls(data={"version": employer.version, **cls.stored(employer)})

    @classmethod
    def asked_by(cls, application: EmployerApplication, *, was_sent: bool = True) -> "EmployerForm":
        """The form as the applicant filled theirs in; the rest is for the coordinator.

        `was_sent` is no where another form of the same page was sent. A name is what anybody types: it makes
        nobody exempt from fees.
        """
        typed = {name: getattr(application, name) for name in ("name", "kvk_number", "street", "postcode", "town")}
        asked = {"version": 1, **typed}
        return cls(data=asked) if was_sent else cls(formdata=None, data=asked)

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the employer."""
        return [self[name] for name in EmployerFacts.__slots__]

    @property
    def said(self) -> EmployerFacts:
        """What was typed; call when the form is valid."""
        typed: dict[str, Any] = {field.name: field.data for field in self.facts}
        said: dict[str, Any] = {name: None if text == "" else text for name, text in typed.items()}
        return EmployerFacts(**said)

    @staticmethod
    def stored(employer: Employer) -> dict[str, Any]:
        """What is known of the employer now, by field."""
        return {name: getattr(employer, name) for name in EmployerFacts.__slots__}


class RefusalForm(PageForm):
    """Why somebody who asked is not let in."""

    reason = TextAreaField(_l("Reason"), [Needed(_l("Write down why. The applicant reads it.")), PlainText(500)])
