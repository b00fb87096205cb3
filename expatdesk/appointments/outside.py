"""Booked visits for which their counter is not open any more: the desk changed its hours or whom the counter
serves, or closed a day.

Nothing cancels them. It is computed from what holds now, so that hours which come back take the doubt away.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from expatdesk.appointments.closed_days import closed_among
from expatdesk.appointments.models import Appointment, Counter, Progress, VisitKind
from expatdesk.appointments.queries import Need, may_serve, open_appointment, open_windows, windows_on
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.rules.slots import Window, open_quarters, quarters_of
from expatdesk.shared.clock import AMSTERDAM, local, now
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Booked:
    """What is needed of an appointment to tell whether its counter is open for it."""

    id: uuid.UUID
    counter_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    kind: str
    misfit: str | None
    municipality: str | None

    @classmethod
    def of(cls, visit: Appointment) -> Self:
        """The same of a visit whose case is at hand."""
        case = session.get(Case, visit.case_id) if visit.case_id else None
        town = case.municipality if case else None
        return cls(visit.id, visit.counter_id, visit.starts_at, visit.ends_at, visit.kind, visit.misfit, town)

    @property
    def day(self) -> date:
        """The day by the clock on the wall."""
        return local(self.starts_at).date()


def outside_hours(booked: Collection[Booked], region: Region) -> list[uuid.UUID]:
    """Those that lie outside of the hours by appointment for such a visit, in their order; by three queries."""
    if not booked:
        return []
    closed = closed_among({one.day for one in booked}, region)
    wanted = select(Counter).where(Counter.id.in_({one.counter_id for one in booked}))
    rows = session.scalars(wanted.options(joinedload(Counter.hours), joinedload(Counter.terms))).unique()
    counters = {counter.id: counter for counter in rows}

    @cache
    def opening(counter_id: uuid.UUID, day: date) -> frozenset[datetime]:
        return _quarters(windows_on(counters[counter_id], day, closed))

    return [
        one.id
        for one in booked
        if not _is_served(counters[one.counter_id], one) or not _lies_in(opening(one.counter_id, one.day), one)
    ]


def is_outside(visit: Appointment, region: Region) -> bool:
    """Whether the counter of this visit, at which nobody has come yet, is not open for it any more at its time."""
    if visit.progress != Progress.BOOKED:
        return False
    booked = Booked.of(visit)
    windows = open_windows(visit.counter, booked.day, region=region)
    return not _is_served(visit.counter, booked) or not _lies_in(_quarters(windows), booked)


def cannot_be_kept(visit: Appointment, region: Region) -> bool:
    """Whether this booked visit does not fit its household any more, or is to come while its counter is closed."""
    return visit.misfit is not None or (visit.starts_at > now() and is_outside(visit, region))


def visit_to_move(case: Case, region: Region) -> Appointment | None:
    """The booked visit of this household that cannot be kept as it is; None where it can, or there is none."""
    visit = open_appointment(case.id) if case.visit_at else None
    return visit if visit and cannot_be_kept(visit, region) else None


def _quarters(windows: Iterable[Window]) -> frozenset[datetime]:
    return frozenset().union(*(open_quarters(window, AMSTERDAM) for window in windows))


def _is_served(counter: Counter, visit: Booked) -> bool:
    """Whether its counter takes such a visit on that day; of a town that nobody knows yet nothing is told.

    Where the household itself has changed, so that it is served no more, the visit is a misfit, and says so.
    """
    need = Need(1, visit.municipality, VisitKind(visit.kind))
    is_unknown = need.municipality is None and need.kind is VisitKind.REGISTRATION
    return visit.misfit is not None or is_unknown or may_serve(counter.terms_on(visit.day), need)


def _lies_in(opening: frozenset[datetime], visit: Booked) -> bool:
    return opening.issuperset(quarters_of(visit.starts_at, visit.ends_at - visit.starts_at))
