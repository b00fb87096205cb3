"""Booking the visit: when it may be, and what it does to the plan."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.models import Counter
from expatdesk.appointments.refusals import (
    DeskClosed,
    NoSuchTime,
    NoVisitYet,
    VisitBeforeArrival,
    VisitInThePast,
)
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import DueKind, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from tests.factories import a_case, a_counter, complete, registered, the_plan, up_to_visit

TODAY = date(2026, 12, 14)
WEDNESDAY = date(2026, 12, 16)
HALF_PAST_TEN = time(10, 30)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday, save where the calendar closes the desk."""
    return a_counter()


@pytest.fixture
def ready() -> Case:
    """A case whose papers are handed in: the visit may be booked."""
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def book(case: Case, region: Region, day: date = WEDNESDAY, at: time = HALF_PAST_TEN, version: int = 0) -> None:
    book_visit(case, day, at, version=version or case.version, by=SYSTEM, region=region, today=TODAY)


def test_it_is_stored_in_utc_and_ticks_the_step_off(ready: Case, region: Region) -> None:
    book(ready, region)
    session.commit()
    assert ready.visit_at == datetime(2026, 12, 16, 9, 30, tzinfo=UTC)
    assert the_plan(ready).step("visit_booked").state is StepState.DONE
    assert the_plan(ready).step("welcome_talk").due == WEDNESDAY


def test_papers_are_due_before_it(ready: Case, region: Region) -> None:
    """Handed in already here; for a household still gathering them, ten working days before the visit."""
    book(ready, region, day=date(2027, 1, 13))
    papers = the_plan(ready).step("papers_handed_in")
    assert papers.due_kind is DueKind.ADVICE
    assert papers.due == date(2026, 12, 29)


def test_it_is_written_down_and_mailed(ready: Case, region: Region) -> None:
    book(ready, region)
    (line, *_) = history_of(ready.id)
    assert line.verb == "visit_booked"
    assert line.details["visit"] == "2026-12-16T09:30:00+00:00"
    mail = session.scalars(select(Mail).where(Mail.kind == "visit_booked")).one()
    assert mail.recipient == ready.email
    assert "10:30" in mail.text
    assert "16 December 2026" in mail.text


def test_moved_it_is_one_visit_still(ready: Case, region: Region) -> None:
    book(ready, region)
    book(ready, region, day=WEDNESDAY + timedelta(days=1))
    session.commit()
    assert ready.visit_at == datetime(2026, 12, 17, 9, 30, tzinfo=UTC)
    assert [line.verb for line in history_of(ready.id)][:2] == ["visit_moved", "visit_booked"]


def test_cancelled_the_step_is_open_again(ready: Case, region: Region) -> None:
    book(ready, region)
    cancel_visit(ready, version=ready.version, by=SYSTEM, region=region, today=TODAY)
    session.commit()
    assert ready.visit_at is None
    assert the_plan(ready).step("visit_booked").state is StepState.OPEN


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 12, 13), VisitInThePast),
        (date(2026, 12, 19), DeskClosed),
        (date(2026, 12, 25), DeskClosed),
        (date(2026, 12, 29), DeskClosed),
        (date(2027, 1, 1), DeskClosed),
        (date(2027, 5, 6), DeskClosed),
    ],
    ids=["yesterday", "Saturday", "Christmas", "closing day", "New Year", "Ascension Day"],
)
def test_not_on_such_a_day(ready: Case, region: Region, day: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        book(ready, region, day=day)
    session.rollback()


def test_not_before_the_arrival(region: Region) -> None:
    case = a_case(arrival=date(2026, 12, 17))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    with pytest.raises(VisitBeforeArrival):
        book(case, region)
    book(case, region, day=date(2026, 12, 17))


def test_not_before_the_papers(region: Region) -> None:
    with pytest.raises(NoVisitYet):
        book(a_case(), region)


def test_not_after_the_registration(region: Region) -> None:
    case = registered(a_case())
    with pytest.raises(NoVisitYet):
        book(case, region)
    with pytest.raises(NoVisitYet):
        cancel_visit(case, version=case.version, by=SYSTEM, region=region, today=TODAY)


def test_no_hour_that_the_clock_skips(region: Region) -> None:
    """On the last Sunday of March it is never half past two; a Sunday is no desk day, so ask the clock alone."""
    case = a_case(arrival=date(2027, 3, 20))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    with pytest.raises((NoSuchTime, DeskClosed)):
        book(case, region, day=date(2027, 3, 28), at=time(2, 30))


def test_summer_and_winter_keep_the_time_on_the_wall(region: Region) -> None:
    case = a_case(arrival=date(2027, 6, 1))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    book(case, region, day=date(2027, 6, 2))
    assert case.visit_at == datetime(2027, 6, 2, 8, 30, tzinfo=UTC)


def test_of_two_officers_the_second_is_told(ready: Case, region: Region) -> None:
    seen = ready.version
    book(ready, region, version=seen)
    with pytest.raises(StaleVersion):
        book(ready, region, day=WEDNESDAY + timedelta(days=1), version=seen)


def test_a_whole_household_has_one_visit(region: Region) -> None:
    case = up_to_visit(a_case())
    assert [step.id for step in the_plan(case).steps if step.key == "visit_booked"] == ["visit_booked"]
