"""Visits that cannot go on as they are booked, for whoever of the desk looks at the day."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from expatdesk.appointments.models import NOT_RECORDED, Appointment, Progress, VisitKind
from expatdesk.appointments.outside import Booked, outside_hours
from expatdesk.cases.models import Case, CaseState, Outcome, Registration, StepRecord
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.rules.visit_changes import FIRM_BEFORE
from expatdesk.shared.clock import end_of, now, start_of
from expatdesk.shared.db import session

# More than an officer can call in a morning.
MOST_IN_DOUBT = 50
ACCEPTED = (Outcome.DONE, Outcome.WAIVED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A visit that somebody has to look at: it does not fit (a Misfit), its counter is not open for it any more,
    or its papers are not accepted in time.

    `is_sent_back` tells that the papers are with the household; else it is the desk that has not accepted them.
    `is_over` tells that its day is past, and nobody wrote down whether the household came; or, where it has come
    (`has_come`), how that ended.
    """

    case_id: uuid.UUID
    title: str
    kind: str
    visit_at: datetime
    officer_name: str | None
    misfit: str | None
    is_outside: bool
    is_sent_back: bool
    is_over: bool
    has_come: bool


def doubtful_visits(visible: ColumnElement[bool], region: Region, today: date) -> Sequence[Doubt]:
    """The visits that cannot go on as they are, the nearest first, then those that are over; by four queries.

    Somebody of the desk decides, case by case, unless the coordinator set a rule (`releasing.py`).
    """
    far = add_working_days(today, FIRM_BEFORE, region.extra_holidays)
    is_registration = Appointment.kind == VisitKind.REGISTRATION
    is_over = Appointment.starts_at < start_of(today)
    near = (Appointment.starts_at < end_of(far)) & ~_has("papers_checked", ACCEPTED)
    is_outside = Appointment.id.in_(_outside(visible, region))
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Case.id, Case.title, Appointment.kind, Appointment.starts_at, Case.officer_name, Appointment.misfit,
            is_outside, _has("papers_handed_in", [Outcome.RETURNED]), is_over,
            Appointment.arrived_at.is_not(None),
        )
        .where(*_still_open(visible))
        .where(
            or_(
                is_outside,
                and_(is_registration, _is_to_come(), or_(Appointment.misfit.is_not(None), near)),
                and_(is_over, ~and_(is_registration, exists().where(Registration.case_id == Case.id))),
            )
        )
    )  # fmt: skip
    rows = session.execute(wanted.order_by(is_over, Appointment.starts_at, Case.id).limit(MOST_IN_DOUBT))
    return [Doubt(*row) for row in rows]


def _outside(visible: ColumnElement[bool], region: Region) -> Sequence[uuid.UUID]:
    """The nearest visits to come that lie outside of the hours; what comes after these is not shown anyway."""
    columns = (
        Appointment.id, Appointment.counter_id, Appointment.starts_at, Appointment.ends_at, Appointment.kind,
        Appointment.misfit, Case.municipality,
    )  # fmt: skip
    to_come = select(*columns).where(*_still_open(visible), _is_to_come())
    rows = session.execute(to_come.order_by(Appointment.starts_at))
    return outside_hours([Booked(*row) for row in rows], region)[:MOST_IN_DOUBT]


def _is_to_come() -> ColumnElement[bool]:
    """Whether nobody has come to it yet, and its time is not over."""
    return and_(Appointment.progress == Progress.BOOKED, Appointment.starts_at > now())


def _still_open(visible: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    """What holds for an open visit of an open case, be it to come or over; the case names that to register."""
    is_named = or_(Appointment.kind != VisitKind.REGISTRATION, Case.visit_at == Appointment.starts_at)
    return (
        visible, Case.state == CaseState.OPEN, Case.id == Appointment.case_id, is_named,
        Appointment.progress.in_(NOT_RECORDED),
    )  # fmt: skip


def _has(step: str, outcomes: Sequence[Outcome]) -> ColumnElement[bool]:
    """Whether a record of this step of the case has one of these outcomes."""
    return exists().where(StepRecord.case_id == Case.id, StepRecord.step == step, StepRecord.outcome.in_(outcomes))
