"""Reading what an employer sees: its hires, and the drafts it has not sent yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union

from expatdesk.cases.models import Case, CaseState, HireDraft
from expatdesk.cases.worklist import COUNT_UP_TO, PAGE_SIZE
from expatdesk.people.models import Person
from expatdesk.people.names import folded, name_key
from expatdesk.rules.plan import Party
from expatdesk.shared.db import session

Rows = Select[*tuple[Any, ...]]
# What is due within this time stands on top of the employer's list.
SOON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class ListedHire:
    """A hire in the list, and whether the employer has to act on it now."""

    case: Case
    acts_now: bool


def hires_of(
    visible: ColumnElement[bool], today: date, *, state: CaseState, search: str = "", page: int = 1
) -> list[ListedHire]:
    """One page of an employer's hires: those it must act on now by their date, then the newest."""
    now = _acts_now(today)
    wanted = _found(select(Case, now), visible, state, search)
    due = case((now, Case.employer_due))
    ordered = wanted.order_by(now.desc(), due.is_(None), due, Case.opened_at.desc(), Case.id)
    rows = session.execute(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return [ListedHire(row, bool(acts_now)) for row, acts_now in rows]


def count_hires(visible: ColumnElement[bool], *, state: CaseState, search: str = "") -> int:
    """How many hires there are, counted up to COUNT_UP_TO + 1."""
    capped = _found(select(Case.id), visible, state, search).limit(COUNT_UP_TO + 1)
    return session.scalar(select(func.count()).select_from(capped.subquery())) or 0


def count_to_act_on(visible: ColumnElement[bool], today: date) -> int:
    """How many open hires wait for the employer now."""
    waiting = _found(select(Case.id), visible, CaseState.OPEN, "").where(_acts_now(today)).limit(COUNT_UP_TO + 1)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def _acts_now(today: date) -> ColumnElement[bool]:
    soon = or_(Case.employer_due.is_(None), Case.employer_due <= today + SOON)
    return or_(Case.next_party == Party.EMPLOYER, and_(Case.employer_acts, soon))


def _found(wanted: Rows, visible: ColumnElement[bool], state: CaseState, search: str) -> Rows:
    """By the principal's name alone: the other members of a household are none of the employer's business."""
    # What is erased stays in the employer's list of what is over: as a line that says so.
    over = Case.state != CaseState.OPEN
    wanted = wanted.where(visible, Case.state == state if state == CaseState.OPEN else over)
    for word in folded(search).split():
        wanted = wanted.where(Case.name_search.contains(word, autoescape=True))
    return wanted


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
