"""Visits outside of hours that changed since they were booked: the desk is told, and moving them costs nothing."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, true

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.counters import close_after_all, open_after_all, remove_closure
from expatdesk.appointments.day import no_show
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.appointments.other_visits import book_other_visit
from expatdesk.appointments.outside import is_outside
from expatdesk.appointments.queries import changes_made
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, a_closure, a_counter, a_terms
from tests.factories.counters import visit_of
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("counter")

FRIDAY = date(2026, 12, 18)


def in_doubt(region: Region) -> list[uuid.UUID]:
    """The cases whose visit lies outside of the hours."""
    return [doubt.case_id for doubt in doubtful_visits(true(), region, today()) if doubt.is_outside]


def closed_that_day(counter: Counter) -> None:
    a_closure(FRIDAY)


def closed_that_counter(counter: Counter) -> None:
    a_closure(date(2026, 12, 17), date(2026, 12, 21), counter=counter)


def hours_that_end_earlier(counter: Counter) -> None:
    friday = next(hours for hours in counter.hours if hours.weekday == FRIDAY.weekday())
    friday.closes = time(10, 15)


def only_without_appointment(counter: Counter) -> None:
    for hours in counter.hours:
        hours.walk_in = True


def a_counter_that_ends(counter: Counter) -> None:
    counter.last_day = date(2026, 12, 17)


def other_towns_from_that_day(counter: Counter) -> None:
    counter.terms.append(a_terms(FRIDAY, municipalities=[KATWIJK]))


def other_visits_from_that_day(counter: Counter) -> None:
    counter.terms.append(a_terms(FRIDAY, kinds=["questions"]))


def no_change_of_this_visit(counter: Counter) -> None:
    a_closure(date(2026, 12, 17))
    a_closure(FRIDAY, counter=a_counter())
    counter.last_day = FRIDAY
    counter.terms.append(a_terms(FRIDAY, first_person_minutes=60))
    counter.terms.append(a_terms(date(2026, 12, 19), municipalities=[KATWIJK]))


@pytest.mark.parametrize(
    "change",
    [
        closed_that_day, closed_that_counter, hours_that_end_earlier, only_without_appointment,
        a_counter_that_ends, other_towns_from_that_day, other_visits_from_that_day,
    ],
)  # fmt: skip
def test_whom_the_desk_left_outside_is_in_doubt(
    held: Case, counter: Counter, region: Region, change: Callable[[Counter], None]
) -> None:
    assert in_doubt(region) == []
    change(counter)
    session.flush()
    assert in_doubt(region) == [held.id]
    assert is_outside(visit_of(held), region)


def test_other_changes_leave_nobody_outside(held: Case, counter: Counter, region: Region) -> None:
    no_change_of_this_visit(counter)
    session.flush()
    assert in_doubt(region) == []
    # Where a home is not known yet, no other town is meant to register it.
    held.municipality = None
    assert not is_outside(visit_of(held), region)


def test_a_day_that_is_closed_after_all(held: Case, region: Region, counter: Counter) -> None:
    boxing_day = date(2026, 12, 28)
    open_after_all(boxing_day, by=SYSTEM, region=region)
    book_visit(held, boxing_day, time(10), version=held.version, by=SYSTEM, region=region, today=today())
    assert in_doubt(region) == []
    close_after_all(boxing_day, by=SYSTEM, region=region)
    assert in_doubt(region) == [held.id]


def test_my_day_and_the_case_name_whom_the_desk_left_outside(officer: Visitor, held: Case) -> None:
    said = "The counter is not open for this visit any more"
    officer.opens("desk.case", case_id=held.id).does_not_see(said)
    closure = a_closure(FRIDAY)
    officer.opens("desk.dashboard").sees(said).follows("Move or give back: Ananya Krishnan").sees(said)
    officer.opens("desk.case", case_id=held.id).sees(said, "moving the visit costs the household nothing")
    remove_closure(closure, version=closure.version, by=SYSTEM)
    officer.opens("desk.case", case_id=held.id).does_not_see(said)
    officer.opens("desk.dashboard").does_not_see(said)


def test_what_the_desk_closed_is_moved_free_of_charge_and_uncounted(
    held: Case, region: Region, clock: time_machine.Traveller
) -> None:
    a_closure(FRIDAY)
    clock.move_to("2026-12-17T08:00:00Z")
    how: dict[str, Any] = {"by": Actor(Role.EXPAT, "Ananya Krishnan"), "region": region, "today": today()}
    book_visit(held, date(2026, 12, 21), time(10), version=held.version, **how)
    assert "withheld_cents" not in history_of(held.id)[0].details
    assert changes_made(held.id) == 0
    book_visit(held, date(2026, 12, 22), time(10), version=held.version, **how)
    assert changes_made(held.id) == 1


def test_the_household_moves_it_though_it_has_changed_it_before(visit: Visit, held: Case) -> None:
    visit_of(held).changes = 99
    expat = visit(held).opens("expat.visit")
    expat.sees("as often as you can by yourself", "free of charge until").does_not_see("Choose another time")
    a_closure(FRIDAY)
    said = "The counter is not open for your visit any more at the time that you booked."
    expat.opens("expat.visit").sees(said, "it costs nothing").does_not_see("free of charge until")
    expat.opens("expat.status").sees(said).follows("Choose a time").sees("Choose another time")


def test_whoever_found_the_counter_closed_did_not_miss_a_visit(
    held: Case, region: Region, clock: time_machine.Traveller
) -> None:
    a_closure(FRIDAY)
    clock.move_to(datetime(2026, 12, 18, 11, tzinfo=AMSTERDAM))
    no_show(visit_of(held), held, by=SYSTEM, region=region, today=today())
    assert "withheld_cents" not in history_of(held.id)[0].details


def test_what_is_over_is_named_for_that_alone(
    held: Case, region: Region, officer: Visitor, clock: time_machine.Traveller
) -> None:
    a_closure(FRIDAY)
    clock.move_to(datetime(2026, 12, 21, 9, tzinfo=AMSTERDAM))
    assert in_doubt(region) == []
    officer.signs_in().opens("desk.case", case_id=held.id).does_not_see("not open for this visit any more")


def test_nobody_is_reminded_of_a_counter_that_is_closed(
    held: Case, region: Region, clock: time_machine.Traveller
) -> None:
    book_other_visit(held, VisitKind.PAPERS, FRIDAY, time(14), by=SYSTEM, region=region, today=today())
    a_closure(FRIDAY)
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    session.commit()
    assert remind_households(region, today()) == 2
    to_come = session.scalars(select(Mail).where(Mail.case_id == held.id, Mail.expires_at.is_not(None)))
    told = {mail.kind: mail.text for mail in to_come}
    assert set(told) - {"invitation"} == {"visit_misfits", "other_visit_closed"}
    assert "14:00. The counter is not open any more then." in told["other_visit_closed"]
    assert "10:00. The counter is not open any more then.\n\nChoose another time" in told["visit_misfits"]
