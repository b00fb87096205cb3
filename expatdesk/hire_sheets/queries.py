"""Reading sheets of hires. A visitor's own are found with the condition of `access/policy.py`."""

import secrets
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, SQLColumnExpression, and_, func, or_, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow
from expatdesk.organisations.models import Employer
from expatdesk.people.models import EMPLOYER_SIDE, Person, User
from expatdesk.shared.db import is_one_of, session

PAGE_SIZE = 50
# A row of a sheet by its columns.
WaitingRow = RowMapping
# By the numbers of rows that wait the hire as whom each is known already.
Waiting = dict[int, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class Way:
    """So many hires that go the same way, and what their visits cost at least."""

    route_to: str
    municipality: str | None
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Rush:
    """So many visits of households of one size that one week should hold, for one municipality."""

    week: date
    municipality: str
    people: int
    needed: int


def employer_of(user_id: uuid.UUID | None, employer_id: uuid.UUID | None) -> Employer | None:
    """This employer, if the user hands over its hires: at this very moment (security T09)."""
    works_there = User.employer_id == Employer.id, User.active, User.role.in_(EMPLOYER_SIDE)
    wanted = select(Employer).join(User, and_(*works_there)).where(User.id == user_id, Employer.id == employer_id)
    return session.scalars(wanted).one_or_none()


def find_sheet(condition: ColumnElement[bool], *, to_change: bool = False) -> HireSheet | None:
    """The sheet that meets the condition; `to_change` keeps a second click waiting until the first is through."""
    wanted = select(HireSheet).where(condition)
    if to_change:
        wanted = wanted.with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": to_change}).one_or_none()


def sheets_of(mine: ColumnElement[bool]) -> list[HireSheet]:
    """The sheets that meet the condition, the newest first."""
    return list(session.scalars(select(HireSheet).where(mine).order_by(HireSheet.written_at.desc(), HireSheet.id)))


def count_rows(sheet: HireSheet) -> Counter[str]:
    """How many rows of the sheet are in each state."""
    counted = select(SheetRow.state, func.count()).where(SheetRow.sheet_id == sheet.id).group_by(SheetRow.state)
    return Counter(dict(iter(session.execute(counted))))


def rows_of(sheet: HireSheet, *states: RowState, page: int = 1, size: int = PAGE_SIZE) -> list[SheetRow]:
    """One page of the rows in these states, as they stood."""
    wanted = select(SheetRow).where(SheetRow.sheet_id == sheet.id, SheetRow.state.in_(states))
    return list(session.scalars(wanted.order_by(SheetRow.number).limit(size).offset((page - 1) * size)))


def rows_numbered(sheet: HireSheet, numbers: Collection[int]) -> list[SheetRow]:
    """The rows of the sheet with these numbers, in whatever state."""
    wanted = select(SheetRow).where(SheetRow.sheet_id == sheet.id, SheetRow.number.in_(numbers))
    return list(session.scalars(wanted))


def waiting_rows(
    sheet: HireSheet, state: RowState, size: int, columns: Collection[SQLColumnExpression[Any]]
) -> Sequence[WaitingRow]:
    """Rows in this state, one block of so many numbers: workers who choose at random seldom choose the same.

    `known_as` is the hire whom the employer handed over before under the same reference.
    """
    waiting = SheetRow.sheet_id == sheet.id, SheetRow.state == state
    blocks = session.scalars(select(func.distinct(SheetRow.number // size)).where(*waiting)).all()
    if not blocks:
        return []
    first = secrets.choice(blocks) * size
    wanted = _with_known(sheet, *columns).where(*waiting, SheetRow.number.between(first, first + size - 1))
    return session.execute(wanted.order_by(SheetRow.number)).mappings().all()


def rows_still_waiting(sheet: HireSheet, state: RowState, numbers: Collection[int]) -> Waiting:
    """Those of these rows that are in this state, with `known_as` by their numbers: ours until the commit."""
    which = SheetRow.sheet_id == sheet.id, SheetRow.state == state, is_one_of(SheetRow.number, numbers)
    wanted = _with_known(sheet, SheetRow.number).where(*which).order_by(SheetRow.number)
    return dict(iter(session.execute(wanted.with_for_update(of=SheetRow))))


def _with_known(sheet: HireSheet, *columns: SQLColumnExpression[Any]) -> Select[Any]:
    same = and_(Case.employer_id == sheet.employer_id, Case.reference == SheetRow.reference)
    return select(*columns, Case.id.label("known_as")).outerjoin_from(SheetRow, Case, same)


def ways_of(sheet: HireSheet) -> list[Way]:
    """Where the hires that are right go to, those of the desk first."""
    by = (SheetRow.route_to, SheetRow.municipality)
    wanted = select(*by, func.count(), func.sum(SheetRow.fee_cents)).where(_right_rows(sheet))
    ways = [Way(to or "", town, count, cents) for to, town, count, cents in session.execute(wanted.group_by(*by))]
    return sorted(ways, key=lambda way: (way.route_to, -way.count))


def rushes_of(sheet: HireSheet) -> list[Rush]:
    """How many visits each week should hold, in the order of the weeks."""
    by = (SheetRow.week, SheetRow.municipality, SheetRow.hire["people_expected"].as_integer().label("people"))
    wanted = select(*by, func.count()).where(_right_rows(sheet), SheetRow.week.is_not(None)).group_by(*by)
    found = session.execute(wanted.order_by(*by))
    return [Rush(week, town, people, needed) for week, town, people, needed in found if week and town]


def _right_rows(sheet: HireSheet) -> ColumnElement[bool]:
    return (SheetRow.sheet_id == sheet.id) & (SheetRow.state == RowState.RIGHT)


def count_alike(sheet: HireSheet, visible: ColumnElement[bool]) -> int:
    """How many hires that are right look like another one, of the sheet or of those before that are visible."""
    alike = or_(SheetRow.twin_of.is_not(None), SheetRow.like_id.in_(select(Case.id).where(visible)))
    return session.scalar(select(func.count()).select_from(SheetRow).where(_right_rows(sheet), alike)) or 0


def open_hires_by(
    employer_id: uuid.UUID, emails: Collection[str], name_keys: Collection[str], department: str | None
) -> tuple[dict[str, uuid.UUID], dict[str, uuid.UUID]]:
    """Open hires of this employer, or of one department, by their address and by what their names share."""
    open_ones = [Case.employer_id == employer_id, Case.state == CaseState.OPEN]
    if department:
        open_ones.append(Case.department == department)
    with_email = select(Case.email.label("mark"), Case.id.label("case_id")).where(is_one_of(Case.email, emails))
    named = select(Person.name_key.label("mark"), Person.case_id).where(
        Person.position == 0, is_one_of(Person.name_key, name_keys)
    )
    return _among(with_email, open_ones), _among(named, open_ones)


def _among(found: Select[Any, uuid.UUID], those: Collection[ColumnElement[bool]]) -> dict[str, uuid.UUID]:
    """Those of what was found, which is looked up first: not all hires of an employer are read for a few."""
    few = found.cte().prefix_with("MATERIALIZED")
    wanted = select(few.c.mark, Case.id).join(Case, Case.id == few.c.case_id)
    return dict(iter(session.execute(wanted.where(*those))))


def titles_of(cases: Collection[uuid.UUID], visible: ColumnElement[bool]) -> dict[uuid.UUID, str]:
    """The names of these hires, as far as they are visible."""
    found = session.execute(select(Case.id, Case.title).where(Case.id.in_(cases), visible))
    return dict(iter(found))
