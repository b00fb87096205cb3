"""Reading cases. Every query takes the condition of `access/policy.py` for who is asking."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case, CaseState, Registration, StepRecord
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.people.names import folded
from expatdesk.rules.plan import Plan, plan_for
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

PAGE_SIZE = 50
# Nobody reads a count beyond this; counting on would read the whole table (stack.md, "Speed").
COUNT_UP_TO = 1000


def find_case(condition: ColumnElement[bool]) -> Case | None:
    """The case that meets the condition, or None."""
    return session.scalars(select(Case).where(condition)).one_or_none()


def case_by_code(code: str) -> Case | None:
    """The case with this code, however it was typed."""
    return find_case(Case.code == code.strip().upper())


def open_cases_by_email(email: str) -> list[Case]:
    """The open cases whose household uses this address, newest first."""
    wanted = select(Case).where(func.lower(Case.email) == email.strip().lower(), Case.state == CaseState.OPEN)
    return list(session.scalars(wanted.order_by(Case.opened_at.desc())))


def plan_of(case: Case, region: Region, today: date) -> Plan:
    """The plan of a case, computed now."""
    return plan_for(facts_of(case), region, today)


def record_of(case: Case, step_id: str) -> StepRecord | None:
    """The last outcome of a step on this case."""
    return next((record for record in case.records if record.step == step_id), None)


def registration_of(case: Case, person: Person) -> Registration | None:
    """What the registrar recorded for this person, if anything yet."""
    return next((row for row in case.registrations if row.person_id == person.id), None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a worklist shows. Empty means all."""

    state: CaseState = CaseState.OPEN
    party: str = ""
    municipality: str = ""
    track: str = ""
    officer: str = ""
    late_on: date | None = None
    search: str = ""
    sort: str = "lawful"


SORTS = {
    "lawful": (Case.lawful_due, Case.id),
    "next": (Case.next_due, Case.id),
    "name": (Case.title, Case.id),
    "arrival": (Case.arrival, Case.id),
}
LIST_COLUMNS = (
    Case.id, Case.code, Case.title, Case.people_expected, Case.arrival, Case.municipality, Case.route_to,
    Case.lawful_due, Case.lawful_step, Case.next_due, Case.next_due_kind, Case.next_step, Case.next_party,
    Case.officer_id, Case.officer_name, Case.registration_done, Case.registration_total, Case.housing_done,
    Case.housing_total, Case.social_done, Case.social_total, Employer.name.label("employer_name"),
)  # fmt: skip


def worklist(visible: ColumnElement[bool], filters: Filters, page: int = 1) -> list[Row[Any]]:
    """One page of the worklist, plain rows: entities would cost more than all the SQL."""
    columns: Select[Any] = select(*LIST_COLUMNS).outerjoin(Employer)
    wanted = _filtered(columns, visible, filters)
    date_column, tie = SORTS.get(filters.sort, SORTS["lawful"])
    ordered = wanted.order_by(date_column.is_(None), date_column, tie)
    return list(session.execute(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)))


def count_cases(visible: ColumnElement[bool], filters: Filters) -> int:
    """How many cases the filters let through, counted up to COUNT_UP_TO + 1."""
    capped = _filtered(_ids(), visible, filters).limit(COUNT_UP_TO + 1)
    return session.scalar(select(func.count()).select_from(capped.subquery())) or 0


def _ids() -> Select[Any]:
    return select(Case.id).outerjoin(Employer)


def next_case_to_take(visible: ColumnElement[bool]) -> Case | None:
    """The most urgent open case whose ball is the desk's and that nobody has."""
    free = select(Case).where(
        visible, Case.state == CaseState.OPEN, Case.next_party == "desk", Case.officer_id.is_(None)
    )
    return session.scalars(free.order_by(Case.next_due.is_(None), Case.next_due, Case.id).limit(1)).first()


def _filtered(wanted: Select[Any], visible: ColumnElement[bool], filters: Filters) -> Select[Any]:
    wanted = wanted.where(visible, Case.state == filters.state)
    if filters.party:
        wanted = wanted.where(Case.next_party == filters.party)
    if filters.municipality:
        wanted = wanted.where(Case.municipality == filters.municipality)
    if filters.track in ("registration", "housing", "social"):
        done, total = getattr(Case, f"{filters.track}_done"), getattr(Case, f"{filters.track}_total")
        wanted = wanted.where(done < total)
    if filters.officer:
        nobody = filters.officer == "nobody"
        whose = Case.officer_id.is_(None) if nobody else Case.officer_id == uuid.UUID(filters.officer)
        wanted = wanted.where(whose)
    if filters.late_on:
        wanted = wanted.where(or_(Case.lawful_due < filters.late_on, Case.next_due < filters.late_on))
    for word in folded(filters.search).split():
        wanted = wanted.where(Case.search_text.contains(word, autoescape=True))
    return wanted


def facets(visible: ColumnElement[bool], filters: Filters) -> dict[str, dict[str, int]]:
    """How many open cases each value of party, municipality and officer would show."""
    return {
        "party": _counts(Case.next_party, visible, filters),
        "municipality": _counts(Case.municipality, visible, filters),
        "officer": _counts(Case.officer_id, visible, filters),
    }


def _counts(column: Any, visible: ColumnElement[bool], filters: Filters) -> dict[str, int]:
    rows = session.execute(
        select(column, func.count()).where(visible, Case.state == filters.state).group_by(column)
    )
    return {str(value): count for value, count in rows if value is not None}


def hires_of(visible: ColumnElement[bool], page: int = 1) -> list[Case]:
    """An employer's hires: those it must act on first, then the newest."""
    theirs = (Case.next_party == "employer").desc()
    wanted = select(Case).where(visible).order_by(Case.state.desc(), theirs, Case.arrival.desc(), Case.id)
    return list(session.scalars(wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)))


def visits_before(visible: ColumnElement[bool], moment: datetime) -> list[Case]:
    """Open cases whose visit starts before that moment, by time."""
    wanted = select(Case).where(visible, Case.state == CaseState.OPEN, Case.visit_at < moment)
    return list(session.scalars(wanted.order_by(Case.visit_at)))
