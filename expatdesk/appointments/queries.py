"""Reading counters: when they are open, which times are taken, and which are free for a household."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import and_, func, or_, select

from expatdesk.appointments.closed_days import ClosedDays, closed_between
from expatdesk.appointments.models import (
    OPEN,
    Appointment,
    Counter,
    OpeningHours,
    Progress,
    TakenQuarter,
    VisitKind,
)
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.rules.slots import Window, free_starts, length_of_visit
from expatdesk.shared.clock import AMSTERDAM, end_of, now, start_of
from expatdesk.shared.db import session

ONE_DAY = timedelta(days=1)

# A counter with its hours by appointment.
Opening = tuple[Counter, list[Window]]


@dataclass(frozen=True, slots=True)
class Need:
    """What a household needs of a counter."""

    people: int = 1
    municipality: str | None = None
    kind: VisitKind = VisitKind.REGISTRATION
    # From when to when it is at another counter already.
    elsewhere: tuple[tuple[datetime, datetime], ...] = ()

    def is_elsewhere(self, start: datetime, end: datetime) -> bool:
        """Whether it has another visit in this time."""
        return any(begins < end and start < ends for begins, ends in self.elsewhere)


class Serving(Protocol):
    """A counter as it is or as it is meant to be: what it takes, and for which municipalities."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of visit."""

    @property
    def municipalities(self) -> list[str]:
        """CBS codes."""


def need_of(case: Case) -> Need:
    """What this household needs to be registered: everybody comes."""
    return Need(len(case.people), case.municipality)


