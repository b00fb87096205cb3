"""What a partner sees of who is interested in its homes, and what a household sees of its own interest, as data.

Of each other they see a first name and a neighbourhood. Only while a viewing is booked, with the household's yes,
or the home is let to it, the partner gets names and how to reach them, and the household the address. A page gets
these and never a case or a home (security T07).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.housing.home_words import SHORT_DWELLINGS
from expatdesk.housing.interest_models import HomeInterest
from expatdesk.housing.match_words import where
from expatdesk.organisations.partners import find_partner
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, now
from expatdesk.social.sign_ups import most_people


@dataclass(frozen=True, slots=True)
class Contact:
    """Who they are, once they said yes to it."""

    names: tuple[str, ...]
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class InterestedView:
    """A household as a partner sees it. The id is that of the interest, and leads to no case."""

    id: uuid.UUID
    first_name: str
    people: int
    since: date
    state: str
    is_invited: bool
    viewing: datetime | None
    contact: Contact | None

    @property
    def has_seen_it(self) -> bool:
        """Whether their viewing has begun: then the home can be let to them."""
        return self.viewing is not None and self.viewing <= now()


@dataclass(frozen=True, slots=True)
class HomeAddress:
    """Where the home is, and how to reach whoever lets it."""

    street: str
    postcode: str
    town: str
    partner: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class OwnInterest:
    """How far a household is with one home."""

    offer_id: uuid.UUID
    home: str
    rooms: int
    where: str
    state: str
    since: date
    is_invited: bool
    starts_at: datetime | None
    ends_at: datetime | None
    address: HomeAddress | None

    @property
    def is_seen(self) -> bool:
        """Whether the viewing has begun."""
        return self.starts_at is not None and self.starts_at <= now()


def interested(rows: Iterable[HomeInterest]) -> list[InterestedView]:
    """Who is interested, in their order."""
    return [
        InterestedView(
            row.id, row.case.principal.calling_name, most_people(row.case), local(row.said_at).date(), row.state,
            row.invited_at is not None, row.viewing.starts_at if row.viewing else None, _contact(row),
        )
        for row in rows
    ]  # fmt: skip


def _contact(row: HomeInterest) -> Contact | None:
    if not row.is_known:
        return None
    names = tuple(person.full_name for person in row.case.people if person.full_name)
    return Contact(names, row.case.email, row.phone or "")


def own_interest(row: HomeInterest, region: Region) -> OwnInterest:
    """One of the household's own."""
    viewing, offer = row.viewing, row.offer.as_offer()
    return OwnInterest(
        row.offer_id, str(SHORT_DWELLINGS[offer.dwelling]), offer.rooms, where(offer, region), row.state,
        local(row.said_at).date(), row.invited_at is not None, viewing.starts_at if viewing else None,
        viewing.ends_at if viewing else None, address_for(row),
    )  # fmt: skip


def address_for(row: HomeInterest) -> HomeAddress | None:
    """The address, for a household that the partner may know as well."""
    if not row.is_known:
        return None
    home, partner = row.offer.home, find_partner(row.offer.home.partner_id)
    return HomeAddress(
        home.street, home.postcode, home.town, partner.name if partner else "",
        (partner.email or "") if partner else "", (partner.phone or "") if partner else "",
    )  # fmt: skip
