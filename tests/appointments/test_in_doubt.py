"""A time that is only held: two working days before the visit the desk is warned, and decides by hand."""

import uuid
from datetime import date, datetime

import pytest
import time_machine
from sqlalchemy import true

from expatdesk.appointments.actions import cancel_visit
from expatdesk.appointments.day import Guests, came, check_in, start, undo, walk_in
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import NotToday
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import firm_by
from expatdesk.shared.clock import AMSTERDAM, today
from tests.factories import a_case, complete, registered, up_to_visit
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("counter")

FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("visit", "by"),
    [(date(2026, 12, 18), date(2026, 12, 16)), (date(2026, 12, 21), date(2026, 12, 17))],
    ids=["Friday", "Monday"],
)
def test_two_working_days_before(region: Region, visit: date, by: date) -> None:
    assert firm_by(visit, region) == by


def in_doubt(region: Region) -> list[uuid.UUID]:
    return [doubt.case_id for doubt in doubtful_visits(true(), region, today())]


def test_the_desk_is_warned_in_time(held: Case, region: Region, clock: time_machine.Traveller) -> None:
    for day, doubtful in ((15, []), (16, [held.id]), (17, [held.id])):
        clock.move_to(datetime(2026, 12, day, 9, tzinfo=AMSTERDAM))
        assert in_doubt(region) == doubtful
    clock.move_to(datetime(2026, 12, 18, 11, tzinfo=AMSTERDAM))
    assert in_doubt(region) == []


def test_the_day_after_somebody_writes_down_what_became_of_it(
    held: Case, region: Region, clock: time_machine.Traveller
) -> None:
    coming = up_to_visit(a_case(), day=date(2026, 12, 22))
    coming.records = [row for row in coming.records if row.step != "papers_checked"]
    clock.move_to(datetime(2026, 12, 21, 9, tzinfo=AMSTERDAM))
    assert [(one.case_id, one.is_over) for one in doubtful_visits(true(), region, today())] == [
        (coming.id, False), (held.id, True),
    ]  # fmt: skip
    complete(held, "papers_checked")
    complete(held, "residence_right:0")
    registered(held)
    assert in_doubt(region) == [coming.id]


@pytest.mark.parametrize("is_called", [False, True], ids=["waiting", "at the counter"])
def test_whom_nobody_saw_off_blocks_no_counter(
    held: Case, region: Region, clock: time_machine.Traveller, is_called: bool
) -> None:
    visit, saturday = open_appointment(held.id), date(2026, 12, 19)
    assert visit is not None
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    check_in(visit, by=SYSTEM, today=today())
    if is_called:
        start(visit, by=SYSTEM)
    left = visit.progress
    clock.move_to(datetime(2026, 12, 19, 9, tzinfo=AMSTERDAM))
    assert [(one.is_over, one.has_come) for one in doubtful_visits(true(), region, saturday)] == [(True, True)]
    with pytest.raises(NotToday):
        start(visit, by=SYSTEM)
    question = Guests(VisitKind.QUESTIONS, 1, None)
    start(walk_in(visit.counter, question, by=SYSTEM, region=region, today=saturday), by=SYSTEM)
    came(visit, by=SYSTEM)
    assert (visit.progress, visit.served_until) == ("done", None)
    undo(visit, held, by=SYSTEM, region=region, today=saturday)
    assert visit.progress == left


def test_a_cancelled_visit_is_in_no_doubt(held: Case, region: Region, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    assert held.visit_at is not None
    cancel_visit(held, version=held.version, by=SYSTEM, region=region, today=today())
    assert in_doubt(region) == []


def test_accepted_papers_end_the_doubt(held: Case, region: Region, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    complete(held, "papers_checked")
    assert in_doubt(region) == []


def test_the_case_says_so(officer: Visitor, held: Case, clock: time_machine.Traveller) -> None:
    officer.opens("desk.case", case_id=held.id)
    officer.sees("Held until the papers are accepted", "They should be by Wednesday 16 December 2026.")
    clock.move_to(datetime(2026, 12, 16, 9, tzinfo=AMSTERDAM))
    officer.signs_in().opens("desk.case", case_id=held.id)
    officer.sees("Only held, and the papers are not accepted", "move or cancel the visit by hand")
    complete(held, "papers_checked")
    officer.opens("desk.case", case_id=held.id).does_not_see("Only held", "Held until")
