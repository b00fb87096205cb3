"""Which times at a counter are free for a household: opening hours in, moments out, on a grid of quarters.

People read a clock on the wall; what is taken is a quarter of an hour that happens once, so it is kept in UTC.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

QUARTER = timedelta(minutes=15)
# A clock change moves an opening by this much at the most.
CLOCK_CHANGE = timedelta(hours=1)
# The windows of some counters for half a year.
KEPT_WINDOWS = 4096


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one day in which a counter is open, by the clock on the wall."""

    day: date
    opens: time
    closes: time


def length_of_visit(people: int, *, first_minutes: int, further_minutes: int) -> timedelta:
    """How long a household is served: so long for the first person, so much more for each further one."""
    return timedelta(minutes=first_minutes + further_minutes * (max(people, 1) - 1))


def quarters_of(starts_at: datetime, length: timedelta) -> tuple[datetime, ...]:
    """The quarters in UTC that a visit takes; one begun is taken whole."""
    first = starts_at.astimezone(UTC)
    return tuple(first + number * QUARTER for number in range(-(-length // QUARTER)))


def moment_at(day: date, at: time, zone: tzinfo) -> datetime | None:
    """The moment in UTC when the wall shows this time; None where the clock skips it that night in March.

    Of a time that the wall shows twice in October it is the first one.
    """
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    return moment if moment.astimezone(zone).time() == at else None


def free_starts(
    windows: Iterable[Window], taken: Collection[datetime], length: timedelta, zone: tzinfo
) -> tuple[datetime, ...]:
    """The moments in UTC at which a visit of this length can begin, in their order.

    It stays within opening hours all the time, and takes no quarter that is taken. Windows that touch are one.
    """
    free = {quarter for window in windows for quarter in open_quarters(window, zone)} - set(taken)
    return tuple(start for start in sorted(free) if free.issuperset(quarters_of(start, length)))


@lru_cache(maxsize=KEPT_WINDOWS)
def open_quarters(window: Window, zone: tzinfo) -> frozenset[datetime]:
    """The whole quarters in UTC of a window. Those that the wall shows a second time in October are left out."""
    return frozenset(_open_quarters(window, zone))


def _open_quarters(window: Window, zone: tzinfo) -> Iterator[datetime]:
    quarter = datetime.combine(window.day, time(window.opens.hour), zone).astimezone(UTC) - CLOCK_CHANGE
    last = datetime.combine(window.day, window.closes, zone).astimezone(UTC) + CLOCK_CHANGE
    while quarter < last:
        wall = quarter.astimezone(zone)
        end = wall.replace(tzinfo=None) + QUARTER
        begun = wall.date() == window.day and wall.time() >= window.opens and not wall.fold
        if begun and end <= datetime.combine(window.day, window.closes):
            yield quarter
        quarter += QUARTER
