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
    NOT_RECORDED,
    OPEN,
    Appointment,
    Counter,
    CounterTerms,
    OpeningHours,
    Progress,
    TakenQuarter,
    VisitKind,
)
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.rules.slots import Window, free_starts, length_of_visit
from expatdesk.shared.clock import AMSTERDAM, end_of, local, now, start_of
from expatdesk.shared.db import session

ONE_DAY = timedelta(days=1)


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


class Terms(Protocol):
    """What holds for a counter, or is meant to: what it takes, for which municipalities, and for how long."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of visit."""

    @property
    def municipalities(self) -> list[str]:
        """CBS codes."""

    @property
    def first_person_minutes(self) -> int:
        """How long one person is served."""

    @property
    def further_person_minutes(self) -> int:
        """How much longer each further person takes."""


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
class Opening:
    """When a counter takes visits by appointment on a day, and how long one is."""

    counter: Counter
    windows: list[Window]
    length: timedelta


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
    """All free times from the first to the last day, in their order."""
    days = free_by_day(need, first, last, region=region, after=after, own=own)
    return [free for of_day in days for free in of_day]


def free_by_day(
    need: Need,
    first: date,
    last: date,
    *,
    region: Region,
    after: datetime | None = None,
    own: Collection[uuid.UUID] = (),
) -> Iterator[list[FreeTime]]:
    """Day by day the free times, for as long as somebody looks further; by six queries, however many days.

    They begin later than `after`, or than this moment. What the appointments `own` take counts as free.
    """
    counters = counters_for(need, first, last)
    taken = _taken(counters, first, last, own)
    closed = closed_between(first, last, region)
    begun = after or now()
    for number in range((last - first).days + 1):
        found = _times(need, _openings(need, counters, first + number * ONE_DAY, closed), taken)
        free = [time for time in found if time.starts_at > begun]
        if free:
            yield free


def times_of_day(
    need: Need, day: date, *, region: Region, own: Collection[uuid.UUID] = ()
) -> tuple[list[FreeTime], list[FreeTime]]:
    """The free times of one day, past ones too; and all that fit its opening hours, be they taken or not."""
    counters = counters_for(need, day, day)
    openings = list(_openings(need, counters, day, closed_between(day, day, region)))
    fit = _times(replace(need, elsewhere=()), openings, {})
    return _times(need, openings, _taken(counters, day, day, own)), fit


def _times(
    need: Need, openings: Iterable[Opening], taken: Mapping[uuid.UUID, Collection[datetime]]
) -> list[FreeTime]:
    found = [
        FreeTime(start, start + one.length, one.counter)
        for one in openings
        for start in free_starts(one.windows, taken.get(one.counter.id, ()), one.length, AMSTERDAM)
        if not need.is_elsewhere(start, start + one.length)
    ]
    return sorted(found, key=lambda free: (free.starts_at, free.counter.name))


def counters_for(need: Need, first: date, last: date) -> list[Counter]:
    """The counters in use in these days that may serve such a household on any of them."""
    in_use = or_(Counter.last_day.is_(None), Counter.last_day >= first)
    counters = session.scalars(select(Counter).where(Counter.first_day <= last, in_use).order_by(Counter.name))
    return [one for one in counters if any(may_serve(terms, need) for terms in one.terms_between(first, last))]


def may_serve(terms: Terms, need: Need) -> bool:
    """Whether a counter takes by these terms such a visit, of a household of that municipality.

    Other visits than registration are taken where no municipality is known yet, or the counter names none, too.
    """
    if need.kind not in terms.kinds:
        return False
    is_for_all = need.municipality is None or not terms.municipalities
    is_other = need.kind is not VisitKind.REGISTRATION
    return need.municipality in terms.municipalities or (is_other and is_for_all)


def length_by(terms: Terms, people: int) -> timedelta:
    """How long a household is served by these terms."""
    return length_of_visit(
        people, first_minutes=terms.first_person_minutes, further_minutes=terms.further_person_minutes
    )


def terms_at(visit: Appointment) -> CounterTerms:
    """The terms of its counter on the day of this visit."""
    return visit.counter.terms_on(local(visit.starts_at).date())


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


def open_appointment(case_id: uuid.UUID, kind: VisitKind = VisitKind.REGISTRATION) -> Appointment | None:
    """The appointment that a household has for this, and that is not over."""
    return visit_and_choice(case_id, kind)[0]


def coming_visit(case_id: uuid.UUID, kind: VisitKind, today: date) -> Appointment | None:
    """The same for a short visit, save one of a past day: of that, only the desk has something to write down."""
    visit = open_appointment(case_id, kind)
    return None if visit is not None and is_past(visit, today) else visit


def is_past(visit: Appointment, today: date) -> bool:
    """Whether it is a short visit of a past day: the plan waits for none of them."""
    return visit.kind != VisitKind.REGISTRATION and visit.starts_at < start_of(today)


def left_open(case_id: uuid.UUID, today: date) -> list[Appointment]:
    """The short visits of past days of which nobody wrote down how they ended, the newest first."""
    wanted = select(Appointment).where(
        Appointment.case_id == case_id, Appointment.kind != VisitKind.REGISTRATION,
        Appointment.progress.in_(NOT_RECORDED), Appointment.starts_at < start_of(today),
    )  # fmt: skip
    return list(session.scalars(wanted.order_by(Appointment.starts_at.desc())))


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


def _openings(need: Need, counters: Iterable[Counter], day: date, closed: ClosedDays) -> Iterator[Opening]:
    """The hours by appointment in which each counter takes such visits on this day, by the terms of that day."""
    for counter in counters:
        terms = counter.terms_on(day)
        if may_serve(terms, need):
            yield Opening(counter, windows_on(counter, day, closed), length_by(terms, need.people))


def _in_use(dated: Counter | OpeningHours, day: date) -> bool:
    return dated.first_day <= day and (dated.last_day is None or day <= dated.last_day)
