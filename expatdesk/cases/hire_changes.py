"""Which hires of an employer got further since a day."""

from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select

from expatdesk.cases.models import Case, CaseState, Registration, StepRecord
from expatdesk.shared.db import session


def hires_moved_since(visible: ColumnElement[bool], since: date, most: int) -> list[Case]:
    """Hires on which a step was done on that day or later, by name, as many as `most`."""
    step = exists().where(StepRecord.case_id == Case.id, StepRecord.on >= since)
    registered = or_(Registration.registered_on >= since, Registration.bsn_on >= since)
    registration = exists().where(Registration.case_id == Case.id, registered)
    wanted = select(Case).where(visible, Case.state != CaseState.ERASED, or_(step, registration))
    return list(session.scalars(wanted.order_by(Case.title, Case.id).limit(most)))
