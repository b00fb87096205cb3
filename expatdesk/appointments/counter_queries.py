"""Reading what the coordinator keeps: counters, their hours, and the days that were closed by hand."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from expatdesk.appointments.models import Closure, Counter, CounterTerms
from expatdesk.appointments.timetable import Timetable
from expatdesk.shared.db import session


def all_counters() -> Sequence[Counter]:
    """Every counter, by name."""
    return session.scalars(select(Counter).order_by(Counter.name)).all()


def counters_by_name() -> Sequence[Counter]:
    """The same where one only chooses among them, so that neither their hours nor their terms are read."""
    bare = (lazyload(Counter.hours), lazyload(Counter.terms))
    return session.scalars(select(Counter).options(*bare).order_by(Counter.name)).all()


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


def terms_to_come(counter: Counter, today: date) -> list[CounterTerms]:
    """The terms that have not begun, and so can be taken back, the nearest first."""
    return [one for one in counter.terms if one.first_day > max(today, counter.first_day)]


def in_use(counters: Iterable[Counter], day: date) -> list[Counter]:
    """Those that serve people on that day."""
    return [one for one in counters if one.first_day <= day and (one.last_day is None or day <= one.last_day)]
