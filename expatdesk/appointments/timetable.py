"""When counters are open, as one can reckon with it: a timetable before and after a change, and what differs."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Self

from expatdesk.appointments.models import Closure, Counter, OpeningHours
from expatdesk.rules.slots import Window, open_quarters, quarters_of

ONE_DAY = timedelta(days=1)
QUARTER_MINUTES = 15
WEEKDAYS = range(7)
# How far a change is looked through: bookings lie nearer, and nobody reads on for longer.
WEEKS_SHOWN = 26

# What a week holds: for each weekday, with or without appointment, the stretches in which it is open.
Stretch = tuple[time, time]
Week = dict[tuple[int, bool], tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of one day of the week, and from when to when it holds."""

    weekday: int
    opens: time
    closes: time
    walk_in: bool
    first_day: date
    last_day: date | None

    @classmethod
    def of(cls, row: OpeningHours) -> Self:
        """The hours as the row tells them."""
        return cls(row.weekday, row.opens, row.closes, row.walk_in, row.first_day, row.last_day)

    def hold_on(self, day: date) -> bool:
        """Whether that day is one of them."""
        return self.weekday == day.weekday() and _within(day, self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which a counter is closed; every counter where none is named."""

    counter_id: uuid.UUID | None
    first_day: date
    last_day: date

    @classmethod
    def of(cls, row: Closure) -> Self:
        """The days as the row tells them."""
        return cls(row.counter_id, row.first_day, row.last_day)

    def holds_for(self, counter_id: uuid.UUID, day: date) -> bool:
        """Whether that counter is closed on that day."""
        return self.counter_id in (None, counter_id) and self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one counter takes appointments."""

    counter_id: uuid.UUID
    hours: tuple[Hours, ...]
    closed: tuple[Closed, ...]
    first_day: date
    last_day: date | None

    @classmethod
    def of(cls, counter: Counter, closures: Iterable[Closure]) -> Self:
        """The timetable as the rows tell it."""
        hours, closed = tuple(map(Hours.of, counter.hours)), tuple(map(Closed.of, closures))
        return cls(counter.id, hours, closed, counter.first_day, counter.last_day)

    def quarters_on(self, day: date, zone: tzinfo) -> frozenset[datetime]:
        """The quarters in UTC that can be booked on that day, taken or not."""
        if not _within(day, self.first_day, self.last_day):
            return frozenset()
        if any(closed.holds_for(self.counter_id, day) for closed in self.closed):
            return frozenset()
        held = [hours for hours in self.hours if hours.hold_on(day) and not hours.walk_in]
        windows = [Window(day, hours.opens, hours.closes) for hours in held]
        return frozenset().union(*(open_quarters(window, zone) for window in windows))

    def with_week(self, week: Week, first: date, last: date | None) -> "Timetable":
        """The same with this week from the first to the last day; before and after, what held goes on."""
        return replace(self, hours=tuple(hours_with(self.hours, week, first, last)))


@dataclass(frozen=True, slots=True)
class ChangedWeek:
    """What a change does to one week, in times of the length that one person needs."""

    monday: date
    lost: int
    gained: int


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """How many times can be booked in one week, before a change and after it."""

    monday: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of hours does: the weeks that differ, and which taken quarters fall outside of it."""

    weeks: tuple[ChangedWeek, ...]
    outside: frozenset[datetime]


def hours_with(present: Iterable[Hours], week: Week, first: date, last: date | None) -> Iterator[Hours]:
    """The hours with this week put in from the first to the last day; what held before and after is cut there."""
    for hours in present:
        yield from _outside(hours, first, last)
    for (weekday, walk_in), stretches in week.items():
        yield from (Hours(weekday, opens, closes, walk_in, first, last) for opens, closes in stretches)


def _outside(hours: Hours, first: date, last: date | None) -> Iterator[Hours]:
    if hours.first_day < first:
        ends = first - ONE_DAY
        yield replace(hours, last_day=min(hours.last_day, ends) if hours.last_day else ends)
    if last and (hours.last_day is None or hours.last_day > last):
        yield replace(hours, first_day=max(hours.first_day, last + ONE_DAY))


def week_on(hours: Iterable[Hours], day: date) -> Week:
    """The week that holds on that day."""
    held = sorted((h for h in hours if _within(day, h.first_day, h.last_day)), key=lambda h: h.opens)
    return {
        (weekday, walk_in): tuple(
            (h.opens, h.closes) for h in held if (h.weekday, h.walk_in) == (weekday, walk_in)
        )
        for weekday in WEEKDAYS
        for walk_in in (False, True)
    }


def overlapping(week: Week) -> list[tuple[int, bool]]:
    """The days of a week whose stretches overlap, each with the kind in which it is to be mended."""
    return [(day, walk_in) for day in WEEKDAYS for walk_in in (False, True) if _overlaps(week, day, walk_in)]


def _overlaps(week: Week, day: int, walk_in: bool) -> bool:  # noqa: FBT001
    """Hours without appointment must not lie within those with one either: that is told at the former."""
    kinds = (False, True) if walk_in else (False,)
    own = week.get((day, walk_in), ())
    stretches = sorted(stretch for kind in kinds for stretch in week.get((day, kind), ()))
    clash = any(after[0] < before[1] for before, after in pairwise(stretches))
    return bool(own) and clash


def difference(
    before: Timetable,
    after: Timetable,
    taken: Collection[datetime],
    *,
    days: Sequence[date],
    minutes_on: Callable[[date], int],
    zone: tzinfo,
) -> Change:
    """What differs between two timetables on these days; `minutes_on` tells how long one person is served then."""
    weeks: dict[date, list[int]] = {}
    outside: set[datetime] = set()
    for day in days:
        was, will_be = before.quarters_on(day, zone), after.quarters_on(day, zone)
        if was == will_be:
            continue
        counted = weeks.setdefault(_monday_of(day), [0, 0])
        counted[0] += len((was - will_be).difference(taken))
        counted[1] += len((will_be - was).difference(taken))
        outside |= (was - will_be).intersection(taken)
    changed = (
        ChangedWeek(monday, _times(lost, minutes_on(monday)), _times(gained, minutes_on(monday)))
        for monday, (lost, gained) in weeks.items()
    )
    return Change(tuple(changed), frozenset(outside))


def _times(quarters: int, minutes: int) -> int:
    return quarters * QUARTER_MINUTES // minutes


def counted(
    timetable: Timetable,
    taken: Collection[datetime],
    lengths: tuple[timedelta, timedelta],
    *,
    days: Sequence[date],
    zone: tzinfo,
) -> tuple[CountedWeek, ...]:
    """The weeks in which more or fewer times fit one after the other, of the length before and that after."""
    weeks: dict[date, list[int]] = {}
    for day in days:
        fitting = weeks.setdefault(_monday_of(day), [0, 0])
        free = timetable.quarters_on(day, zone).difference(taken)
        for number, length in enumerate(lengths):
            fitting[number] += _most_times(free, length)
    return tuple(CountedWeek(monday, was, is_now) for monday, (was, is_now) in weeks.items() if was != is_now)


def _most_times(free: Collection[datetime], length: timedelta) -> int:
    """How many times of this length fit into these quarters, one after the other."""
    left, count = set(free), 0
    for start in sorted(free):
        wanted = quarters_of(start, length)
        if left.issuperset(wanted):
            left.difference_update(wanted)
            count += 1
    return count


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_looked_through(first: date, last: date | None) -> list[date]:
    """The days from the first to the last, or for half a year where nothing ends it."""
    count = 7 * WEEKS_SHOWN if last is None else min((last - first).days + 1, 7 * WEEKS_SHOWN)
    return [first + timedelta(days=number) for number in range(count)]


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)
