"""A short visit of a past day of which nobody wrote down how it ended: it keeps the household from no other."""

from datetime import date, datetime, time

import pytest
import time_machine
from flask import Flask
from sqlalchemy import true

from expatdesk.appointments.day import Guests, came, check_in, no_show, undo, walk_in
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.appointments.models import Appointment, Counter, Progress, VisitKind
from expatdesk.appointments.other_visits import book_other_visit, other_visits
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import NotExpected, VisitAlready
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from tests.factories import a_case, a_counter, the_plan

PAPERS, QUESTIONS = VisitKind.PAPERS, VisitKind.QUESTIONS
WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter()


def book(case: Case, region: Region, day: date = WEDNESDAY) -> Appointment:
    return book_other_visit(case, PAPERS, day, time(10), by=SYSTEM, region=region, today=today())


def test_one_of_a_past_day_that_nobody_recorded_is_in_nobodys_way(
    region: Region, clock: time_machine.Traveller
) -> None:
    case = a_case()
    visit = book(case, region)
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    assert other_visits(case, the_plan(case), today()) == {PAPERS: None, QUESTIONS: None}
    newer = book(case, region, day=date(2026, 12, 18))
    assert open_appointment(case.id, PAPERS) is newer
    assert [(one.visit_at, one.is_over) for one in doubtful_visits(true(), region, today())] == [
        (visit.starts_at, True)
    ]
    no_show(visit, case, by=SYSTEM, region=region, today=today())
    assert visit.progress == Progress.NO_SHOW
    assert doubtful_visits(true(), region, today()) == []
    with pytest.raises(VisitAlready):
        undo(visit, case, by=SYSTEM, region=region, today=today())


def test_who_came_and_was_left_open_walks_in_anew(
    region: Region, counter: Counter, clock: time_machine.Traveller
) -> None:
    case = a_case()
    visit = book(case, region)
    clock.move_to(datetime(2026, 12, 16, 10, tzinfo=AMSTERDAM))
    check_in(visit, by=SYSTEM, today=WEDNESDAY)
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    walk_in(counter, Guests(PAPERS, 1, case), by=SYSTEM, region=region, today=today())
    assert [(one.is_over, one.has_come) for one in doubtful_visits(true(), region, today())] == [(True, True)]
    with pytest.raises(NotExpected):
        no_show(visit, case, by=SYSTEM, region=region, today=today())
    came(visit, by=SYSTEM)
    assert visit.progress == Progress.DONE
