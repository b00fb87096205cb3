"""The worker's part where the desk knows something else of an employer: the plans of its open hires follow.

An employer has ten thousand open hires, perhaps: nobody waits for them, neither at the page nor for the database.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.cases.difference import difference
from expatdesk.cases.facts import facts_of
from expatdesk.cases.home_moves import tell_of_move
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_by
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.actions import EmployerFacts
from expatdesk.organisations.models import Employer
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime, begin_immediate, session

# So many cases are one transaction; others wait for less than half a second.
AT_ONCE = 100
# What a hire's plan is made from.
OF_THE_PLAN = ("postcode", "recognised_sponsor", "fee_exempt")


class EmployerChange(HasId, Model):
    """The desk knows something else of an employer; the plans of its open hires follow, chunk by chunk.

    `before` is what those plans were made from, `reached` the case that followed last.
    """

    __tablename__ = "employer_change"
    __table_args__ = (UniqueConstraint("employer_id", "version"),)

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"))
    # The version of the employer that was changed: of several changes the earlier is followed first.
    version: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    by_role: Mapped[str] = mapped_column(String(20))
    by_name: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[uuid.UUID | None]
    reached: Mapped[uuid.UUID | None]


def let_hires_follow(employer: Employer, before: EmployerFacts, *, by: Actor) -> None:
    """Have the plans of its open hires follow a change that was just made."""
    known = {name: getattr(before, name) for name in OF_THE_PLAN}
    session.add(
        EmployerChange(
            employer_id=employer.id, version=employer.version, before=known, by_role=by.role, by_name=by.name,
            by_id=by.user_id,
        )
    )  # fmt: skip
    session.flush()
    jobs.ring()


def are_following(employer_id: uuid.UUID) -> bool:
    """Whether plans of its hires are still to follow a change."""
    return session.scalar(select(exists().where(EmployerChange.employer_id == employer_id))) is True


def follow_changes(region: Region, today: date) -> None:
    """Let plans follow until all have. Commits chunk by chunk."""
    while _follow_one_chunk(region, today):
        session.commit()
    session.rollback()


def _follow_one_chunk(region: Region, today: date) -> bool:
    """The next cases of the change that is oldest; whether there was one."""
    begin_immediate()
    in_order = select(EmployerChange).order_by(EmployerChange.changed_at, EmployerChange.version)
    change = session.scalars(in_order.limit(1).with_for_update()).one_or_none()
    if change is None:
        return False
    cases, later = _next_cases(change), _next_change(change)
    for case in cases:
        _follow(case, change, later, region, today)
    if len(cases) < AT_ONCE:
        session.delete(change)
    else:
        change.reached = cases[-1].id
    return True


def _next_cases(change: EmployerChange) -> Sequence[Case]:
    """The next of those that were there when it was changed; nobody else changes them meanwhile."""
    theirs = select(Case).where(Case.employer_id == change.employer_id, Case.state == CaseState.OPEN)
    older = theirs.where(Case.opened_at <= change.changed_at)
    if change.reached is not None:
        older = older.where(Case.id > change.reached)
    return session.scalars(older.order_by(Case.id).limit(AT_ONCE).with_for_update(of=Case)).all()


def _next_change(change: EmployerChange) -> EmployerChange | None:
    same = EmployerChange.employer_id == change.employer_id
    later = select(EmployerChange).where(same, EmployerChange.version > change.version)
    return session.scalars(later.order_by(EmployerChange.version).limit(1)).one_or_none()


def _follow(case: Case, change: EmployerChange, later: EmployerChange | None, region: Region, today: date) -> None:
    """Each change tells what it did itself, also where the next one was made before the first was through."""
    before = _plan_then(case, change, region, today)
    after = _plan_then(case, later, region, today) if later else refresh(case, region, today)
    by = Actor(change.by_role, change.by_name, change.by_id)
    if case.employer and any((what := difference(before, after)).values()):
        record("employer_changed", by=by, case_id=case.id, employer=case.employer.name, plan=what)
    tell_of_move(case, before.route.municipality, after, by=by, region=region)


def _plan_then(case: Case, change: EmployerChange, region: Region, today: date) -> Plan:
    """The plan of a case as it stands, by what the desk knew of its employer before this change."""
    facts, known = facts_of(case), dict(change.before)
    if facts.employer is not None:
        postcode = case.work_postcode or known["postcode"]
        facts = replace(facts, employer=replace(facts.employer, **{**known, "postcode": postcode}))
    return plan_by(facts, case, region, today)
