"""The departments of an employer, as far as hires can be given to them."""

import uuid

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.people.queries import departments_of
from expatdesk.shared.db import session


def departments_at(employer_id: uuid.UUID | None) -> list[str]:
    """Those that some of its HR is limited to, and those of its open hires: these stay when a colleague goes."""
    open_ones = Case.employer_id == employer_id, Case.state == CaseState.OPEN, Case.department.is_not(None)
    of_hires = session.scalars(select(Case.department).where(*open_ones).distinct())
    return sorted({*departments_of(employer_id), *(name for name in of_hires if name)})


def departments_to_give(employer_id: uuid.UUID | None, own: str | None) -> tuple[str, ...]:
    """The departments that somebody of an employer can give a hire; who is limited to one gives that one."""
    return (own,) if own else tuple(departments_at(employer_id))
