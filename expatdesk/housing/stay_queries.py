"""Reading the own places of partners and employers, and who lives in them when."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select, true, union_all

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.temporary import compared
from expatdesk.housing.home_models import Home
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.organisations.models import AddressKind, Employer, EmployerAddress, Partner
from expatdesk.shared.db import session

# So many places stand on one page, and so many hires can be chosen from.
ON_A_PAGE = 40
MOST_HIRES = 500

# In the order of what an OwnPlace is made of.
OF_HOMES: tuple[Any, ...] = (
    Home.id, true().label("is_home"), Partner.name.label("owner"), Home.street, Home.postcode, Home.town,
    Home.reference.label("label"), Home.most_people, Home.most_registered,
)  # fmt: skip
OF_HOUSING: tuple[Any, ...] = (
    EmployerAddress.id, false().label("is_home"), Employer.name.label("owner"), EmployerAddress.street,
    EmployerAddress.postcode, EmployerAddress.town, EmployerAddress.label,
    EmployerAddress.places.label("most_people"), EmployerAddress.most_registered,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A home of a partner, or an address where an employer houses its hires."""

    id: uuid.UUID
    is_home: bool
    owner: str
    street: str
    postcode: str
    town: str
    # What the owner calls it.
    label: str | None
    # How many people may live there; None as long as nobody has said.
    most_people: int | None
    most_registered: int | None

    @property
    def capacity(self) -> int:
        """How many stays or people fit at once: a home is let as a whole."""
        return 1 if self.is_home else self.most_people or 0

    @property
    def address(self) -> str:
        """As addresses are compared."""
        return compared(self.street, self.postcode)


def own_places(homes: ColumnElement[bool], housing: ColumnElement[bool], page: int) -> tuple[list[OwnPlace], bool]:
    """Those that meet one of the conditions, by their owner and town, on this page; whether more follow."""
    both = union_all(_homes(homes), _housing(housing)).subquery()
    order = both.c.owner, both.c.town, both.c.street, both.c.id
    rows = session.execute(select(both).order_by(*order).offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE + 1)).all()
    return [_place(row) for row in rows[:ON_A_PAGE]], len(rows) > ON_A_PAGE


def find_place(homes: ColumnElement[bool], housing: ColumnElement[bool], place_id: uuid.UUID) -> OwnPlace | None:
    """The place with this id, if it meets one of the conditions."""
    mine = _homes(and_(homes, Home.id == place_id)), _housing(and_(housing, EmployerAddress.id == place_id))
    row = session.execute(union_all(*mine)).one_or_none()
    return None if row is None else _place(row)


def _homes(condition: ColumnElement[bool]) -> Select[Any]:
    return select(*OF_HOMES).join(Partner, Partner.id == Home.partner_id).where(condition)


def _housing(condition: ColumnElement[bool]) -> Select[Any]:
    found = select(*OF_HOUSING).join(Employer, Employer.id == EmployerAddress.employer_id)
    return found.where(EmployerAddress.kind == AddressKind.HOUSING, condition)


def _place(row: Row[Any]) -> OwnPlace:
    key, is_home, *rest = tuple(row)
    return OwnPlace(key, bool(is_home), *rest)


def stays_at(places: Collection[uuid.UUID], since: date | None) -> dict[uuid.UUID, list[PlaceStay]]:
    """By place the stays that have a night from that day on, or all of them; the first in front."""
    here = or_(PlaceStay.home_id.in_(places), PlaceStay.address_id.in_(places))
    wanted = select(PlaceStay).where(here)
    if since is not None:
        wanted = wanted.where(or_(PlaceStay.ends.is_(None), PlaceStay.ends > since))
    found: dict[uuid.UUID, list[PlaceStay]] = defaultdict(list)
    for stay in session.scalars(wanted.order_by(PlaceStay.starts, PlaceStay.made_at, PlaceStay.id)):
        found[place_of(stay)].append(stay)
    return found


def place_of(stay: PlaceStay) -> uuid.UUID:
    """In which place a stay is: the table sees to it that it is in one of the two."""
    return stay.home_id or stay.address_id or stay.id


def find_stay(place: OwnPlace, stay_id: uuid.UUID) -> PlaceStay | None:
    """The stay with this id, if it is in that place."""
    here = PlaceStay.home_id == place.id if place.is_home else PlaceStay.address_id == place.id
    return session.scalars(select(PlaceStay).where(here, PlaceStay.id == stay_id)).one_or_none()


def names_of(visible: ColumnElement[bool], stays: Collection[PlaceStay]) -> dict[uuid.UUID, str]:
    """The names of the households of these stays, of those that meet the condition."""
    ids = {stay.case_id for stay in stays if stay.case_id}
    named = select(Case.id, Case.title).where(visible, Case.state != CaseState.ERASED, Case.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(named)}


def hires_to_choose(visible: ColumnElement[bool]) -> list[tuple[uuid.UUID, str]]:
    """Open hires that meet the condition, by name."""
    wanted = select(Case.id, Case.title).where(visible, Case.state == CaseState.OPEN)
    return [(row[0], row[1]) for row in session.execute(wanted.order_by(Case.title, Case.id).limit(MOST_HIRES))]


def stays_of_case(case_id: uuid.UUID) -> list[tuple[PlaceStay, OwnPlace]]:
    """Where an employer or partner says that this household lives or lived, with the place."""
    found: list[tuple[PlaceStay, OwnPlace]] = []
    mine = select(PlaceStay).where(PlaceStay.case_id == case_id).order_by(PlaceStay.starts, PlaceStay.id)
    for stay in session.scalars(mine):
        place = find_place(true(), true(), place_of(stay))
        if place is not None:
            found.append((stay, place))
    return found
