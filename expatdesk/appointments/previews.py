"""What a change of a counter, its hours, its closed days or its terms would do, before it is done."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from expatdesk.appointments.closed_days import CalendarDay, closed_by_calendar
from expatdesk.appointments.counter_queries import all_counters, closures_from, in_use, timetable_of
from expatdesk.appointments.counters import CounterFacts
from expatdesk.appointments.models import Appointment, Closure, Counter, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.queries import ONE_DAY, Need, Terms, length_by, may_serve
from expatdesk.appointments.timetable import (
    ChangedWeek,
    Closed,
    CountedWeek,
    Timetable,
    counted,
    days_looked_through,
    difference,
)
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, end_of, now, start_of
from expatdesk.shared.db import session

# Who is still to come; what is over or cancelled stays as it was.
TO_COME = (Progress.BOOKED, Progress.CHECKED_IN)


@dataclass(frozen=True, slots=True)
class Outside:
    """An appointment that a change leaves outside of the hours. Nothing cancels it by itself."""

    appointment: Appointment
    case: Case | None

    @property
    def need(self) -> Need:
        """What they come for, and of which municipality."""
        town = self.case.municipality if self.case else None
        return Need(self.appointment.people, town, VisitKind(self.appointment.kind))


# A kind of visit, and for a registration the CBS code of the municipality.
Served = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class ServingChange:
    """Whom a counter serves no more, whom it serves from now on, and the free times that this is about by week."""

    goes: tuple[Served, ...]
    comes: tuple[Served, ...]
    weeks: tuple[ChangedWeek, ...]


@dataclass(frozen=True, slots=True)
class LengthChange:
    """How many times can be booked where visits take other minutes, for so many people, by week."""

    people: int
    weeks: tuple[CountedWeek, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of one counter would do: week by week, and to whom."""

    counter: Counter
    weeks: tuple[ChangedWeek, ...]
    outside: list[Outside]
    serving: ServingChange | None = None
    length: LengthChange | None = None

    @property
    def lost(self) -> int:
        """How many free times go."""
        return sum(week.lost for week in self.weeks)

    @property
    def gained(self) -> int:
        """How many free times come."""
        return sum(week.gained for week in self.weeks)


def preview(
    counter: Counter, before: Timetable, after: Timetable, first: date, last: date | None, region: Region
) -> Preview:
    """What it does that `after` holds instead of `before` from the first to the last day."""
    days = days_looked_through(first, last)
    closed = closed_by_calendar(days, region)
    return _preview(counter, before, after, [day for day in days if day not in closed])


def preview_counter(counter: Counter, said: CounterFacts, today: date, region: Region) -> Preview:
    """What another first and last day of a counter do."""
    before = timetable_of(counter, today)
    after = replace(before, first_day=said.first_day, last_day=said.last_day)
    return preview(counter, before, after, today, None, region)


def preview_terms(counter: Counter, was: Terms, will_be: Terms, first: date, region: Region) -> Preview:
    """What it does that these terms hold from that day on, instead of those, until the next ones begin."""
    following = next((one.first_day for one in counter.terms if one.first_day > first), None)
    last = following - ONE_DAY if following else None
    return Preview(
        counter,
        (),
        _not_served(counter, was, will_be, first, last),
        _serving_change(counter, was, will_be, first, last, region),
        _length_change(counter, was, will_be, first, last, region),
    )


def _serving_change(
    counter: Counter, was: Terms, will_be: Terms, first: date, last: date | None, region: Region
) -> ServingChange | None:
    before, after = _served(was), _served(will_be)
    if before == after:
        return None
    timetable = timetable_of(counter, first)
    free = preview(counter, replace(timetable, hours=()), timetable, first, last, region).weeks
    goes, comes = (
        tuple(one for one in of if one not in other) for of, other in ((before, after), (after, before))
    )
    return ServingChange(goes, comes, free)


