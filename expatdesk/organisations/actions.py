"""Changing organisations. Nothing here commits."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy.exc import IntegrityError
from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as postcodes

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class BillingDetails:
    """What an invoice says of an employer beside its name, postcode and town."""

    kvk_number: str
    street: str
    vat_number: str | None
    invoice_reference: str | None


class EmployerRefused(Exception):
    """An employer cannot be added like this; the message says why."""


def add_employer(
    name: str, *, street: str, postcode: str, town: str, sponsor: bool, by: Actor, region: Region, today: date
) -> Employer:
    """Add an organisation that may submit hires. Raises EmployerRefused.

    `sponsor`: somebody has looked it up today in the IND's public register of recognised sponsors.
    """
    try:
        checked = postcodes.validate(postcode)
    except ValidationError:
        raise EmployerRefused(f"{postcode!r} is no Dutch postcode") from None
    employer = Employer(
        name=name.strip(), street=street, postcode=checked, town=town, recognised_sponsor=sponsor,
        sponsor_checked_on=today if sponsor else None,
        fee_exempt=name.strip() in {exempt.name for exempt in region.exempt_employers},
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(employer)
    except IntegrityError:
        raise EmployerRefused(f"{name} is known already") from None
    record("employer_added", by=by, employer=employer.name)
    return employer


def set_billing(employer: Employer, details: BillingDetails, *, by: Actor) -> None:
    """From the next invoice on this is what it says; those that were sent stay as they were."""
    for field in fields(details):
        setattr(employer, field.name, getattr(details, field.name))
    record("billing_changed", by=by, employer=employer.name)
