"""One new first working day for several hires of an employer: looked at first, then changed together."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_by, plan_for_employer, told_start
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import Actor
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# As many as somebody can look through on one page.
MOST_AT_ONCE = 50
Days = Mapping[EmployerDay, date]


@dataclass(frozen=True, slots=True)
class NewStart:
    """What another first working day does to a hire, as far as its employer is concerned."""

    case: Case
    told: date | None
    before: Days
    after: Days

    @property
    def changed(self) -> list[tuple[EmployerDay, date | None, date | None]]:
        """The days that move, come or go."""
        each = [(what, self.before.get(what), self.after.get(what)) for what in EmployerDay]
        return [(what, old, new) for what, old, new in each if old != new]


def told_by_employer() -> ColumnElement[bool]:
    """Cases of which an employer told something; where the desk opened one, there is no told day to change."""
    return Case.as_submitted.is_not(None)


def hires_to_change(
    visible: ColumnElement[bool], ids: Collection[uuid.UUID], *, to_change: bool = False
) -> list[Case]:
    """Of these ids the open hires that their employer submitted itself, by name."""
    wanted = select(Case).where(visible, told_by_employer(), Case.id.in_(ids), Case.state == CaseState.OPEN)
    ordered = wanted.order_by(Case.name_search, Case.id).limit(MOST_AT_ONCE)
    if to_change:
        ordered = ordered.with_for_update(of=Case)
    return list(session.scalars(ordered, execution_options={"populate_existing": to_change}))


def preview_start(case: Case, day: date, region: Region, today: date) -> NewStart:
    """What would follow; nothing is stored."""
    facts = replace(facts_of(case), first_working_day=day)
    after = plan_by(facts, case, region, today)
    before = plan_for_employer(case, region, today)
    return NewStart(case, told_start(case), before.employer_days, after.employer_days)


def change_starts(
    hires: Collection[Case],
    seen: Mapping[uuid.UUID, date | None],
    day: date,
    *,
    by: Actor,
    region: Region,
    today: date,
) -> int:
    """Change all of these, or none; answers how many changed.

    `seen` is what the page showed of each. A number of the file would tell the employer how busy its household is
    (security T07), so the day itself tells whether a colleague was first. Raises StaleVersion, and as `claim`.
    """
    if {case.id: told_start(case) for case in hires} != dict(seen):
        raise StaleVersion
    moved = [(case, case.as_submitted) for case in hires if case.as_submitted and told_start(case) != day]
    for case, told in moved:
        case.as_submitted = {**told, "first_working_day": day.isoformat()}
        change = {"first_working_day": day}
        change_facts(case, change, version=case.version, by=by, region=region, today=today)
        # Where the desk knew the day already no fact changes; those that are counted from the told one do.
        refresh(case, region, today)
    return len(moved)
