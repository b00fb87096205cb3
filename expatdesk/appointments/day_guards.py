"""What must hold before somebody acts in the day at the counter."""

import uuid
from datetime import date

from sqlalchemy import select

from expatdesk.appointments.models import Appointment, Counter, CounterTerms, Progress, VisitKind
from expatdesk.appointments.queries import is_past, may_serve, need_of, open_appointment
from expatdesk.appointments.refusals import CounterBusy, NotToday, TownNotServed, VisitAlready
from expatdesk.cases.models import Case
from expatdesk.shared.clock import end_of, local, start_of
from expatdesk.shared.db import session


def require_today(appointment: Appointment, today: date) -> None:
    """Raise NotToday for a visit of another day."""
    begin, end = start_of(today), end_of(today)
    if not begin <= appointment.starts_at < end:
        raise NotToday


def require_free_counter(appointment: Appointment) -> None:
    """Raise CounterBusy: a counter serves one household at a time, or the screen would call two to one place.

    Whoever was left there in the evening of another day stands in nobody's way.
    """
    lock_counters()
    day = local(appointment.starts_at).date()
    served = select(Appointment.id).where(
        Appointment.counter_id == appointment.counter_id, Appointment.progress == Progress.SERVING,
        Appointment.starts_at >= start_of(day), Appointment.starts_at < end_of(day),
    )  # fmt: skip
    if session.scalar(served.limit(1)) is not None:
        raise CounterBusy


def require_town(terms: CounterTerms, case: Case) -> None:
    """Raise TownNotServed. A home that nobody knows yet is of no town: papers are missing then, and say more."""
    if case.municipality is not None and not may_serve(terms, need_of(case)):
        raise TownNotServed


def leave_open(case_id: uuid.UUID, kind: VisitKind, today: date) -> None:
    """A short visit of a past day, of which nobody wrote down how it ended, stands in the way of no new one."""
    visit = open_appointment(case_id, kind)
    if visit is not None and is_past(visit, today):
        visit.progress, visit.remind_on = Progress.LEFT_OPEN, None
        session.flush()


def require_no_other(case_id: uuid.UUID | None, kind: str) -> None:
    """Raise VisitAlready where the household has an open visit of this kind."""
    if case_id is not None and open_appointment(case_id, VisitKind(kind)) is not None:
        raise VisitAlready


def lock_counters() -> None:
    """Whoever gives out numbers or calls somebody does so one after the other."""
    session.execute(select(Counter.id).order_by(Counter.id).with_for_update())
