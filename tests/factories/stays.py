"""Stays in own places, made with the real actions."""

from datetime import date
from typing import Any

from sqlalchemy import true

from expatdesk.housing.home_models import Home
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stay_queries import OwnPlace, find_place
from expatdesk.housing.stays import StaySaid, add_stay, set_places
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer, EmployerAddress
from expatdesk.shared.clock import today
from tests.factories.homes import a_home
from tests.factories.organisations import an_address


def the_place(kept: Home | EmployerAddress) -> OwnPlace:
    """A home or an address as a place."""
    found = find_place(true(), true(), kept.id)
    assert found is not None
    return found


def a_place(home: Home | None = None) -> OwnPlace:
    """A home of a partner."""
    return the_place(home or a_home())


def a_house(employer: Employer, places: int = 6, **columns: str) -> OwnPlace:
    """A house of an employer that has room for so many."""
    address = an_address(employer, **columns)
    set_places(the_place(address), places, places, by=SYSTEM, today=today())
    return the_place(address)


def a_stay(place: OwnPlace, starts: date, ends: date | None = None, people: int = 1, **said: Any) -> PlaceStay:
    """Somebody lives there."""
    return add_stay(place, StaySaid(starts, ends, people, **said), by=SYSTEM)
