"""The days of an employer's open hires in some stretch of time, straight from the projection."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select, union_all

from expatdesk.cases.hire_queries import DAYS
from expatdesk.cases.models import Case, CaseState
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.shared.clock import end_of, local, start_of
from expatdesk.shared.db import session

# What a page can show, and somebody can read.
MOST_DAYS = 500


class HireDay(NamedTuple):
    """A day of one hire; without `what` it is that of the visit, at a time."""

    on: date
    what: EmployerDay | None
    case_id: uuid.UUID
    name: str
    at: datetime | None = None


def days_between(visible: ColumnElement[bool], first: date, last: date, most: int = MOST_DAYS) -> list[HireDay]:
    """The employer's days from the first to the last, both included; of more than `most` one more."""
    each = [_one_kind(what, visible, first, last) for what in EmployerDay]
    found = union_all(*each).subquery()
    ordered = select(found).order_by(found.c.day, found.c.what, found.c.title, found.c.id).limit(most + 1)
    return [
        HireDay(day, EmployerDay(what), case_id, title) for case_id, title, what, day in session.execute(ordered)
    ]


def visits_between(shared: ColumnElement[bool], first: date, last: date, most: int = MOST_DAYS) -> list[HireDay]:
    """The visits that households share with their employer, in the same stretch."""
    wanted = select(Case.id, Case.title, Case.visit_at).where(shared, Case.state == CaseState.OPEN)
    wanted = wanted.where(Case.visit_at >= start_of(first), Case.visit_at < end_of(last))
    rows = session.execute(wanted.order_by(Case.visit_at, Case.id).limit(most + 1))
    return [HireDay(local(at).date(), None, case_id, title, at) for case_id, title, at in rows if at]


def _one_kind(
    what: EmployerDay, visible: ColumnElement[bool], first: date, last: date
) -> Select[*tuple[object, ...]]:
    day = DAYS[what]
    wanted = select(Case.id, Case.title, literal(str(what)).label("what"), day.label("day"))
    return wanted.where(visible, Case.state == CaseState.OPEN, day.between(first, last))
