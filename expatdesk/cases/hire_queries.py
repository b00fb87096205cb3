"""Reading what an employer sees: its hires, and the drafts it has not sent yet."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select, union

from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.list_pages import ListPage, Place, page_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.worklist import COUNT_UP_TO, PAGE_SIZE
from expatdesk.logbook.queries import last_of_cases
from expatdesk.people.models import Person
from expatdesk.people.names import name_key
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session
from expatdesk.shared.folding import folded

Rows = Select[*tuple[Any, ...]]
# What is due within this time stands on top of the employer's list.
SOON = timedelta(days=28)
TURN, DAY, NAME, START = "turn", "day", "name", "start"
SORTS = (TURN, DAY, NAME, START)
# Those that tell nothing of how far a plan was when the hire was closed.
CLOSED_SORTS = (NAME, START)
DAYS: Mapping[EmployerDay, Any] = {what: getattr(Case, f"{what}_due") for what in EmployerDay}
# For hires without a day: behind all others that wait for the employer, or do not.
NEVER = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class HireFilters:
    """What a list of hires shows. Empty means all; `until` asks for a day on it or before."""

    state: CaseState = CaseState.OPEN
    search: str = ""
    party: str = ""
    department: str = ""
    what: EmployerDay | None = None
    until: date | None = None
    sort: str = TURN


@dataclass(frozen=True, slots=True)
class ListedHire:
    """A hire in the list, and whether the employer has to act on it now."""

    case: Case
    acts_now: bool


@dataclass(frozen=True, slots=True)
class HirePage:
    """One page of the list, where the pages around it begin, and what stands on it."""

    hires: list[ListedHire]
    before: Place | None
    after: Place | None


def page_of_hires(
    visible: ColumnElement[bool], filters: HireFilters, today: date, beyond: Place | None = None
) -> HirePage:
    """One page of an employer's hires; sorted by turn, those it must act on now by their date come first."""
    by = sorted_by(filters.sort, today)
    found = page_of(_rows(visible, filters, today, by), by, Case.id, PAGE_SIZE, beyond)
    return HirePage(
        _listed(found),
        Place(found.rows[0].by, found.rows[0].Case.id, backwards=True)
        if found.has_before and found.rows
        else None,
        Place(found.rows[-1].by, found.rows[-1].Case.id) if found.has_after else None,
    )


def every_hire(visible: ColumnElement[bool], filters: HireFilters, today: date, most: int) -> list[ListedHire]:
    """All of them in their order; of more than `most` one more, so that the caller can tell."""
    by = sorted_by(filters.sort, today)
    rows = _rows(visible, filters, today, by).order_by(by.nulls_last(), Case.id).limit(most + 1)
    return _listed(ListPage(list(session.execute(rows)), has_before=False, has_after=False))


def sorted_by(sort: str, today: date) -> Any:
    """What a list is sorted by. The first working day is the one that the employer told: it sees no other."""
    match sort:
        case "day":
            return Case.calendar_due
        case "name":
            # As it is searched: Ç stands at C. What is erased has no name, and comes behind all that have one.
            return func.nullif(Case.name_search, "", type_=String)
        case "start":
            return Case.as_submitted["first_working_day"].as_string()
        case _:
            return _by_turn(today)


def _by_turn(today: date) -> ColumnElement[str]:
    """One text for whose turn and which day, so that a page begins where another one ended."""
    theirs = literal("0") + func.coalesce(cast(Case.employer_due, String), NEVER)
    others = literal("1") + func.coalesce(cast(Case.calendar_due, String), NEVER)
    return case((_acts_now(today), theirs), else_=others)


def _rows(visible: ColumnElement[bool], filters: HireFilters, today: date, by: Any) -> Rows:
    return _found(select(Case, _acts_now(today).label("acts_now"), by.label("by")), visible, filters, today)


def _listed(found: ListPage) -> list[ListedHire]:
    return [ListedHire(row.Case, bool(row.acts_now)) for row in found.rows]


def visits_among(
    shared: ColumnElement[bool], ids: Iterable[uuid.UUID], since: datetime
) -> dict[uuid.UUID, datetime]:
    """Of these hires, the visits that are shared with the employer and still to come."""
    wanted = select(Case.id, Case.visit_at).where(shared, Case.id.in_(list(ids)), Case.state == CaseState.OPEN)
    return {case_id: at for case_id, at in session.execute(wanted.where(Case.visit_at >= since)) if at}


