"""When a case is erased, and why (GDPR art. 5(1)(e)).

How long the terms are the region file says, or what the coordinator set (`settings.py`).
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import held_cases, is_taken_up
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.rules.region import Retention
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import end_of, local
from expatdesk.shared.db import session

# Months differ in length: a few days more cost nothing, as `term_of` decides.
SLACK = timedelta(days=3)


class Why(enum.StrEnum):
    """Which term of a case ended."""

    UNUSED = "unused"
    ABANDONED = "abandoned"
    CLOSED = "closed"
    # The household asked for it, and the desk agreed (GDPR art. 17).
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Term:
    """When a case is erased as it stands now, and why."""

    on: date
    why: Why


@dataclass(frozen=True, slots=True)
class Kept:
    """Something the desk keeps of a household, and until when, in the words of a page."""

    what: str
    until: str


def term_of(case: Case, retention: Retention) -> Term | None:
    """The term that runs for a case; None where it is erased already. Whether it is held, is another matter."""
    if case.state == CaseState.CLOSED:
        closed = case.closed_on or last_act(case)
        return Term(add_months(closed, retention.closed_months), Why.CLOSED)
    if case.state != CaseState.OPEN:
        return None
    if not is_taken_up(case):
        return Term(last_act(case) + timedelta(days=retention.invitation_unused_days), Why.UNUSED)
    # What lies ahead keeps a case: nobody need act while a household waits for the day on which it comes.
    visit = local(case.visit_at).date() if case.visit_at else None
    latest = max(day for day in (last_act(case), case.arrival, visit) if day)
    ends = add_months(latest, retention.abandoned_months)
    # What the household was told holds, unless somebody acted since.
    return Term(max(ends, case.erase_on or ends), Why.ABANDONED)


def last_act(case: Case) -> date:
    """The day on which anybody last did something about a case; what the desk's machinery does is no act."""
    acts = and_(LogLine.case_id == case.id, ~LogLine.reads, LogLine.actor_role != SYSTEM.role)
    latest: datetime | None = session.scalar(select(func.max(LogLine.at)).where(acts))
    return local(max(latest, case.opened_at) if latest else case.opened_at).date()


def may_be_over(retention: Retention, today: date) -> ColumnElement[bool]:
    """The condition that a case may have to be erased soon, or told so; `term_of` knows it for sure."""
    told = add_months(today, -retention.abandoned_months) + SLACK + timedelta(days=_first_mail(retention))
    quiet_since = end_of(max(told, today - timedelta(days=retention.invitation_unused_days)))
    acts = and_(LogLine.case_id == Case.id, ~LogLine.reads, LogLine.actor_role != SYSTEM.role)
    is_quiet = and_(Case.opened_at < quiet_since, ~exists().where(acts, LogLine.at >= quiet_since))
    closed_before = add_months(today, -retention.closed_months) + SLACK
    is_closed = and_(
        Case.state == CaseState.CLOSED, or_(Case.closed_on.is_(None), Case.closed_on <= closed_before)
    )
    return and_(Case.id.not_in(held_cases()), or_(is_closed, and_(Case.state == CaseState.OPEN, is_quiet)))


def _first_mail(retention: Retention) -> int:
    return max(retention.abandoned_mails_days_before, default=0)


def mails_left(case: Case, retention: Retention) -> Iterator[int]:
    """So many days before erasing the household is still to get a mail, the first one first."""
    yield from retention.abandoned_mails_days_before[case.erase_mails :]
