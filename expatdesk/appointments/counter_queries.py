"""Reading what the coordinator keeps: counters, their hours, closures, and what a change of them would do."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from expatdesk.appointments.models import Appointment, Closure, Counter, Progress, TakenQuarter
from expatdesk.appointments.timetable import ChangedWeek, Closed, Timetable, days_looked_through, difference
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.rules.terms import recognised_holidays
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session

# Who is still to come; what is over or cancelled stays as it was.
TO_COME = (Progress.BOOKED, Progress.CHECKED_IN)


@dataclass(frozen=True, slots=True)
class Outside:
    """An appointment that a change leaves outside of the hours. Nothing cancels it by itself."""

    appointment: Appointment
    case: Case | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of one counter would do: week by week, and to whom."""

    counter: Counter
    weeks: tuple[ChangedWeek, ...]
    outside: list[Outside]

    @property
    def lost(self) -> int:
        """How many free times go."""
        return sum(week.lost for week in self.weeks)

    @property
    def gained(self) -> int:
        """How many free times come."""
        return sum(week.gained for week in self.weeks)


def all_counters() -> Sequence[Counter]:
    """Every counter, by name."""
    return session.scalars(select(Counter).order_by(Counter.name)).all()


def find_counter(counter_id: uuid.UUID) -> Counter | None:
    """The counter with this id, or None."""
    return session.get(Counter, counter_id)


def counter_named(name: str) -> Counter | None:
    """The counter of this name, or None."""
    return session.scalars(select(Counter).where(Counter.name == name)).one_or_none()


def closures_from(day: date) -> Sequence[Closure]:
    """The closures that are not over on that day, the nearest first."""
    wanted = select(Closure).where(Closure.last_day >= day)
    return session.scalars(wanted.order_by(Closure.first_day, Closure.id)).all()


def find_closure(closure_id: uuid.UUID) -> Closure | None:
    """The closure with this id, or None."""
    return session.get(Closure, closure_id)


def read_anew(row: Counter | Closure) -> None:
    """Read the row as it is stored now: somebody else changed it while this request was under way."""
    session.refresh(row)


def timetable_of(counter: Counter, first: date) -> Timetable:
    """When the counter is open, from that day on."""
    return Timetable.of(counter, closures_from(first))


def preview(
    counter: Counter, before: Timetable, after: Timetable, first: date, last: date | None, region: Region
) -> Preview:
    """What it does that `after` holds instead of `before` from the first to the last day."""
    days = days_looked_through(first, last)
    begin = datetime.combine(days[0], datetime.min.time(), AMSTERDAM)
    end = datetime.combine(days[-1] + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    taken = _taken(counter.id, begin, end)
    change = difference(
        before, after, taken, days=days, minutes=counter.first_person_minutes, zone=AMSTERDAM,
        is_open=lambda day: day not in recognised_holidays(day.year) and day not in region.extra_holidays,
    )  # fmt: skip
    ids = {taken[quarter] for quarter in change.outside}
    return Preview(counter, change.weeks, _outside(ids))


def _taken(counter_id: uuid.UUID, begin: datetime, end: datetime) -> dict[datetime, uuid.UUID]:
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


def in_use(counters: Iterable[Counter], day: date) -> list[Counter]:
    """Those that serve people on that day."""
    return [one for one in counters if one.first_day <= day and (one.last_day is None or day <= one.last_day)]


def preview_closure(closure: Closure | None, said: Closed, today: date, region: Region) -> list[Preview]:
    """What it does that these days are closed, instead of those of the closure that is changed."""
    counters = [one for one in all_counters() if said.counter_id in (None, one.id) or _is_of(closure, one)]
    first = min(said.first_day, closure.first_day) if closure else said.first_day
    last = max(said.last_day, closure.last_day) if closure else said.last_day
    found = []
    for counter in counters:
        before = timetable_of(counter, today)
        others = [Closed.of(one) for one in closures_from(today) if one is not closure]
        after = replace(before, closed=(*others, said))
        found.append(preview(counter, before, after, max(first, today), last, region))
    return found


def _is_of(closure: Closure | None, counter: Counter) -> bool:
    return closure is not None and closure.counter_id in (None, counter.id)
