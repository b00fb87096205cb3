"""What of a visit is charged, and to whom: to whoever books it, or to the employer by invoice.

Only the invoices are made here; of whoever books, the desk takes the payment outside these pages.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import PersonRole
from .fees import line_for
from .outcome import Fee
from .region import Region, Tariff


class Payer(StrEnum):
    """Who pays the fee of a household."""

    NOBODY = "nobody"
    WHOEVER_BOOKS = "whoever_books"
    EMPLOYER = "employer"


class Ending(StrEnum):
    """How a visit ended that costs something."""

    KEPT = "kept"
    MISSED = "missed"
    MOVED_LATE = "moved_late"
    CANCELLED_LATE = "cancelled_late"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household as it is now, and when the municipality registered them."""

    role: PersonRole
    registered_on: date | None


@dataclass(frozen=True, slots=True)
class EndedVisit:
    """A visit that is over, or was given up too late; `withheld_cents` is what the household was told to lose."""

    day: date
    ending: Ending
    household: tuple[Member, ...] = ()
    booked_for: int = 0
    exempt: bool = False
    withheld_cents: int = 0


@dataclass(frozen=True, slots=True)
class Charge:
    """A line of what a visit costs, in cents; `role` is whose it is, where it is that of a person."""

    ending: Ending
    role: PersonRole | None
    excl_cents: int
    vat_percent: int
    vat_cents: int

    @property
    def incl_cents(self) -> int:
        """The amount with VAT."""
        return self.excl_cents + self.vat_cents


def payer_of(fee: Fee, *, invoice_customer: bool) -> Payer:
    """Who pays this fee: told before a hire is submitted, so that nobody need ask."""
    if not fee.total_incl_cents:
        return Payer.NOBODY
    return Payer.EMPLOYER if invoice_customer else Payer.WHOEVER_BOOKS


def charges_of(visit: EndedVisit, region: Region) -> tuple[Charge, ...]:
    """The lines of a visit by the tariff of its day; none for who is exempt, or changed it in time."""
    if visit.exempt:
        return ()
    tariff = region.tariff_on(visit.day)
    if visit.ending is not Ending.KEPT:
        return (_withheld(visit, tariff),) if visit.withheld_cents else ()
    lines = (line_for(place, member.role, tariff) for place, member in enumerate(household_of_the_day(visit)))
    return tuple(
        Charge(Ending.KEPT, line.role, line.excl_cents, line.vat_percent, line.vat_cents)
        for line in lines
        if line.excl_cents
    )


def household_of_the_day(visit: EndedVisit) -> tuple[Member, ...]:
    """Who of the present household was at the visit.

    Who had been registered before did not come for it. Of the others as many came as the time was booked for,
    those first who were registered that day: who joined the household later comes after them.
    """
    came = [member for member in visit.household if not _was_registered(member, visit.day)]
    places = sorted(range(len(came)), key=lambda place: came[place].registered_on != visit.day)
    at_once = sum(member.registered_on == visit.day for member in came)
    return tuple(came[place] for place in sorted(places[: max(visit.booked_for, at_once)]))


def _was_registered(member: Member, day: date) -> bool:
    return member.registered_on is not None and member.registered_on < day


def _withheld(visit: EndedVisit, tariff: Tariff) -> Charge:
    """What is kept of a fee holds its VAT: the time was reserved, and the desk was there."""
    whole = 100 + tariff.vat_percent
    excl = (visit.withheld_cents * 100 + whole // 2) // whole
    return Charge(visit.ending, None, excl, tariff.vat_percent, visit.withheld_cents - excl)
