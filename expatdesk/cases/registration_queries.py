"""Reading what a registrar has before them: today's visits, those to come, and who is still to register."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.people.models import Person
from expatdesk.shared.db import session

PAGE_SIZE = 100


def visits_between(visible: ColumnElement[bool], first: datetime, end: datetime) -> Sequence[Case]:
    """Cases whose visit starts at `first` or later, and before `end`, by time."""
    wanted = select(Case).where(visible, Case.visit_at >= first, Case.visit_at < end)
    return session.scalars(wanted.order_by(Case.visit_at, Case.id).limit(PAGE_SIZE)).all()


def still_to_record(visible: ColumnElement[bool], before: datetime) -> Sequence[Case]:
    """Open cases whose visit was before that moment, while somebody has no registration or no BSN yet."""
    people = select(func.count()).where(Person.case_id == Case.id).correlate(Case).scalar_subquery()
    registered = select(func.count()).where(Registration.case_id == Case.id).correlate(Case).scalar_subquery()
    without_bsn = exists().where(and_(Registration.case_id == Case.id, Registration.bsn_on.is_(None)))
    wanted = select(Case).where(
        visible, Case.state == CaseState.OPEN, Case.visit_at < before, or_(registered < people, without_bsn)
    )
    return session.scalars(wanted.order_by(Case.visit_at, Case.id).limit(PAGE_SIZE)).all()
