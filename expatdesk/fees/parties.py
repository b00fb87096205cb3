"""Who sends an invoice and who gets it, as plain data: an invoice keeps what was true when it was sent."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Billing


@dataclass(frozen=True, slots=True)
class Party:
    """What an invoice says of either side."""

    name: str
    street: str
    postcode: str
    town: str
    kvk_number: str
    vat_number: str


@dataclass(frozen=True, slots=True)
class Seller(Party):
    """The desk."""

    iban: str


@dataclass(frozen=True, slots=True)
class Buyer(Party):
    """The employer, with the words by which it knows the invoice."""

    reference: str


def seller_of(billing: Billing) -> dict[str, str]:
    """The desk as it sends invoices now."""
    fields = ("name", "street", "postcode", "town", "kvk_number", "vat_number", "iban")
    return asdict(Seller(**{name: getattr(billing, name) for name in fields}))


def buyer_of(employer: Employer) -> dict[str, str]:
    """The employer as it is now; what is missing is empty."""
    place = employer.invoice_address
    return asdict(
        Buyer(
            name=employer.name, street=place.street or "", postcode=place.postcode, town=place.town,
            kvk_number=employer.kvk_number or "", vat_number=employer.vat_number or "",
            reference=employer.invoice_reference or "",
        )
    )  # fmt: skip


def missing_of(employer: Employer) -> Iterator[str]:
    """What an invoice to this employer must say and nobody has filled in: columns of Employer."""
    # The KvK number is its address in the Peppol network, and its street is asked for by NLCIUS (BR-NL-4).
    if not employer.kvk_number:
        yield "kvk_number"
    for name in ("street", "postcode", "town"):
        if not getattr(employer.invoice_address, name):
            yield name
