"""Employers, as far as their hires' cases depend on them. Nothing here commits."""

import uuid
from datetime import date

from sqlalchemy import func, select

from expatdesk.cases.difference import difference
from expatdesk.cases.home_moves import tell_of_move
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations import actions as organisations
from expatdesk.organisations.actions import EmployerFacts
from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# What a hire's plan depends on, and the name by which it is found.
OF_THE_HIRES = ("name", "postcode", "recognised_sponsor", "fee_exempt")


def open_cases_of(employer: Employer) -> list[Case]:
    """The open cases of an employer's hires."""
    wanted = select(Case).where(Case.employer_id == employer.id, Case.state == CaseState.OPEN)
    return list(session.scalars(wanted.order_by(Case.id)))


def count_open_cases() -> dict[uuid.UUID | None, int]:
    """How many open cases each employer has."""
    counted = select(Case.employer_id, func.count()).where(Case.state == CaseState.OPEN)
    return {row[0]: row[1] for row in session.execute(counted.group_by(Case.employer_id))}


def change_employer(
    employer: Employer, facts: EmployerFacts, *, version: int, by: Actor, region: Region, today: date
) -> bool:
    """Change what is known of an employer, and the plans of its open cases with it; whether anything changed.

    Raises StaleVersion, and EmployerRefused.
    """
    known = EmployerFacts.of(employer)
    if known == facts and employer.version == version:
        return False
    concerned = any(getattr(known, name) != getattr(facts, name) for name in OF_THE_HIRES)
    before = [(case, plan_of(case, region, today)) for case in (open_cases_of(employer) if concerned else ())]
    if not organisations.change_employer(employer, facts, version=version, by=by, today=today):
        raise StaleVersion
    for case, plan in before:
        after = refresh(case, region, today)
        if any((change := difference(plan, after)).values()):
            record("employer_changed", by=by, case_id=case.id, employer=employer.name, plan=change)
        tell_of_move(case, plan.route.municipality, after, by=by, region=region)
    return True
