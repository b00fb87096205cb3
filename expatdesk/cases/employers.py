"""Employers, as far as their hires' cases depend on them. Nothing here commits."""

import uuid
from datetime import date

from sqlalchemy import func, select

from expatdesk.cases.employer_changes import OF_THE_PLAN, let_hires_follow
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import Actor
from expatdesk.organisations import actions as organisations
from expatdesk.organisations.actions import EmployerFacts
from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session

# What of an employer its hires' cases depend on: their plans, and the name by which they are found.
OF_THE_HIRES = ("name", *OF_THE_PLAN)


def count_open_cases() -> dict[uuid.UUID | None, int]:
    """How many open cases each employer has."""
    counted = select(Case.employer_id, func.count()).where(Case.state == CaseState.OPEN)
    return {row[0]: row[1] for row in session.execute(counted.group_by(Case.employer_id))}


def change_employer(employer: Employer, facts: EmployerFacts, *, version: int, by: Actor, today: date) -> bool:
    """Change what is known of an employer; whether anything changed. The plans of its open hires follow.

    Raises StaleVersion, and EmployerRefused.
    """
    known = EmployerFacts.of(employer)
    if known == facts and employer.version == version:
        return False
    if not organisations.change_employer(employer, facts, version=version, by=by, today=today):
        raise StaleVersion
    if any(getattr(known, name) != getattr(facts, name) for name in OF_THE_HIRES):
        let_hires_follow(employer, known, by=by)
    return True
