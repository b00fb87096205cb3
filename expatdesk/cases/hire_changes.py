"""Which hires of an employer got further in some days."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from expatdesk.cases.models import Case, CaseState, Registration, StepRecord
from expatdesk.shared.db import session


def hires_moved_between(visible: ColumnElement[bool], since: date, until: date) -> list[Case]:
    """Hires on which a step was done from one day on and before the other, by name."""
    step = exists().where(StepRecord.case_id == Case.id, StepRecord.on >= since, StepRecord.on < until)
    days = (Registration.registered_on, Registration.bsn_on)
    registered = or_(*(and_(day >= since, day < until) for day in days))
    registration = exists().where(Registration.case_id == Case.id, registered)
    wanted = select(Case).where(visible, Case.state != CaseState.ERASED, or_(step, registration))
    return list(session.scalars(wanted.order_by(Case.title, Case.id)))
