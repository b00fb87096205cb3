"""Reading the day at the counters: who comes, how far they are, and whose turn it is."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, and_, or_, select, true
from sqlalchemy.orm import joinedload, lazyload

from expatdesk.appointments.models import NOT_RECORDED, Appointment, Counter, Progress, VisitKind
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.cases.worklist import visits_on
from expatdesk.shared.clock import end_of, now, start_of, today
from expatdesk.shared.db import session

# A time that is only kept, or that was given back, brings nobody to the desk.
COMING = (*NOT_RECORDED, Progress.DONE, Progress.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Household:
    """One line of the day. Somebody who walked in with a question may have no case."""

    appointment: Appointment
    case: Case | None

    @property
    def papers(self) -> Outcome | None:
        """What became of the papers: accepted or not needed, sent back, or None where nobody looked yet."""
        if self.case is None:
            return None
        handed_in, checked = (record_of(self.case, key) for key in ("papers_handed_in", "papers_checked"))
        if handed_in and handed_in.outcome == Outcome.RETURNED:
            return Outcome.RETURNED
        return Outcome(checked.outcome) if checked else None

    @property
    def minutes_waiting(self) -> int | None:
        """How long they have been waiting since they checked in; None before and after."""
        if self.appointment.progress != Progress.CHECKED_IN or self.appointment.arrived_at is None:
            return None
        # The clocks of two machines may differ by some seconds.
        return max(0, int((now() - self.appointment.arrived_at).total_seconds() // 60))

    @property
    def is_left_open(self) -> bool:
        """Whether its day is past, and nobody wrote down what became of it."""
        return self.appointment.progress in NOT_RECORDED and self.appointment.starts_at < start_of(today())

    @property
    def registered(self) -> int:
        """How many of them are registered at this visit."""
        is_for_it = self.appointment.kind == VisitKind.REGISTRATION
        return len(self.case.registrations) if self.case and is_for_it else 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A ticket on the screen of the waiting room, and the counter it goes to."""

    ticket: str
    counter: str


def households_on(
    visible: ColumnElement[bool], day: date, counter_id: uuid.UUID | None, *, without_case: bool
) -> list[Household]:
    """Who comes on that day, by time: those whose case may be seen, and where asked for those without any."""
    mine = or_(and_(Case.id.is_not(None), visible), Case.id.is_(None)) if without_case else visible
    at_counter = Appointment.counter_id == counter_id if counter_id else true()
    begin, end = start_of(day), end_of(day)
    wanted = (
        select(Appointment, Case)
        .outerjoin(Case, Case.id == Appointment.case_id)
        .where(mine, at_counter, Appointment.starts_at >= begin, Appointment.starts_at < end)
        .where(Appointment.progress.in_(COMING))
        .options(joinedload(Appointment.counter).options(lazyload(Counter.hours), lazyload(Counter.terms)))
    )
    rows = session.execute(wanted.order_by(Appointment.starts_at, Appointment.id))
    return [Household(appointment, case) for appointment, case in rows]


def household_of(
    appointment_id: uuid.UUID, visible: ColumnElement[bool], *, without_case: bool
) -> Household | None:
    """One line of the day, as far as it may be seen."""
    mine = or_(and_(Case.id.is_not(None), visible), Case.id.is_(None)) if without_case else visible
    wanted = (
        select(Appointment, Case)
        .outerjoin(Case, Case.id == Appointment.case_id)
        .where(mine, Appointment.id == appointment_id, Appointment.progress.in_(COMING))
    )
    row = session.execute(wanted).one_or_none()
    return Household(*row) if row else None


def visits_of(visible: ColumnElement[bool], day: date, most: int) -> list[tuple[str, Row[Any]]]:
    """Which households visit on that day, by the clock: the kind of the visit, and the line of the case."""
    registering = [(str(VisitKind.REGISTRATION), one) for one in visits_on(visible, day, most)]
    others = [(str(one.kind), one) for one in _other_visits_on(visible, day, most)]
    return sorted([*registering, *others], key=lambda visit: visit[1].visit_at)


def _other_visits_on(visible: ColumnElement[bool], day: date, most: int) -> list[Row[Any]]:
    begin, end = start_of(day), end_of(day)
    wanted = (
        select(
            Case.id, Case.title, Case.people_expected, Case.municipality, Case.officer_name,
            Appointment.starts_at.label("visit_at"), Appointment.kind,
        )
        .join(Appointment, Appointment.case_id == Case.id)
        .where(visible, Appointment.starts_at >= begin, Appointment.starts_at < end)
        .where(Appointment.kind != VisitKind.REGISTRATION, Appointment.progress.in_(COMING))
        .order_by(Appointment.starts_at, Case.title, Case.id)
    )  # fmt: skip
    return list(session.execute(wanted.limit(most)))


def being_served(day: date) -> list[Turn]:
    """Whose turn it is now: the last one called comes first."""
    return _turns(day, Progress.SERVING, Appointment.served_from.desc())


def waiting(day: date) -> list[Turn]:
    """Who waits, in the order in which they are due."""
    return _turns(day, Progress.CHECKED_IN, Appointment.starts_at)


def _turns(day: date, progress: Progress, order: SQLColumnExpression[datetime | None]) -> list[Turn]:
    begin, end = start_of(day), end_of(day)
    rows = session.execute(
        select(Appointment.ticket, Counter.name)
        .join(Counter, Counter.id == Appointment.counter_id)
        .where(Appointment.starts_at >= begin, Appointment.starts_at < end, Appointment.ticket.is_not(None))
        .where(Appointment.progress == progress)
        .order_by(order, Appointment.ticket)
    )
    return [Turn(ticket or "", counter) for ticket, counter in rows]
