"""Which hires of an employer got further in some days."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

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
    """Hires on which such a step was done, or somebody registered, from one day on and before the other; by name.

    `among` looks at these hires alone.
    """
    done = and_(StepRecord.outcome == Outcome.DONE, StepRecord.on >= since, StepRecord.on < until)
    step = exists().where(StepRecord.case_id == Case.id, StepRecord.step.in_(steps), done)
    days = (Registration.registered_on, Registration.bsn_on)
    registered = or_(*(and_(day >= since, day < until) for day in days))
    registration = exists().where(Registration.case_id == Case.id, registered)
    wanted = select(Case).where(visible, Case.state != CaseState.ERASED, or_(step, registration))
    if among is not None:
        wanted = wanted.where(Case.id.in_(among))
    ordered = wanted.order_by(Case.title, Case.id)
    with closing(session.scalars(ordered, execution_options={"yield_per": AT_ONCE})) as found:
        yield from found
