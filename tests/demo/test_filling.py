"""The demonstration as it is filled in: complete, true, and once."""

import pytest
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk import demo
from expatdesk.cases.forecasts import all_forecasts
from expatdesk.cases.models import Case
from expatdesk.cases.queries import case_by_code
from expatdesk.cases.sweep import untrue_projections
from expatdesk.check_ins.queries import trends
from expatdesk.demo.guests import GUESTS
from expatdesk.enquiries.models import Thread, ThreadState
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.messages.models import SENT, WAITING, Mail
from expatdesk.people.models import User
from expatdesk.ratings.queries import newest_words, ratings_by_quarter
from expatdesk.rules.figures import FEWEST as FEWEST_TO_TELL
from expatdesk.rules.forecasts import FEWEST, Awaited, Kind
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import session
from tests.conftest import DEMO_TESTS, NIGHT_TO_MONDAY, Demonstration, Visit

pytestmark = [pytest.mark.usefixtures("app"), DEMO_TESTS]


def test_it_is_a_region_full_of_people() -> None:
    assert 200 <= (session.scalar(select(func.count()).select_from(Case)) or 0) < 220
    states = dict(session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all())
    assert 0 < states[WAITING] < 20
    assert states[SENT] > 200


def test_what_goes_out_in_earnest_is_of_the_day_itself() -> None:
    waiting = session.scalars(select(Mail.written_at).where(Mail.state == WAITING)).all()
    assert {local(moment).date() for moment in waiting} == {NIGHT_TO_MONDAY.date()}


def test_its_lists_are_true(region: Region, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    assert untrue_projections(region, today()) == []


def test_enough_of_its_households_waited_to_tell_the_next_ones() -> None:
    told = {key for key, row in all_forecasts().items() if row.households >= FEWEST and row.half is not None}
    assert {(Awaited.PAPERS, Kind.ALL_OTHERS), (Awaited.REGISTRATION, Kind.ALL_OTHERS)} <= told


def test_a_guest_reads_a_forecast(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    waits = next(guest for guest in GUESTS if "handed in" in guest.what)
    case = case_by_code(waits.code)
    assert case is not None
    visit(case).opens("expat.status").sees("Last day", "Our promise", "Forecast", "Not a promise.")


def test_questions_wait_are_answered_and_are_late(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    threads = session.scalars(select(Thread)).all()
    assert {thread.state for thread in threads} == {ThreadState.WAITING, ThreadState.CLOSED}
    assert sum(thread.due is not None and thread.due < today() for thread in threads) == 1
    assert any(message.files for thread in threads for message in thread.messages)
    officer = visit(session.scalars(select(User).where(User.email == "sanne@desk.example")).one())
    officer.opens("desk.worklist").sees("Answer first")
    officer.opens("desk.worklist", mark="sign_up").sees("Kwabena Asante-Mensah")
    officer.opens("desk.enquiries").sees("Farida Qureshi", "days late")


def test_the_coordinator_reads_figures(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    assert any(quarter.mean is not None for quarter in ratings_by_quarter(today()))
    assert len(newest_words(today())) >= FEWEST_TO_TELL
    assert any(spread.mean is not None for quarter in trends(today()) for spread in quarter.themes.values())


def test_a_household_reads_that_its_agent_looked(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    case = case_by_code(next(guest for guest in GUESTS if "registered" in guest.what).code)
    assert case is not None
    visit(case).opens("expat.representative").sees("Margriet Hoekstra")
    visit(case).opens("expat.status").sees("Who looked at your file", "Margriet Hoekstra")


def test_it_is_filled_in_once(demonstration: Demonstration, region: Region) -> None:
    cases = select(func.count()).select_from(Case)
    before = session.scalar(cases)
    assert demo.fill(region, today()) == demonstration.said
    assert "sanne@" in demonstration.said
    assert session.scalar(cases) == before


def test_both_boards_have_something_to_show(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    officer = visit(session.scalars(select(User).where(User.email == "sanne@desk.example")).one())
    officer.opens("desk.housing_board").sees(
        "Nothing told yet", "Looking", "Contract being checked", "longer than"
    )
    officer.sees("Home found, not reported yet 3", "Check the contract: Sukarno Hadi", "more: Looking")
    officer.opens("desk.social_board").sees("No contact yet", "Asked, and waiting", "In touch", "longer than")
    officer.sees("Says that it goes badly with people", "Propose a buddy: ")
    hr = visit(session.scalars(select(User).where(User.email == "hedwig@lumc.example")).one())
    hr.opens("employer.hires").sees("Housed: yes", "Housed: not yet")


def test_who_came_along_tells_of_work(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    case = case_by_code(next(guest for guest in GUESTS if "registered" in guest.what).code)
    assert case is not None
    visit(case).opens("expat.people").sees("Help with work: Elif", "Leraar wiskunde")
    visit(case).opens("expat.status").sees("Have your diploma valued", "Looked whether you may work")
    officer = visit(session.scalars(select(User).where(User.email == "sanne@desk.example")).one())
    officer.opens("desk.careers").sees("Elif Öztürkmen", "Graphic designer", "Baker", "3 people")


def test_own_places_have_a_past_and_a_future() -> None:
    """Somebody left, somebody lives there, somebody will; an own hire is named where it is registered."""
    stays, now = session.scalars(select(PlaceStay)).all(), NIGHT_TO_MONDAY.date()
    for kept in (PlaceStay.home_id, PlaceStay.address_id):
        own = [stay for stay in stays if getattr(stay, kept.key) is not None]
        assert len({getattr(stay, kept.key) for stay in own}) >= 2
        assert any(stay.ends is not None and stay.ends <= now for stay in own)
        assert any(stay.starts <= now and (stay.ends is None or stay.ends > now) for stay in own)
        assert any(stay.starts > now for stay in own)
    named = [session.get_one(Case, stay.case_id) for stay in stays if stay.case_id]
    assert named
    assert all(case.temporary_people == case.people_expected for case in named)
