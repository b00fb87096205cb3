"""Further addresses of an employer: added and removed, never changed. Nothing here commits."""

import uuid

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.actions import EmployerRefused
from expatdesk.organisations.models import AddressKind, Employer, EmployerAddress
from expatdesk.shared.db import session

# An employer with more houses than this names each when it signs for it; a page lists no more.
MOST = 50


class InvoiceAddressTaken(EmployerRefused):
    """Invoices go to one address; there is one already."""


class AddressKnown(EmployerRefused):
    """It told this address for the same already."""


class TooManyAddresses(EmployerRefused):
    """The employer has as many as a page can list."""


def add_address(employer: Employer, address: EmployerAddress, *, by: Actor) -> None:
    """Keep a further address of an employer. Raises AddressKnown, InvoiceAddressTaken and TooManyAddresses."""
    # One after the other: of two at one moment the second finds the first. Hires may be submitted meanwhile.
    session.refresh(employer, with_for_update={"key_share": True})
    session.expire(employer, ["addresses"])
    if any(_said(one) == _said(address) for one in employer.addresses):
        raise AddressKnown
    if len(employer.addresses) >= MOST:
        raise TooManyAddresses
    address.employer_id = employer.id
    try:
        with session.begin_nested():
            session.add(address)
    except IntegrityError:
        if address.kind != AddressKind.INVOICE:
            raise
        raise InvoiceAddressTaken from None
    session.expire(employer, ["addresses"])
    record("employer_address_added", by=by, employer=employer.name, kind=address.kind)


def _said(address: EmployerAddress) -> tuple[str | None, ...]:
    return address.kind, address.label, address.street, address.postcode


def drop_address(address: EmployerAddress, employer: Employer, *, by: Actor) -> None:
    """Forget an address. What was signed or invoiced with it keeps its words."""
    kind, mine = address.kind, delete(EmployerAddress).where(EmployerAddress.id == address.id)
    # Of two who remove it at once the second removes nothing.
    if session.scalar(mine.returning(EmployerAddress.id)) is not None:
        record("employer_address_removed", by=by, employer=employer.name, kind=kind)
    session.expire(employer, ["addresses"])


def find_address(employer_id: uuid.UUID, address_id: uuid.UUID) -> EmployerAddress | None:
    """The address with this id, if it is this employer's."""
    own = EmployerAddress.employer_id == employer_id
    return session.scalars(select(EmployerAddress).where(own, EmployerAddress.id == address_id)).one_or_none()
