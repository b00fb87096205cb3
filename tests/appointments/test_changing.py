"""Keeping, moving and cancelling: what is taken when, how often a household may, and what it costs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from expatdesk.appointments.actions import book_visit, cancel_visit, keep_time
from expatdesk.appointments.keeping import release_old_times
from expatdesk.appointments.models import Appointment, Counter, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.queries import changes_made, kept_time, open_appointment, visit_and_choice
from expatdesk.appointments.refusals import ChangedTooOften, DoesNotFit, TimeTaken, VisitInThePast
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_counter, complete, with_family

WEDNESDAY, THURSDAY = date(2026, 12, 16), date(2026, 12, 17)
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    return a_counter()


def ready(*, family: bool = False) -> Case:
    """A household whose papers are handed in."""
    case = with_family(a_case()) if family else a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def book(case: Case, region: Region, day: date, at: time, *, by: Actor = EXPAT) -> None:
    book_visit(case, day, at, version=case.version, by=by, region=region, today=today())


def keep(case: Case, region: Region, day: date, at: time) -> Appointment:
    return keep_time(case, day, at, by=EXPAT, region=region, today=today())


def cancel(case: Case, region: Region, *, by: Actor = EXPAT) -> None:
    cancel_visit(case, version=case.version, by=by, region=region, today=today())


def quarters(case: Case) -> list[str]:
    """What this household has, as on the wall."""
    wanted = select(TakenQuarter.starts_at).join(Appointment).where(Appointment.case_id == case.id)
    return [f"{local(moment):%d %H:%M}" for moment in session.scalars(wanted.order_by(TakenQuarter.starts_at))]


def test_two_people_take_three_quarters(region: Region) -> None:
    case = ready(family=True)
    book(case, region, WEDNESDAY, time(10))
    assert quarters(case) == ["16 10:00", "16 10:15", "16 10:30"]


def test_the_second_household_is_refused(region: Region) -> None:
    first, second = ready(), ready()
    book(first, region, WEDNESDAY, time(10))
    with pytest.raises(TimeTaken):
        book(second, region, WEDNESDAY, time(10, 15))
    assert second.visit_at is None
    assert quarters(second) == []
    book(second, region, WEDNESDAY, time(10, 30))


def test_a_second_counter_serves_the_second_household(region: Region) -> None:
    a_counter()
    first, second = ready(), ready()
    for case in (first, second):
        book(case, region, WEDNESDAY, time(10))
    assert quarters(first) == quarters(second)


def test_the_database_itself_refuses_a_double_booking(region: Region, counter: Counter) -> None:
    """Security T36: not even a mistake in our own code can give one quarter away twice."""
    case = ready()
    book(case, region, WEDNESDAY, time(10))
    visit = open_appointment(case.id)
    assert visit is not None
    again = TakenQuarter(counter_id=counter.id, starts_at=visit.starts_at, appointment_id=visit.id)
    session.expunge_all()
    session.add(again)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_database_itself_refuses_a_second_open_visit(region: Region, counter: Counter) -> None:
    """Security T37."""
    case = ready()
    book(case, region, WEDNESDAY, time(10))
    starts_at = datetime(2026, 12, 17, 9, tzinfo=UTC)
    session.add(
        Appointment(
            case_id=case.id, counter_id=counter.id, kind=VisitKind.REGISTRATION, progress=Progress.BOOKED,
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), booked_by_role="expat",
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_moved_the_old_time_is_free_and_the_visit_the_same(region: Region) -> None:
    case, other = ready(), ready()
    book(case, region, WEDNESDAY, time(10))
    before = open_appointment(case.id)
    book(case, region, WEDNESDAY, time(10, 15))
    after = open_appointment(case.id)
    assert before is after
    assert after is not None
    assert (after.sequence, after.changes) == (1, 1)
    assert quarters(case) == ["16 10:15", "16 10:30"]
    with pytest.raises(TimeTaken):
        book(other, region, WEDNESDAY, time(10))
    book(other, region, WEDNESDAY, time(9, 45))


def test_a_move_that_fails_loses_nothing(region: Region) -> None:
    case, other = ready(), ready()
    book(case, region, WEDNESDAY, time(10))
    book(other, region, WEDNESDAY, time(11))
    version = case.version
    with pytest.raises(TimeTaken):
        book(case, region, WEDNESDAY, time(11))
    assert quarters(case) == ["16 10:00", "16 10:15"]
    assert case.version == version
    assert case.visit_at == datetime(2026, 12, 16, 9, tzinfo=UTC)


def test_a_time_is_kept_for_ten_minutes(region: Region, clock: time_machine.Traveller) -> None:
    case, other = ready(), ready()
    keep(case, region, WEDNESDAY, time(10))
    assert case.visit_at is None
    clock.shift(timedelta(minutes=9, seconds=59))
    with pytest.raises(TimeTaken):
        book(other, region, WEDNESDAY, time(10))
    clock.shift(timedelta(seconds=1))
    assert kept_time(case.id) is None
    book(other, region, WEDNESDAY, time(10))
    with pytest.raises(TimeTaken):
        book(case, region, WEDNESDAY, time(10))


def test_the_worker_lets_go_of_old_choices(region: Region, clock: time_machine.Traveller) -> None:
    case = ready()
    keep(case, region, WEDNESDAY, time(10))
    session.commit()
    release_old_times()
    assert visit_and_choice(case.id)[1] is not None
    clock.shift(timedelta(minutes=10))
    release_old_times()
    session.expire_all()
    assert visit_and_choice(case.id)[1] is None
    assert quarters(case) == []


def test_one_time_is_kept_at_a_time(region: Region) -> None:
    case = ready()
    keep(case, region, WEDNESDAY, time(10))
    keep(case, region, WEDNESDAY, time(14))
    assert quarters(case) == ["16 14:00", "16 14:15"]


def test_what_was_kept_is_booked(region: Region) -> None:
    case = ready()
    keep(case, region, WEDNESDAY, time(10))
    book(case, region, WEDNESDAY, time(10))
    assert quarters(case) == ["16 10:00", "16 10:15"]
    assert visit_and_choice(case.id)[1] is None


def test_while_choosing_the_booked_time_stays(region: Region) -> None:
    """A quarter later: the two overlap, and both belong to the same household."""
    case = ready()
    book(case, region, WEDNESDAY, time(10))
    keep(case, region, WEDNESDAY, time(10, 15))
    assert case.visit_at == datetime(2026, 12, 16, 9, tzinfo=UTC)
    assert quarters(case) == ["16 10:00", "16 10:15", "16 10:30"]
    book(case, region, WEDNESDAY, time(10, 15))
    assert quarters(case) == ["16 10:15", "16 10:30"]


def test_an_older_page_changes_nothing(region: Region) -> None:
    case = ready()
    seen = case.version
    book(case, region, WEDNESDAY, time(10))
    with pytest.raises(StaleVersion):
        book_visit(case, THURSDAY, time(9), version=seen, by=EXPAT, region=region, today=today())
    assert quarters(case) == ["16 10:00", "16 10:15"]


def test_cancelled_the_time_is_free(region: Region) -> None:
    case, other = ready(), ready()
    book(case, region, WEDNESDAY, time(10))
    cancel(case, region)
    assert open_appointment(case.id) is None
    book(other, region, WEDNESDAY, time(10))


def test_a_household_changes_three_times_and_the_desk_as_often_as_needed(region: Region) -> None:
    case = ready()
    book(case, region, WEDNESDAY, time(10))
    cancel(case, region)
    book(case, region, WEDNESDAY, time(11))
    book(case, region, WEDNESDAY, time(12))
    book(case, region, WEDNESDAY, time(13))
    assert changes_made(case.id) == 3
    for change in (book, keep):
        with pytest.raises(ChangedTooOften):
            change(case, region, WEDNESDAY, time(14))
    book(case, region, WEDNESDAY, time(15), by=SYSTEM)
    assert changes_made(case.id) == 3
    # Whoever cannot come says so in any case: a time that is free serves somebody else.
    cancel(case, region)


def test_what_a_late_change_costs_is_written_down(region: Region, clock: time_machine.Traveller) -> None:
    case = ready()
    book(case, region, WEDNESDAY, time(10))
    book(case, region, WEDNESDAY, time(11))
    assert "withheld_cents" not in history_of(case.id)[0].details
    clock.shift(timedelta(days=1))
    book(case, region, THURSDAY, time(11))
    (line, *_) = history_of(case.id)
    assert line.details["withheld_cents"] == 6050


def test_this_morning_is_over_for_a_household_not_for_the_desk(region: Region) -> None:
    case = ready()
    with pytest.raises(VisitInThePast):
        book(case, region, today(), time(9))
    book(case, region, today(), time(9), by=SYSTEM)


@pytest.mark.parametrize("at", [time(7, 45), time(17, 45), time(10, 7)])
def test_where_it_does_not_fit(region: Region, at: time) -> None:
    with pytest.raises(DoesNotFit):
        book(ready(), region, WEDNESDAY, at)