def shared_among(shared: ColumnElement[bool], ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Of these hires, those that meet the condition."""
    return set(session.scalars(select(Case.id).where(shared, Case.id.in_(list(ids)))))


def count_hires(visible: ColumnElement[bool], filters: HireFilters, today: date, up_to: int = COUNT_UP_TO) -> int:
    """How many hires there are, counted up to one more than this."""
    capped = _found(select(Case.id), visible, filters, today).limit(up_to + 1)
    return session.scalar(select(func.count()).select_from(capped.subquery())) or 0


def count_to_act_on(visible: ColumnElement[bool], today: date) -> int:
    """How many open hires wait for the employer now."""
    theirs = HireFilters(party=Party.EMPLOYER)
    waiting = _found(select(Case.id), visible, theirs, today).limit(COUNT_UP_TO + 1)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def waits_for_employer(case: Case, today: date) -> bool:
    """Whether it is the employer's turn too, whoever else's it is."""
    return bool(session.scalar(select(_acts_now(today)).where(Case.id == case.id)))


def _acts_now(today: date) -> ColumnElement[bool]:
    soon = or_(Case.employer_due.is_(None), Case.employer_due <= today + SOON)
    waits = or_(Case.employer_party == Party.EMPLOYER, and_(Case.employer_acts, soon))
    return and_(Case.state == CaseState.OPEN, waits)


def _found(wanted: Rows, visible: ColumnElement[bool], filters: HireFilters, today: date) -> Rows:
    """By the principal's name alone: the other members of a household are none of the employer's business."""
    # What is erased stays in the employer's list of what is over: as a line that says so.
    is_open = filters.state == CaseState.OPEN
    wanted = wanted.where(visible, Case.state == CaseState.OPEN if is_open else Case.state != CaseState.OPEN)
    for word in folded(filters.search).split():
        wanted = wanted.where(Case.name_search.contains(word, autoescape=True))
    if filters.party == Party.EMPLOYER:
        # What waits for them as the list says it, also while it is somebody else's turn besides.
        wanted = wanted.where(_acts_now(today))
    elif filters.party:
        wanted = wanted.where(Case.employer_party == filters.party)
    if filters.department:
        wanted = wanted.where(Case.department == filters.department)
    day = DAYS[filters.what] if filters.what else Case.calendar_due
    if filters.what:
        wanted = wanted.where(day.is_not(None))
    return wanted.where(day <= filters.until) if filters.until else wanted


def find_draft(condition: ColumnElement[bool], *, to_change: bool = False) -> HireDraft | None:
    """The draft that meets the condition; `to_change` keeps a second click waiting until the first is through."""
    wanted = select(HireDraft).where(condition)
    if to_change:
        wanted = wanted.with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": to_change}).one_or_none()


def unsent_drafts(mine: ColumnElement[bool]) -> list[HireDraft]:
    """The drafts that meet the condition and were not sent, the newest first."""
    unsent = select(HireDraft).where(mine, HireDraft.case_id.is_(None))
    return list(session.scalars(unsent.order_by(HireDraft.written_at.desc(), HireDraft.id)))


def open_hires_alike(visible: ColumnElement[bool], email: str, name: str) -> list[Case]:
    """Open hires of the employer with this address, or of somebody of this name: perhaps submitted before."""
    principals = select(Person.case_id).where(Person.name_key == name_key(name), Person.position == 0)
    with_email = select(Case.id).where(Case.email == email.strip().lower())
    ids = union(with_email, principals).subquery()
    same = select(Case).where(visible, Case.state == CaseState.OPEN, Case.id.in_(select(ids.c[0])))
    return list(session.scalars(same.order_by(Case.opened_at.desc(), Case.id)))


def hires_by_code(visible: ColumnElement[bool], codes: Iterable[str]) -> dict[str, Case]:
    """Of these codes of cases the hires that are still there and may be seen."""
    found = select(Case).where(visible, Case.code.in_(set(codes)), Case.state != CaseState.ERASED)
    return {hire.code: hire for hire in session.scalars(found)}


def withdrawn_on(case: Case) -> date | None:
    """The day on which its employer withdrew this hire, if that closed it."""
    return withdrawn_among([case]).get(case.id)


def withdrawn_among(cases: Iterable[Case]) -> dict[uuid.UUID, date]:
    """The same of several hires, those that were withdrawn alone."""
    closed = {case.id: case.closed_on for case in cases if case.closed_on is not None}
    last = last_of_cases(closed, "hire_withdrawn") if closed else {}
    return {of: closed[of] for of, at in last.items() if at.astimezone(AMSTERDAM).date() >= closed[of]}