def need_beside(case: Case, kind: VisitKind = VisitKind.REGISTRATION) -> Need:
    """The same for this kind of visit, beside its visits of other kinds: nobody is at two counters at once."""
    others = select(Appointment.starts_at, Appointment.ends_at).where(
        Appointment.case_id == case.id, Appointment.kind != kind, Appointment.progress.in_(OPEN)
    )
    elsewhere = tuple((start, end) for start, end in session.execute(others))
    people = len(case.people) if kind is VisitKind.REGISTRATION else 1
    return Need(people, case.municipality, kind, elsewhere)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time at a counter that a household could have."""

    starts_at: datetime
    ends_at: datetime
    counter: Counter


def free_times(
    need: Need,
    first: date,
    last: date,
    *,
    region: Region,
    after: datetime | None = None,
    own: Collection[uuid.UUID] = (),
) -> list[FreeTime]:
    """All free times from the first to the last day, in their order; by five queries, however many days.

    They begin later than `after`, or than this moment. What the appointments `own` take counts as free.
    """
    counters = counters_for(need, first, last)
    taken = _taken(counters, first, last, own)
    found = _times(need, _open_windows(counters, first, last, region), taken)
    return [free for free in found if free.starts_at > (after or now())]


def times_of_day(
    need: Need, day: date, *, region: Region, own: Collection[uuid.UUID] = ()
) -> tuple[list[FreeTime], list[FreeTime]]:
    """The free times of one day, past ones too; and all that fit its opening hours, be they taken or not."""
    counters = counters_for(need, day, day)
    opening = list(_open_windows(counters, day, day, region))
    return _times(need, opening, _taken(counters, day, day, own)), _times(replace(need, elsewhere=()), opening, {})


def _times(
    need: Need, open_counters: Iterable[Opening], taken: Mapping[uuid.UUID, Collection[datetime]]
) -> list[FreeTime]:
    found = [
        FreeTime(start, start + length, counter)
        for counter, windows in open_counters
        for length in [length_at(counter, need.people)]
        for start in free_starts(windows, taken.get(counter.id, ()), length, AMSTERDAM)
        if not need.is_elsewhere(start, start + length)
    ]
    return sorted(found, key=lambda free: (free.starts_at, free.counter.name))


def counters_for(need: Need, first: date, last: date) -> list[Counter]:
    """The counters in use in these days that may serve such a household."""
    in_use = or_(Counter.last_day.is_(None), Counter.last_day >= first)
    counters = session.scalars(select(Counter).where(Counter.first_day <= last, in_use).order_by(Counter.name))
    return [counter for counter in counters if may_serve(counter, need)]


def may_serve(counter: Serving, need: Need) -> bool:
    """Whether this counter takes such a visit, of a household of that municipality.

    Other visits than registration are taken where no municipality is known yet, or the counter names none, too.
    """
    if need.kind not in counter.kinds:
        return False
    is_for_all = need.municipality is None or not counter.municipalities
    is_other = need.kind is not VisitKind.REGISTRATION
    return need.municipality in counter.municipalities or (is_other and is_for_all)


def length_at(counter: Counter, people: int) -> timedelta:
    """How long a household is served at this counter."""
    return length_of_visit(
        people, first_minutes=counter.first_person_minutes, further_minutes=counter.further_person_minutes
    )


def open_windows(counter: Counter, day: date, *, region: Region, walk_in: bool = False) -> list[Window]:
    """When a counter is open on a day: by appointment, or where asked for those who walk in."""
    return windows_on(counter, day, closed_between(day, day, region), walk_in=walk_in)


def windows_on(counter: Counter, day: date, closed: ClosedDays, *, walk_in: bool = False) -> list[Window]:
    """The same, where what closes counters then is known."""
    if not _in_use(counter, day) or closed.hold_for(counter.id, day):
        return []
    return [
        Window(day, hours.opens, hours.closes)
        for hours in counter.hours
        if hours.weekday == day.weekday() and hours.walk_in is walk_in and _in_use(hours, day)
    ]


def days_open(need: Need, first: date, last: date, *, region: Region) -> list[date]:
    """The days on which a counter that may serve such a household is open by appointment."""
    open_counters = _open_windows(counters_for(need, first, last), first, last, region)
    return sorted({window.day for _counter, windows in open_counters for window in windows})


def open_appointment(case_id: uuid.UUID, kind: VisitKind = VisitKind.REGISTRATION) -> Appointment | None:
    """The appointment that a household has for this, and that is not over."""
    return visit_and_choice(case_id, kind)[0]


def visit_is_over(case: Case, today: date) -> bool:
    """Whether the day of the visit is over, and nobody was registered at it."""
    return case.visit_at is not None and not case.registrations and case.visit_at < start_of(today)


def kept_time(case_id: uuid.UUID, kind: VisitKind = VisitKind.REGISTRATION) -> Appointment | None:
    """The time that is kept for a household while it makes up its mind; None once that is over."""
    kept = visit_and_choice(case_id, kind)[1]
    return kept if kept is not None and kept.kept_until is not None and kept.kept_until > now() else None


def visit_and_choice(
    case_id: uuid.UUID, kind: VisitKind = VisitKind.REGISTRATION
) -> tuple[Appointment | None, Appointment | None]:
    """What a household has booked for this, and the time that it asked to be kept, even if too long ago."""
    wanted = select(Appointment).where(
        Appointment.case_id == case_id,
        Appointment.kind == kind,
        Appointment.progress.in_([*OPEN, Progress.CHOOSING]),
    )
    found = session.scalars(wanted).all()
    visit = next((each for each in found if each.progress in OPEN), None)
    return visit, next((each for each in found if each.progress == Progress.CHOOSING), None)


def changes_made(case_id: uuid.UUID) -> int:
    """How often this household moved or cancelled a visit by itself, in all."""
    return session.scalar(select(func.sum(Appointment.changes)).where(Appointment.case_id == case_id)) or 0


def _taken(
    counters: Sequence[Counter], first: date, last: date, own: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, set[datetime]]:
    """The quarters that others have at these counters. A time kept for too long is nobody's any more."""
    begin, end = start_of(first), end_of(last)
    lasting = or_(Appointment.progress != Progress.CHOOSING, Appointment.kept_until > now())
    of_others = and_(lasting, Appointment.id.not_in(own))
    rows = session.execute(
        select(TakenQuarter.counter_id, TakenQuarter.starts_at)
        .join(Appointment, Appointment.id == TakenQuarter.appointment_id)
        .where(TakenQuarter.counter_id.in_([counter.id for counter in counters]), of_others)
        .where(TakenQuarter.starts_at >= begin, TakenQuarter.starts_at < end)
    )
    taken = defaultdict(set)
    for counter_id, starts_at in rows:
        taken[counter_id].add(starts_at)
    return taken


def _open_windows(counters: Iterable[Counter], first: date, last: date, region: Region) -> Iterator[Opening]:
    """The hours by appointment of each counter, day by day."""
    closed = closed_between(first, last, region)
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    for counter in counters:
        windows = (windows_on(counter, day, closed) for day in days)
        yield counter, [window for of_day in windows for window in of_day]


def _in_use(dated: Counter | OpeningHours, day: date) -> bool:
    return dated.first_day <= day and (dated.last_day is None or day <= dated.last_day)
