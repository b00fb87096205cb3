"""Reading cases. A visitor's own are found with the condition of `access/policy.py` for who is asking."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from expatdesk.cases.facts import facts_of
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.models import Case, CaseState, Outcome, Registration, StepRecord
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Person, Role
from expatdesk.rules.facts import Facts
from expatdesk.rules.plan import Plan, plan_for
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import session


def find_case(condition: ColumnElement[bool]) -> Case | None:
    """The case that meets the condition, or None."""
    return session.scalars(select(Case).where(condition)).one_or_none()


def as_stored_now(case: Case, *, to_change: bool = False) -> Case:
    """The case read anew: somebody else changed it while this request was under way.

    `to_change` waits until others who change it are through, and keeps it from them until the transaction ends.
    """
    session.refresh(case, with_for_update={"of": Case} if to_change else None)
    return case


def case_by_code(code: str) -> Case | None:
    """The case with this code, however it was typed."""
    return find_case(Case.code == code.strip().upper())


def lets_in() -> ColumnElement[bool]:
    """The condition that a household may sign in to its case: until it is erased, or became one with another."""
    put_into_another = select(Merge.emptied_id).where(Merge.undone_at.is_(None))
    return and_(Case.state != CaseState.ERASED, Case.id.not_in(put_into_another))


def cases_to_enter(email: str) -> list[Case]:
    """The cases whose household uses this address and may sign in to them: open ones first, newest first."""
    wanted = select(Case).where(Case.email == email.strip().lower(), lets_in())
    return list(session.scalars(wanted.order_by((Case.state == CaseState.OPEN).desc(), Case.opened_at.desc())))


def held_cases() -> Select[uuid.UUID]:
    """The cases of which nothing may be erased: held themselves, or one with a case that is held.

    Either way, and over as many others as became one between them.
    """
    return _one_with(select(Case.id).where(Case.hold_reason.is_not(None)))


def is_held(one: Case) -> bool:
    """Whether somebody said that nothing of it is to be erased, or of a case that became one with it.

    Looks from this case at those that became one with it: a page need not read what is held among a million.
    """
    those = _one_with(select(Case.id).where(Case.id == one.id))
    return session.scalar(select(exists().where(Case.id.in_(those), Case.hold_reason.is_not(None)))) is True


def _one_with(first: Select[uuid.UUID]) -> Select[uuid.UUID]:
    """These cases, and all that became one with them by merges that hold."""
    found = first.cte("found", recursive=True)
    one_with_it = or_(Merge.kept_id == found.c.id, Merge.emptied_id == found.c.id)
    the_other = case((Merge.kept_id == found.c.id, Merge.emptied_id), else_=Merge.kept_id)
    others = select(the_other).join(found, one_with_it).where(Merge.undone_at.is_(None))
    return select(found.union(others).c.id)


def put_into(cases: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The cases that were put into these, however often on the way, each with the one in which it is now."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    reached = {case_id: case_id for case_id in cases}
    while reached:
        merged = select(Merge.emptied_id, Merge.kept_id).where(Merge.undone_at.is_(None))
        new = merged.where(Merge.kept_id.in_(reached), Merge.emptied_id.not_in(found))
        reached = {emptied: reached[kept] for emptied, kept in session.execute(new)}
        found |= reached
    return found


def plan_of(case: Case, region: Region, today: date) -> Plan:
    """The plan of a case, computed now."""
    return plan_by(facts_of(case), case, region, today)


def plan_by(facts: Facts, case: Case, region: Region, today: date) -> Plan:
    """The plan of a case if these were its facts.

    What would have been wise before the desk knew the case is nobody's lateness.
    """
    return plan_for(facts, region, today).without_advice_before(case.submitted_on)


def told_start(case: Case) -> date | None:
    """The first working day that the employer told last; what others made of it shows nowhere."""
    told = (case.as_submitted or {}).get("first_working_day")
    return date.fromisoformat(told) if told else None


def plan_for_employer(case: Case, region: Region, today: date) -> Plan:
    """The plan by the first working day that the employer told: its last days are counted from it.

    Counted from another one, they would tell which day the desk has written down (security T07).
    """
    facts = replace(facts_of(case), first_working_day=told_start(case))
    return plan_by(facts, case, region, today)


def record_of(case: Case, step_id: str) -> StepRecord | None:
    """The last outcome of a step on this case."""
    return next((record for record in case.records if record.step == step_id), None)


def days_of_steps(cases: Select[uuid.UUID], steps: Collection[str]) -> dict[uuid.UUID, dict[str, date]]:
    """When which of these steps was done, by case; one without any of them is not among them."""
    wanted = select(StepRecord.case_id, StepRecord.step, StepRecord.on).where(
        StepRecord.case_id.in_(cases), StepRecord.outcome == Outcome.DONE, StepRecord.step.in_(steps)
    )
    done: dict[uuid.UUID, dict[str, date]] = defaultdict(dict)
    for case_id, step, on in session.execute(wanted):
        done[case_id][step] = on
    return dict(done)


def registration_of(case: Case, person: Person) -> Registration | None:
    """What the registrar recorded for this person, if anything yet."""
    return next((row for row in case.registrations if row.person_id == person.id), None)


def is_taken_up(case: Case) -> bool:
    """Whether the household ever came in, or anything was done for it without."""
    came = exists().where(LogLine.case_id == case.id, LogLine.actor_role == Role.EXPAT)
    return bool(case.records or case.registrations or case.visit_at or session.scalar(select(came)))


def comes_soon(case: Case) -> bool:
    """Whether its visit is today or tomorrow: what it is told cannot wait."""
    return case.visit_at is not None and today() <= local(case.visit_at).date() <= today() + timedelta(days=1)