def _length_change(
    counter: Counter, was: Terms, will_be: Terms, first: date, last: date | None, region: Region
) -> LengthChange | None:
    """What other minutes do to the times that can be booked from now on; nothing to what is booked.

    It is told for one person, or for two where only the minutes of each further person change.
    """
    people = 1 if was.first_person_minutes != will_be.first_person_minutes else 2
    lengths = (length_by(was, people), length_by(will_be, people))
    if lengths[0] == lengths[1]:
        return None
    days = days_looked_through(first, last)
    closed, taken = closed_by_calendar(days, region), _taken(counter.id, days[0], days[-1])
    open_days = [day for day in days if day not in closed]
    return LengthChange(
        people, counted(timetable_of(counter, first), taken, lengths, days=open_days, zone=AMSTERDAM)
    )


def _served(terms: Terms) -> list[Served]:
    towns = [(str(VisitKind.REGISTRATION), town) for town in terms.municipalities]
    others = [(str(kind), None) for kind in VisitKind if kind in terms.kinds and kind != VisitKind.REGISTRATION]
    return [*(towns if VisitKind.REGISTRATION in terms.kinds else []), *others]


def _not_served(counter: Counter, was: Terms, will_be: Terms, first: date, last: date | None) -> list[Outside]:
    """Who is still to come to this counter in these days for what it does no more."""
    wanted = (
        select(Appointment, Case)
        .outerjoin(Case, Case.id == Appointment.case_id)
        .where(Appointment.counter_id == counter.id, Appointment.progress.in_(TO_COME))
        .where(Appointment.starts_at > now(), Appointment.starts_at >= start_of(first))
    )
    if last:
        wanted = wanted.where(Appointment.starts_at < end_of(last))
    rows = [Outside(*row) for row in session.execute(wanted.order_by(Appointment.starts_at))]
    return [one for one in rows if may_serve(was, one.need) and not may_serve(will_be, one.need)]


def preview_calendar_day(day: CalendarDay) -> list[Preview]:
    """What it does that the desk opens on a day which the calendar closes, or closes it after all."""
    found = []
    for counter in in_use(all_counters(), day.day):
        opened = Timetable.of(counter, closures_from(day.day))
        closed = replace(opened, closed=(*opened.closed, Closed(None, day.day, day.day)))
        before, after = (opened, closed) if day.is_open else (closed, opened)
        found.append(_preview(counter, before, after, [day.day]))
    return found


def _preview(counter: Counter, before: Timetable, after: Timetable, days: Sequence[date]) -> Preview:
    if not days:
        return Preview(counter, (), [])
    taken = _taken(counter.id, days[0], days[-1])
    change = difference(
        before, after, taken, days=days, zone=AMSTERDAM,
        minutes_on=lambda day: counter.terms_on(day).first_person_minutes,
    )  # fmt: skip
    ids = {taken[quarter] for quarter in change.outside}
    return Preview(counter, change.weeks, _outside(ids))


def _taken(counter_id: uuid.UUID, first: date, last: date) -> dict[datetime, uuid.UUID]:
    begin, end = start_of(first), end_of(last)
    rows = session.execute(
        select(TakenQuarter.starts_at, TakenQuarter.appointment_id).where(
            TakenQuarter.counter_id == counter_id, TakenQuarter.starts_at >= begin, TakenQuarter.starts_at < end
        )
    )
    return dict(rows.all())


def _outside(ids: Collection[uuid.UUID]) -> list[Outside]:
    wanted = (
        select(Appointment, Case)
        .outerjoin(Case, Case.id == Appointment.case_id)
        .where(Appointment.id.in_(ids), Appointment.progress.in_(TO_COME))
    )
    return [Outside(*row) for row in session.execute(wanted.order_by(Appointment.starts_at))]


def preview_closure(closure: Closure | None, said: Closed | None, today: date, region: Region) -> list[Preview]:
    """What it does that these days are closed, instead of those of a closure that is changed or taken away."""
    spans = [span for span in (Closed.of(closure) if closure else None, said) if span]
    first, last = min(span.first_day for span in spans), max(span.last_day for span in spans)
    others = [Closed.of(one) for one in closures_from(today) if one is not closure]
    closed = tuple([*others, said] if said else others)
    found = []
    for counter in all_counters():
        if any(span.counter_id in (None, counter.id) for span in spans):
            before = timetable_of(counter, today)
            after = replace(before, closed=closed)
            found.append(preview(counter, before, after, max(first, today), last, region))
    return found
