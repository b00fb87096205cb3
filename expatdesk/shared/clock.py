"""The only place that reads the clock: UTC for storing, Amsterdam for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_past: ContextVar[datetime | None] = ContextVar("past", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _past.get() or datetime.now(UTC)


@contextmanager
def back_in(moment: datetime) -> Iterator[None]:
    """Act as at an earlier moment: for the demonstration alone, whose cases have a history."""
    token = _past.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _past.reset(token)


def today() -> date:
    """The date on the wall calendar of the desk."""
    return now().astimezone(AMSTERDAM).date()


def local(moment: datetime) -> datetime:
    """A stored moment as the desk's clock shows it."""
    return moment.astimezone(AMSTERDAM)


def start_of(day: date) -> datetime:
    """The first moment of a day on the desk's clock."""
    return datetime.combine(day, time(), AMSTERDAM)


def end_of(day: date) -> datetime:
    """The first moment after a day: what is earlier belongs to it, or to a day before."""
    return start_of(day + timedelta(days=1))
