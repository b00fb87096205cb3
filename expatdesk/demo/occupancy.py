"""The demonstration's own places: who lived, lives and will live in homes and in the housing of two employers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select, true

from expatdesk.cases.models import Case
from expatdesk.cases.temporary import TemporaryKind
from expatdesk.demo.accounts import MORSPOORT
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import Stage
from expatdesk.housing.home_models import Home
from expatdesk.housing.stay_queries import OwnPlace, find_place
from expatdesk.housing.stays import StaySaid, add_stay, set_places
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.addresses import add_address
from expatdesk.organisations.models import AddressKind, Employer, EmployerAddress
from expatdesk.shared.db import session

LUMC = "LUMC"


class Lives(NamedTuple):
    """A stay, in days from today; without a last day it goes on. The first of a house is that of an own hire."""

    first: int
    last: int | None
    people: int
    note: str = ""


class House(NamedTuple):
    """Where an employer houses hires; where one of them is registered for a time, it is that address."""

    employer: str
    label: str
    street: str
    postcode: str
    places: int
    registered: int
    stays: tuple[Lives, ...]


HOMES: dict[str, tuple[Lives, ...]] = {
    "Rijnstraat 620": (Lives(-75, 7, 1),),
    "Morsweg 502": (Lives(-170, -12, 3), Lives(75, None, 4, "Key with the neighbours")),
    "Zijlsingel 705": (Lives(-160, -48, 2), Lives(-40, None, 3)),
    "Leidseweg 940": (Lives(-120, 24, 2, "Painted in between"),),
    "Rijnsburgerweg 910": (Lives(-90, 8, 1), Lives(45, 130, 1)),
    "Rijnsburgerweg 911": (Lives(-60, 120, 1),),
}
HOUSES = (
    House(
        LUMC, "Guest house", "Rijnsburgerweg 930", "2333 AA", 6, 6,
        (Lives(-35, 55, 2), Lives(-150, -20, 3), Lives(-10, 31, 1), Lives(20, 90, 2, "Two rooms side by side")),
    ),
    House(
        MORSPOORT, "Studios above the laboratory", "Darwinweg 24", "2333 CR", 4, 3,
        (Lives(-25, None, 1), Lives(-100, -30, 2), Lives(12, 70, 2)),
    ),
)  # fmt: skip


def make_occupancy(employers: Iterable[Employer], ways: Iterable[tuple[Stage, Journey]], today: date) -> None:
    """Let people move in and out, by the real rules."""
    for street, stays in HOMES.items():
        home_id = session.scalars(select(Home.id).where(Home.street == street)).one()
        place = find_place(true(), true(), home_id)
        if place is not None:
            _move_in(place, stays, today)
    by_name = {employer.name: employer for employer in employers}
    cases = [way.case for _stage, way in ways]
    for house in HOUSES:
        employer = by_name[house.employer]
        hire = next((case for case in cases if case.employer_id == employer.id and _is_registered(case)), None)
        first, *others = house.stays
        people = hire.people_expected if hire else first.people
        _move_in(_house(house, employer, hire, today), [first._replace(people=people), *others], today, hire)


def _is_registered(case: Case) -> bool:
    """In a home with a last day, all of the household."""
    return case.temporary_kind == TemporaryKind.HOME and 0 < case.people_expected <= case.temporary_people


def _house(house: House, employer: Employer, hire: Case | None, today: date) -> OwnPlace:
    address = EmployerAddress(
        kind=AddressKind.HOUSING, label=house.label, town="Leiden",
        street=(hire and hire.home_street) or house.street,
        postcode=(hire and hire.home_postcode) or house.postcode,
    )  # fmt: skip
    add_address(employer, address, by=SYSTEM)
    place = find_place(true(), true(), address.id)
    if place is None:
        raise LookupError(house.street)
    set_places(place, house.places, house.registered, by=SYSTEM, today=today)
    return place


def _move_in(place: OwnPlace, stays: Iterable[Lives], today: date, hire: Case | None = None) -> None:
    for number, one in enumerate(stays):
        ends = None if one.last is None else today + timedelta(days=one.last)
        whose = hire.id if hire and number == 0 else None
        add_stay(place, StaySaid(today + timedelta(days=one.first), ends, one.people, one.note, whose), by=SYSTEM)
