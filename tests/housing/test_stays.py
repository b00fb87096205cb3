"""Stays in own places: never more than fit, one after the other, and forgotten in their time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stays import (
    NotThereYet,
    PlaceFull,
    PlacesTaken,
    StaySaid,
    TooManyPeople,
    add_stay,
    change_stay,
    count_old_stays,
    drop_stay,
    end_stay,
    forget_old_stays,
    set_places,
)
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.addresses import drop_address
from expatdesk.organisations.models import Employer, EmployerAddress
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.contents import contents_of
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.factories import a_case, a_home, a_partner, an_address, an_employer
from tests.factories.cases import REGION
from tests.factories.stays import a_house, a_place, a_stay, the_place

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


def test_a_home_is_let_once_at_a_time(app: Flask) -> None:
    place = a_place()
    a_stay(place, MARCH, APRIL, 4)
    with pytest.raises(PlaceFull) as refused:
        a_stay(place, date(2027, 3, 31), None)
    assert (refused.value.period.starts, refused.value.period.ends) == (date(2027, 3, 31), APRIL)
    a_stay(place, APRIL, None)
    a_stay(a_place(a_home(a_partner("Rijnland Wonen"))), MARCH, None)


def test_no_more_people_than_may_live_there(employer: Employer) -> None:
    with pytest.raises(TooManyPeople):
        a_stay(a_place(), MARCH, None, 5)
    house = a_house(employer, 6)
    a_stay(house, MARCH, APRIL, 4)
    with pytest.raises(PlaceFull) as refused:
        a_stay(house, date(2027, 3, 20), None, 3)
    assert refused.value.period.free == 2
    a_stay(house, date(2027, 3, 20), None, 2)
    with pytest.raises(TooManyPeople):
        a_stay(house, date(2028, 1, 1), None, 7)
    with pytest.raises(TooManyPeople):
        a_stay(the_place(an_address(employer, street="Oude Rijn 1")), MARCH, None, 1)


def test_a_stay_is_changed_within_the_room_that_is_left(app: Flask) -> None:
    place = a_place()
    stay, later = a_stay(place, MARCH, APRIL), a_stay(place, date(2027, 5, 1), None)
    said = StaySaid(MARCH, date(2027, 5, 1), 2, "painted")
    change_stay(place, stay, said, version=1, by=SYSTEM)
    assert (stay.ends, stay.note, stay.version) == (later.starts, "painted", 2)
    with pytest.raises(StaleVersion):
        change_stay(place, stay, said, version=1, by=SYSTEM)
    with pytest.raises(PlaceFull):
        change_stay(place, stay, replace(said, ends=None), version=2, by=SYSTEM)


def test_they_leave(app: Flask) -> None:
    place = a_place()
    stay = a_stay(place, today() - timedelta(days=10), None)
    for _press in range(2):
        end_stay(place, stay, by=SYSTEM, today=today())
    assert (stay.ends, stay.version) == (today(), 2)
    planned = a_stay(place, today(), None)
    with pytest.raises(NotThereYet):
        end_stay(place, planned, by=SYSTEM, today=today())
    for _press in range(2):
        drop_stay(place, planned, by=SYSTEM)
    verbs = session.scalars(select(LogLine.verb).where(LogLine.verb.startswith("stay_")).order_by(LogLine.id))
    assert list(verbs) == ["stay_added", "stay_ended", "stay_added", "stay_dropped"]


def test_a_house_does_not_become_smaller_than_who_lives_there(employer: Employer) -> None:
    house = a_house(employer, 6)
    a_stay(house, today() - timedelta(days=50), today() - timedelta(days=5), 6)
    a_stay(house, today() + timedelta(days=5), None, 4)
    with pytest.raises(PlacesTaken) as refused:
        set_places(house, 3, 3, by=SYSTEM, today=today())
    assert refused.value.needed == 4
    set_places(house, 4, 0, by=SYSTEM, today=today())
    assert the_place(session.get_one(EmployerAddress, house.id)).capacity == 4


def test_with_an_address_its_stays_go(employer: Employer) -> None:
    house = a_house(employer)
    a_stay(house, MARCH)
    drop_address(session.get_one(EmployerAddress, house.id), employer, by=SYSTEM)
    assert session.scalars(select(PlaceStay.id)).all() == []


def test_who_lived_there_goes_with_the_household(employer: Employer) -> None:
    """That somebody did stays for whoever keeps the place; nothing of whom."""
    case = a_case(employer=employer)
    a_stay(a_house(employer), MARCH, APRIL, 2, note="family Krishnan", case_id=case.id)
    (told,) = contents_of(case, REGION)["places_to_live"]
    assert told == {
        "starts": "2027-03-01", "ends": "2027-04-01", "people": 2, "note": "family Krishnan",
        "street": "Rapenburg 70", "postcode": "2311 EZ", "town": "Leiden",
    }  # fmt: skip
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    stay = session.scalars(select(PlaceStay)).one()
    assert (stay.case_id, stay.note, stay.starts, stay.people) == (None, "", MARCH, 2)


def test_old_stays_are_forgotten(app: Flask) -> None:
    place, term = a_place(), REGION.retention
    over = add_months(today(), -term.closed_months)
    a_stay(place, over - timedelta(days=40), over - timedelta(days=1))
    kept = [a_stay(place, over - timedelta(days=1), over), a_stay(place, over, None)]
    session.commit()
    assert count_old_stays(term, today()) == 1
    assert forget_old_stays(term, today()) == 1
    assert set(session.scalars(select(PlaceStay))) == set(kept)


@pytest.mark.parametrize("is_home", [True, False])
def test_of_two_at_once_one_gets_the_last_place(real_app: Flask, *, is_home: bool) -> None:
    """No double letting, whoever presses at the same moment: the row of the place is held."""
    place = a_place() if is_home else a_house(an_employer(), 3)
    session.commit()
    session.remove()
    refused: list[Refusal] = []

    def add() -> None:
        begin_immediate()
        try:
            add_stay(place, StaySaid(MARCH, None, 2), by=SYSTEM)
            session.commit()
        except PlaceFull as refusal:
            refused.append(refusal)
            session.rollback()

    with real_app.app_context():
        both(real_app, add)
        assert (len(session.scalars(select(PlaceStay)).all()), len(refused)) == (1, 1)


def test_a_house_is_not_made_smaller_while_somebody_moves_in(real_app: Flask) -> None:
    house = a_house(an_employer(), 4)
    session.commit()
    session.remove()
    parts: list[Callable[[], object]] = [
        lambda: add_stay(house, StaySaid(MARCH, None, 4), by=SYSTEM),
        lambda: set_places(house, 2, 2, by=SYSTEM, today=today()),
    ]
    refused: list[Refusal] = []

    def act() -> None:
        part = parts.pop()
        begin_immediate()
        try:
            part()
            session.commit()
        except (TooManyPeople, PlacesTaken) as refusal:
            refused.append(refusal)
            session.rollback()

    with real_app.app_context():
        both(real_app, act)
        assert len(refused) == 1
