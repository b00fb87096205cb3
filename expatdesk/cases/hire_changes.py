"""Which hires of an employer got further in some days: those on which it was written down, late or not."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from expatdesk.cases.models import Case, CaseState, Outcome, Registration, StepRecord
from expatdesk.shared.db import session

# An employer may have thousands, of which a mail tells a few: no more is read than somebody takes.
AT_ONCE = 50


def hires_moved_between(
    visible: ColumnElement[bool],
    since: date,
    until: date,
    steps: Collection[str],
    among: Collection[uuid.UUID] | None = None,
) -> Iterator[Case]:
    """Hires on which such a step or a registration was recorded from one day on and before the other; by name.

    `among` looks at these hires alone.
    """
    done = and_(StepRecord.outcome == Outcome.DONE, _within(StepRecord.recorded_on, since, until))
    step = exists().where(StepRecord.case_id == Case.id, StepRecord.step.in_(steps), done)
    days = (Registration.recorded_on, Registration.bsn_recorded_on)
    registered = or_(*(_within(day, since, until) for day in days))
    registration = exists().where(Registration.case_id == Case.id, registered)
    wanted = select(Case).where(visible, Case.state != CaseState.ERASED, or_(step, registration))
    if among is not None:
        wanted = wanted.where(Case.id.in_(among))
    ordered = wanted.order_by(Case.title, Case.id)
    with closing(session.scalars(ordered, execution_options={"yield_per": AT_ONCE})) as found:
        yield from found


def _within(day: InstrumentedAttribute[Any], since: date, until: date) -> ColumnElement[bool]:
    return and_(day >= since, day < until)


def days_of_recording(case: Case) -> dict[str, date]:
    """By step, when it was written down that it is done."""
    days = {row.step: row.recorded_on for row in case.records if row.outcome == Outcome.DONE}
    position = {person.id: person.position for person in case.people}
    for row in case.registrations:
        days[f"brp_registration:{position[row.person_id]}"] = row.recorded_on
        if row.bsn_recorded_on is not None:
            days[f"bsn_issued:{position[row.person_id]}"] = row.bsn_recorded_on
    return days
