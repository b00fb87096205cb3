"""The days on which the desk is closed by the calendar: nobody enters them, and a coordinator may open on one.

Recognised holidays come from the law, the others from the region's file; what is opened after all is stored.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.appointments.models import Closure, OpenDay
from expatdesk.rules.region import Region, Text
from expatdesk.rules.terms import Holiday, holidays_of
from expatdesk.shared.db import session

ONE_DAY = timedelta(days=1)
WEEKEND = (6, 7)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that the calendar closes, why, and whether the desk is open after all."""

    day: date
    why: Holiday | Text | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """What closes counters in some stretch of days."""

    by_calendar: Collection[date]
    closures: Sequence[Closure]

    def hold_for(self, counter_id: uuid.UUID | None, day: date) -> bool:
        """Whether that counter is closed on that day, whatever its hours say; without one, the whole desk."""
        return day in self.by_calendar or any(
            closure.first_day <= day <= closure.last_day and closure.counter_id in (None, counter_id)
            for closure in self.closures
        )


def closed_between(first: date, last: date, region: Region) -> ClosedDays:
    """What closes counters from the first to the last day: the calendar, and what a coordinator entered."""
    return closed_among(list(_days(first, last)), region)


def closed_among(days: Collection[date], region: Region) -> ClosedDays:
    """What closes counters on these days."""
    touching = select(Closure).where(Closure.first_day <= max(days), Closure.last_day >= min(days))
    closures = session.scalars(touching.order_by(Closure.first_day)).all()
    return ClosedDays(closed_by_calendar(days, region), closures)


def days_off(days: Collection[date], counter_id: uuid.UUID | None, region: Region) -> list[date]:
    """Those of these days on which nobody serves there, in their order: weekends, and what closes that counter."""
    if not days:
        return []
    closed = closed_among(days, region)
    return sorted(day for day in days if day.isoweekday() in WEEKEND or closed.hold_for(counter_id, day))


def closed_by_calendar(days: Iterable[date], region: Region) -> frozenset[date]:
    """Those of these days on which nobody works, save those that were opened."""
    closed = frozenset(day for day in days if is_closed(day, region))
    return closed - _opened(min(closed), max(closed)) if closed else closed


def calendar_days(first: date, last: date, region: Region) -> list[CalendarDay]:
    """The days from the first to the last that the calendar closes, with those that were opened."""
    opened = _opened(first, last)
    closed = (day for day in _days(first, last) if is_closed(day, region))
    return [CalendarDay(day, why_closed(day, region), day in opened) for day in closed]


def calendar_day(day: date, region: Region) -> CalendarDay | None:
    """The day as the calendar has it; None where the desk is open on it anyway."""
    return next(iter(calendar_days(day, day, region)), None)


def is_closed(day: date, region: Region) -> bool:
    """Whether the calendar closes that day, be it opened or not."""
    by_law = day in holidays_of(day.year).values() or day in region.extra_holidays
    return by_law or region.closed_on(day) is not None


def why_closed(day: date, region: Region) -> Holiday | Text | None:
    """The holiday, or the region's reason; None for a day that a decree equates with a holiday."""
    holiday = next((name for name, its_day in holidays_of(day.year).items() if its_day == day), None)
    return holiday or region.closed_on(day)


def _opened(first: date, last: date) -> frozenset[date]:
    return frozenset(session.scalars(select(OpenDay.day).where(OpenDay.day >= first, OpenDay.day <= last)))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))
