"""The projection: what lists sort and filter by, computed from the plan and stored beside the case.

Nothing else that can be computed is stored. `refresh` is the only writer; `stale_cases` finds what the
nightly sweep must compute anew because a day went by.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from expatdesk.cases.consents import Purpose, allows
from expatdesk.cases.employer_view import as_employer_waits, print_of
from expatdesk.cases.models import Case, CaseState, ChangeKind
from expatdesk.cases.queries import plan_for_employer, plan_of, told_start
from expatdesk.cases.search import keep_words
from expatdesk.cases.temporary import address_now, temporary
from expatdesk.people.names import name_key
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import DueKind, Party, Plan, RouteReason, Step, Track
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from expatdesk.shared.folding import folded

# What the column holds: three parts of a name at their longest are longer.
LONGEST_TITLE = 420


def refresh(case: Case, region: Region, today: date) -> Plan:
    """Compute the plan and write its projection; answers the plan. Raises the case's version."""
    plan = project(case, region, today)
    session.flush()
    keep_words(case)
    return plan


def project(case: Case, region: Region, today: date) -> Plan:
    """Set the columns of the projection; answers the plan, and stores nothing."""
    plan = plan_of(case, region, today)
    case.title, case.name_search = title_and_search(case.principal.full_name)
    for person in case.people:
        person.name_key = name_key(person.full_name)
    is_told = case.first_working_day == told_start(case)
    theirs = plan if is_told else plan_for_employer(case, region, today)
    columns = projected(plan, theirs, submitted_on=case.submitted_on)
    for name, value in columns.items():
        setattr(case, name, value)
    case.temporary_at = address_now(case, case.employer, columns["temporary_kind"])
    case.turns = with_turn(case.turns or {}, plan.ball, today)
    case.projected_on = today
    _keep_print(case, print_of(case, theirs, shares_home=allows(case, Purpose.HOME)))
    return plan


def _keep_print(case: Case, seen: str) -> None:
    """Note where the employer sees this hire otherwise. A hire of before there were prints is no news."""
    is_new = case.hire_changed_at is None
    if seen != case.hire_print and (is_new or case.hire_print):
        case.note_change(ChangeKind.SUBMITTED if is_new else ChangeKind.CHANGED)
    case.hire_print = seen


def projected(plan: Plan, theirs: Plan, *, submitted_on: date) -> dict[str, Any]:
    """What the columns say of a plan, and of the plan as its employer sees it."""
    columns: dict[str, Any] = {
        "route_to": plan.route.to, "route_reason": plan.route.reason, "municipality": plan.route.municipality,
        **_dates(plan), **_for_employer(theirs, submitted_on),
        **{f"{what}_due": theirs.employer_days.get(what) for what in EmployerDay},
        "calendar_due": min(theirs.employer_days.values(), default=None),
        **temporary(plan),
    }  # fmt: skip
    for track in Track:
        columns[f"{track}_done"], columns[f"{track}_total"] = plan.progress(track)
    return columns


def title_and_search(name: str) -> tuple[str, str]:
    """What a case is called by its principal's name, and what an employer finds it by."""
    title = name[:LONGEST_TITLE]
    return title, folded(title)


def with_turn(turns: Mapping[str, str | None], party: Party | None, day: date) -> dict[str, str | None]:
    """Who has had the ball from which day on, with who has it now. This alone tells of days that are over."""
    if turns and turns[max(turns)] == party:
        return dict(turns)
    return {**turns, day.isoformat(): party}


def _dates(plan: Plan) -> dict[str, Any]:
    lawful = earliest(step for step in plan.steps if step.due_kind is DueKind.STATUTORY and not step.is_finished)
    party = plan.ball
    now = plan.now_for(party) if party else None
    return {
        "lawful_due": lawful.due if lawful else None, "lawful_step": lawful.id if lawful else None,
        "next_party": party, "next_step": now.id if now else None, "next_due": now.due if now else None,
        "next_due_kind": now.due_kind if now and now.due else None,
    }  # fmt: skip


def _for_employer(plan: Plan, submitted_on: date) -> dict[str, Any]:
    """What the employer's own list is ordered by: whether it has something to do, and by when."""
    theirs = [step for step in plan.open_steps if step.party is Party.EMPLOYER]
    form_missing = plan.route.reason is RouteReason.EMPLOYER_FORM_MISSING
    return {
        "employer_acts": bool(theirs) or form_missing,
        "employer_due": min(_asked_by(theirs, submitted_on), default=None),
        "employer_party": as_employer_waits(plan).ball,
    }


def _asked_by(steps: Iterable[Step], submitted_on: date) -> Iterator[date]:
    """The days of these steps; advice whose own day was over at the start is asked for from the start."""
    for step in steps:
        if step.due or step.due_kind is DueKind.ADVICE:
            yield step.due or submitted_on


def earliest(steps: Iterable[Step]) -> Step | None:
    """The step that is due first; those without a date do not count."""
    return min((step for step in steps if step.due), key=lambda step: step.due or date.max, default=None)


def stale_cases(today: date, limit: int) -> list[Case]:
    """Open cases whose projection is of an earlier day, locked until the commit; others' locked ones are left."""
    stale = select(Case).where(Case.state == CaseState.OPEN, Case.projected_on < today)
    ordered = stale.order_by(Case.projected_on).limit(limit).with_for_update(of=Case, skip_locked=True)
    return list(session.scalars(ordered))
