"""The demonstration as it is filled in: complete, true, and once."""

import pytest
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk import demo
from expatdesk.cases.forecasts import all_forecasts
from expatdesk.cases.models import Case
from expatdesk.cases.queries import case_by_code
from expatdesk.cases.sweep import untrue_projections
from expatdesk.demo.guests import GUESTS
from expatdesk.messages.models import SENT, WAITING, Mail
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


def test_it_is_filled_in_once(demonstration: Demonstration, region: Region) -> None:
    cases = select(func.count()).select_from(Case)
    before = session.scalar(cases)
    assert demo.fill(region, today()) == demonstration.said
    assert "sanne@" in demonstration.said
    assert session.scalar(cases) == before
