"""Who the people of the demonstration are: all that the desk meets in a year occurs among them."""

import unicodedata
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState, Outcome, StepRecord
from expatdesk.cases.queries import plan_of
from expatdesk.people.models import Person
from expatdesk.rules.facts import Category
from expatdesk.rules.outcome import Destination, RouteReason, StepState, Track
from expatdesk.rules.region import Region
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import DEMO_TESTS

pytestmark = DEMO_TESTS
SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "CJK", "HANGUL", "ETHIOPIC", "THAI"}


@pytest.fixture
def cases(app: Flask) -> Sequence[Case]:
    """Everybody's."""
    return session.scalars(select(Case)).all()


def script_of(name: str) -> str:
    """The script of a name, by how Unicode calls its first letter."""
    return unicodedata.name(name[0]).split()[0]


def test_households_of_one_to_six_announce_themselves_and_are_known(cases: Sequence[Case]) -> None:
    assert len(cases) >= 200
    assert {case.people_expected for case in cases} == {1, 2, 3, 4, 5, 6}
    assert {len(case.people) for case in cases} == {1, 2, 3, 4, 5, 6}


def test_names_come_in_many_scripts_and_some_alone(cases: Sequence[Case]) -> None:
    people = [person for case in cases for person in case.people]
    assert {script_of(person.family_name) for person in people} >= SCRIPTS
    assert any(not person.given_names for person in people)
    assert any(person.particle for person in people)


def test_not_everybody_knows_the_day_they_were_born(cases: Sequence[Case]) -> None:
    births = [person.born for person in session.scalars(select(Person)) if person.born]
    assert any(born.endswith("-00-00") for born in births)
    assert any(born.endswith("-00") and not born.endswith("-00-00") for born in births)


def test_every_municipality_route_and_ground_of_stay_occurs(cases: Sequence[Case], region: Region) -> None:
    assert {case.municipality for case in cases} - {None} == {place.code for place in region.municipalities}
    assert {case.route_reason for case in cases} == set(RouteReason)
    assert {case.route_to for case in cases} == set(Destination)
    assert {case.category for case in cases} == set(Category)


def test_work_begins_on_a_working_day(cases: Sequence[Case], region: Region) -> None:
    days = {case.first_working_day for case in cases} - {None}
    assert len(days) > 1
    assert [day for day in days if day and not is_working_day(day, region.extra_holidays)] == []


def test_every_state_occurs_on_every_track(cases: Sequence[Case], region: Region) -> None:
    # Of an erased case there is nobody left to show.
    assert {case.state for case in cases} == set(CaseState) - {CaseState.ERASED}
    assert set(session.scalars(select(StepRecord.outcome))) == set(Outcome)
    found = {(step.track, step.state) for case in cases for step in plan_of(case, region, today()).steps}
    assert found == {(track, state) for track in Track for state in StepState}
