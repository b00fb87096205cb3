"""Which times a household may choose from: counters, their hours and closures, and what others have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from expatdesk.appointments.models import Appointment, Counter, OpeningHours, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.queries import Need, free_times, open_windows
from expatdesk.rules.region import Region
from expatdesk.rules.slots import QUARTER, Window
from expatdesk.shared.clock import local
from expatdesk.shared.db import db, session
from tests.factories import KATWIJK, LEIDEN, a_closure, a_counter, a_terms

pytestmark = pytest.mark.usefixtures("app")

TUESDAY, WEDNESDAY = date(2026, 12, 15), date(2026, 12, 16)
ALONE = Need(municipality=LEIDEN)


def times(region: Region, need: Need = ALONE, day: date = WEDNESDAY) -> list[str]:
    return [f"{local(free.starts_at):%H:%M}" for free in free_times(need, day, day, region=region)]


def taken(counter: Counter, starts_at: datetime, **columns: object) -> Appointment:
    """An appointment of somebody else for half an hour."""
    appointment = Appointment(
        counter_id=counter.id, kind=VisitKind.QUESTIONS, starts_at=starts_at, ends_at=starts_at + 2 * QUARTER,
        booked_by_role="officer", **{"progress": Progress.BOOKED, **columns},
    )  # fmt: skip
    appointment.quarters = [
        TakenQuarter(counter_id=counter.id, starts_at=starts_at + number * QUARTER) for number in range(2)
    ]
    session.add(appointment)
    session.flush()
    return appointment


def test_half_hours_on_the_grid_of_quarters(region: Region) -> None:
    a_counter(opens=time(9), closes=time(10))
    assert times(region) == ["09:00", "09:15", "09:30"]


def test_a_family_needs_longer(region: Region) -> None:
    a_counter(opens=time(9), closes=time(10))
    assert times(region, Need(people=3, municipality=LEIDEN)) == ["09:00"]
    assert times(region, Need(people=4, municipality=LEIDEN)) == []


def test_each_counter_has_its_own_lengths(region: Region) -> None:
    a_counter(opens=time(9), closes=time(10), first_person_minutes=60)
    assert times(region) == ["09:00"]


def test_only_counters_that_may_serve(region: Region) -> None:
    a_counter(opens=time(9), closes=time(10), municipalities=[LEIDEN])
    a_counter(opens=time(14), closes=time(15), kinds=[VisitKind.QUESTIONS], municipalities=[])
    assert times(region) == ["09:00", "09:15", "09:30"]
    assert times(region, Need(municipality=KATWIJK)) == []
    assert times(region, Need(municipality=None)) == []
    assert times(region, Need(kind=VisitKind.QUESTIONS, municipality=LEIDEN))[0] == "09:00"
    assert times(region, Need(kind=VisitKind.QUESTIONS, municipality=None))[0] == "09:00"
    assert times(region, Need(kind=VisitKind.QUESTIONS, municipality=KATWIJK))[0] == "14:00"


def test_walk_in_hours_are_not_booked(region: Region) -> None:
    counter = a_counter(opens=time(9), closes=time(10))
    counter.hours.append(OpeningHours(weekday=2, opens=time(15), closes=time(17), walk_in=True, first_day=TUESDAY))
    session.flush()
    assert times(region) == ["09:00", "09:15", "09:30"]
    assert open_windows(counter, WEDNESDAY, region=region, walk_in=True) == [Window(WEDNESDAY, time(15), time(17))]


def test_hours_and_counters_hold_from_day_to_day(region: Region) -> None:
    counter = a_counter(opens=time(9), closes=time(10), first_day=WEDNESDAY, last_day=WEDNESDAY)
    assert times(region, day=TUESDAY) == []
    assert times(region, day=WEDNESDAY) != []
    assert times(region, day=date(2026, 12, 17)) == []
    counter.hours[2].last_day = TUESDAY
    session.flush()
    assert times(region, day=WEDNESDAY) == []


def test_closures_of_one_counter_and_of_all(region: Region) -> None:
    first, _second = a_counter(opens=time(9), closes=time(10)), a_counter(opens=time(14), closes=time(15))
    a_closure(WEDNESDAY, counter=first)
    assert times(region) == ["14:00", "14:15", "14:30"]
    a_closure(TUESDAY, WEDNESDAY)
    assert times(region) == []


@pytest.mark.parametrize(
    "day", [date(2026, 12, 25), date(2027, 4, 27), date(2027, 5, 6), date(2026, 12, 28), date(2028, 10, 3)]
)
def test_nobody_comes_when_the_calendar_closes_the_desk(region: Region, day: date) -> None:
    a_counter()
    assert times(region, day=day) == []


def test_what_others_have_is_not_free(region: Region) -> None:
    counter = a_counter(opens=time(9), closes=time(10, 30))
    mine = taken(counter, datetime(2026, 12, 16, 8, 15, tzinfo=UTC))
    assert times(region) == ["09:45", "10:00"]
    own = free_times(ALONE, WEDNESDAY, WEDNESDAY, region=region, own=[mine.id])
    assert len(own) == 5


def test_a_time_kept_for_too_long_is_free_again(region: Region) -> None:
    counter = a_counter(opens=time(9), closes=time(9, 30))
    until = datetime(2026, 12, 14, 9, 10, tzinfo=UTC)
    choosing = taken(counter, datetime(2026, 12, 16, 8, tzinfo=UTC), progress=Progress.CHOOSING, kept_until=until)
    assert times(region) == []
    choosing.kept_until = until - timedelta(minutes=10)
    session.flush()
    assert times(region) == ["09:00"]


def test_only_times_to_come(region: Region) -> None:
    a_counter(opens=time(9), closes=time(11))
    assert times(region, day=date(2026, 12, 14)) == ["10:15", "10:30"]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    yield asked
    event.remove(bind, "before_cursor_execute", note)


def test_each_day_has_the_terms_that_hold_on_it(region: Region) -> None:
    counter = a_counter(opens=time(9), closes=time(10), kinds=[VisitKind.REGISTRATION])
    counter.terms.append(a_terms(WEDNESDAY, kinds=list(VisitKind), first_person_minutes=60))
    session.flush()

    def found(kind: VisitKind) -> list[str]:
        need = Need(municipality=LEIDEN, kind=kind)
        times = free_times(need, TUESDAY, WEDNESDAY, region=region)
        return [f"{local(free.starts_at):%d %H:%M}-{local(free.ends_at):%H:%M}" for free in times]

    assert found(VisitKind.REGISTRATION) == [
        "15 09:00-09:30", "15 09:15-09:45", "15 09:30-10:00", "16 09:00-10:00",
    ]  # fmt: skip
    assert found(VisitKind.PAPERS) == ["16 09:00-10:00"]


def test_half_a_year_of_three_counters_is_six_queries(region: Region) -> None:
    for _ in range(3):
        a_counter()
    session.expire_all()
    assert db.engine
    with counted_queries() as asked:
        assert len(free_times(ALONE, WEDNESDAY, WEDNESDAY + timedelta(days=180), region=region)) > 10_000
    assert len(asked) == 6
