"""Counting how long households wait, over all of them: from what is written down when the ball changes hands."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.forecast_models import Forecast
from expatdesk.cases.forecasts import all_forecasts, count_at_night, count_forecasts, usual_waits, way_of
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.step_actions import register_person, reopen_steps, return_steps
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rules.forecasts import DAYS_BACK, FEWEST, Awaited, Kind, Usual
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, complete, done_by, registered, the_plan, with_family
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")
# A Monday, with four weeks of working days behind it.
MONDAY = date(2027, 2, 1)


def on(day: date) -> time_machine.travel:
    """What follows happens on this day."""
    return time_machine.travel(f"{day} 12:00", tick=False)


def a_checked_case(days: int, **changes: Any) -> Case:
    """Papers were handed in on the Monday, and checked so many days later."""
    with on(MONDAY - timedelta(days=14)):
        case = a_case(**changes)
    with on(MONDAY):
        complete(case, "intake")
        complete(case, "papers_handed_in")
    with on(MONDAY + timedelta(days=days)):
        complete(case, "papers_checked")
    return case


def counted(
    day: date = MONDAY + timedelta(days=14),
) -> dict[tuple[Awaited, Kind], tuple[int, int | None, int | None]]:
    """How many households waited, and how long, as it is counted on this day."""
    count_forecasts(REGION, day)
    session.flush()
    return {key: (row.households, row.half, row.most) for key, row in all_forecasts().items()}


PAPERS = Awaited.PAPERS, Kind.ALL_OTHERS


def test_who_has_the_ball_is_written_down_day_by_day() -> None:
    case = a_checked_case(2)
    assert case.turns == {
        str(MONDAY - timedelta(days=14)): Party.EXPAT,
        str(MONDAY): Party.DESK,
        str(MONDAY + timedelta(days=2)): the_plan(case).ball,
    }


def test_what_does_not_move_the_ball_is_not_written_down() -> None:
    case = a_case()
    before = case.turns
    with on(today() + timedelta(days=3)):
        change_facts(case, {"wants_buddy": True}, version=case.version, **done_by())
    assert case.turns == before
    assert before == {str(today()): Party.EXPAT}


def test_only_working_days_count_on_which_somebody_else_had_the_ball() -> None:
    case = a_checked_case(7)
    assert way_of(case).waited(PAPERS[0], MONDAY + timedelta(days=7), REGION.extra_holidays) == 5


def test_papers_that_came_back_are_waited_for_twice() -> None:
    case = a_checked_case(1)
    with on(MONDAY + timedelta(days=2)):
        return_steps(case, ["papers_handed_in"], reason="unreadable", note="", version=case.version, **done_by())
    with on(MONDAY + timedelta(days=9)):
        complete(case, "papers_handed_in")
    with on(MONDAY + timedelta(days=11)):
        complete(case, "papers_checked")
    days = way_of(case).waited(PAPERS[0], MONDAY + timedelta(days=11), REGION.extra_holidays)
    # One until the first check, one with the employer until they came back, two until the second check.
    assert days == 4
    for _ in range(FEWEST - 1):
        a_checked_case(4)
    assert counted()[PAPERS] == (FEWEST, 4, 4)


def test_too_few_are_counted_and_not_told() -> None:
    cases = [a_checked_case(days % 4 + 1) for days in range(FEWEST - 1)]
    assert counted()[PAPERS] == (FEWEST - 1, None, None)
    assert usual_waits(cases[0], the_plan(cases[0]).route) == {}
    a_checked_case(4)
    assert counted()[PAPERS] == (FEWEST, 2, 4)
    assert usual_waits(cases[0], the_plan(cases[0]).route) == {Awaited.PAPERS: Usual(2, 4)}


def test_nobody_is_compared_with_others() -> None:
    for _ in range(FEWEST):
        a_checked_case(1)
    a_checked_case(3, category="eu_citizen", nationality="FR")
    elsewhere = a_case(stay_months=2)
    found = counted()
    assert found[PAPERS] == (FEWEST, 1, 1)
    assert found[Awaited.PAPERS, Kind.EU_CITIZENS] == (1, None, None)
    citizen = a_case(category="eu_citizen", nationality="FR")
    assert usual_waits(citizen, the_plan(citizen).route) == {}
    assert usual_waits(elsewhere, the_plan(elsewhere).route) == {}


def test_what_is_longer_ago_is_not_looked_at() -> None:
    for _ in range(FEWEST):
        a_checked_case(1)
    last = MONDAY + timedelta(days=DAYS_BACK)
    assert counted(last)[PAPERS][0] == FEWEST
    assert counted(last + timedelta(days=1))[PAPERS] == (0, None, None)


def test_what_was_undone_did_not_end() -> None:
    case = a_checked_case(1)
    assert counted()[PAPERS][0] == 1
    reopen_steps(case, ["papers_checked"], version=case.version, **done_by())
    assert counted()[PAPERS][0] == 0


def test_registrations_count_from_the_arrival_and_bsns_that_come_later() -> None:
    arrival = today() - timedelta(days=20)
    with on(arrival - timedelta(days=10)):
        case = a_case(arrival=arrival)
    registered(case, bsn_way=None)
    assert counted(today())[Awaited.REGISTRATION, Kind.ALL_OTHERS][0] == 1
    assert way_of(case).begins(Awaited.REGISTRATION) == arrival
    assert counted(today())[Awaited.BSN, Kind.ALL_OTHERS][0] == 0
    day = today() + timedelta(days=6)
    with on(day):
        register_person(
            case, case.principal, registered_on=day - timedelta(days=6), bsn_way=BsnWay.BY_POST,
            version=case.version, **done_by(),
        )  # fmt: skip
    assert counted(day)[Awaited.BSN, Kind.ALL_OTHERS][0] == 1
    registered(a_case())
    assert counted(day)[Awaited.BSN, Kind.ALL_OTHERS][0] == 1


def test_a_family_counts_once() -> None:
    registered(with_family(a_case(), children=1))
    assert counted(today())[Awaited.REGISTRATION, Kind.ALL_OTHERS][0] == 1


def test_whoever_goes_elsewhere_does_not_count() -> None:
    case = a_checked_case(1)
    assert counted()[PAPERS][0] == 1
    change_facts(case, {"stay_months": 2}, version=case.version, **done_by())
    assert counted()[PAPERS][0] == 0


def test_an_erased_case_still_counts() -> None:
    case = a_checked_case(1)
    erase_case(case, Why.ASKED, countries=REGION.countries, today=MONDAY + timedelta(days=2))
    assert counted()[PAPERS][0] == 1


def test_it_is_counted_once_a_day() -> None:
    a_checked_case(1)
    session.commit()
    day = MONDAY + timedelta(days=14)
    count_at_night(REGION, day)
    a_checked_case(1)
    session.commit()
    count_at_night(REGION, day)
    assert _of_papers() == (1, day)
    count_at_night(REGION, day + timedelta(days=1))
    assert _of_papers() == (2, day + timedelta(days=1))


def _of_papers() -> tuple[int, date]:
    wanted = select(Forecast.households, Forecast.counted_on)
    row = session.execute(wanted.where(Forecast.step == PAPERS[0], Forecast.kind == PAPERS[1])).one()
    return row.households, row.counted_on
