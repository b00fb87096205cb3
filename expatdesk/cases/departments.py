"""The departments of an employer, as far as hires can be given to them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.people.queries import departments_of
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


def departments_at(employer_id: uuid.UUID | None) -> list[str]:
    """Those that some of its HR is limited to, and those of its open hires: these stay when a colleague goes."""
    open_ones = Case.employer_id == employer_id, Case.state == CaseState.OPEN, Case.department.is_not(None)
    of_hires = session.scalars(select(Case.department).where(*open_ones).distinct())
    return sorted({*departments_of(employer_id), *(name for name in of_hires if name)})


def departments_to_give(employer_id: uuid.UUID | None, own: str | None) -> tuple[str, ...]:
    """The departments that somebody of an employer can give a hire; who is limited to one gives that one."""
    return (own,) if own else tuple(departments_at(employer_id))


def no_such_department(told: str, departments: Sequence[str]) -> LazyString:
    """What is said of a department that the employer does not have."""
    if not departments:
        return _l("You have no departments. Leave this empty.")
    return _l(
        "You have no department “%(told)s”. Leave this empty, or fill in one of these: %(departments)s.",
        told=told[:60], departments=", ".join(departments),
    )  # fmt: skip
