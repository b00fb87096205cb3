"""The worker's part: check the rows of sheets, and take over those that are right.

The rows are the truth. A block of them is one transaction: killed half-way, the next round goes on with the rest.
What takes long is thought of before that transaction, so that several workers think at once.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, delete, exists, null, select, update
from sqlalchemy.exc import IntegrityError

from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import departments_to_give
from expatdesk.cases.models import Case
from expatdesk.cases.opening import Foresight, Outlook, ReadyCase, open_cases, ready_cases
from expatdesk.hire_sheets.checking import Rules, check_row
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow, SheetState
from expatdesk.hire_sheets.queries import (
    Waiting,
    WaitingRow,
    employer_of,
    open_hires_by,
    rows_still_waiting,
    waiting_rows,
)
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.people.names import name_key
from expatdesk.rules.outcome import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, is_one_of, session, table_of
from expatdesk.shared.many_rows import Row, write_rows

# Two workers may choose the same code for a case, or have the same hire in two sheets: one looks at its rows anew.
TRIES = 3
ROWS = table_of(SheetRow)

Thought = TypeVar("Thought")
# By the numbers of rows: what they become, and the case that each of them will be.
Found = dict[int, Row]
Ready = dict[int, ReadyCase]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is done to a sheet in this state: to rows that wait, so many at once, by these columns of theirs."""

    state: SheetState
    waiting: RowState
    after: SheetState
    size: int
    columns: tuple[Column[Any], ...]


CHECKING = Stage(SheetState.CHECKING, RowState.GIVEN, SheetState.CHECKED, 1000, tuple(ROWS.columns))
TAKING = Stage(
    SheetState.TAKING, RowState.RIGHT, SheetState.DONE, 500, (ROWS.c.number, ROWS.c.reference, ROWS.c.hire)
)


def check_waiting(rules_of: Callable[[tuple[str, ...]], Rules], region: Region, today: date) -> None:
    """Check all rows that wait for it, by the rules for who has these departments. Commits block by block."""
    foresight, rules_for = Foresight(region, today), cache(rules_of)

    def check(sheet: HireSheet, rows: Sequence[WaitingRow]) -> Found:
        departments = departments_to_give(sheet.employer_id, _giver(sheet).department)
        return _check(sheet, rows, rules_for(departments), foresight)

    _work_off(CHECKING, check, _keep_found)


def take_waiting(region: Region, today: date) -> None:
    """Open a case for each row that is right, of the sheets whose giver said so. Commits block by block."""
    foresight = Foresight(region, today)

    def make_ready(sheet: HireSheet, rows: Sequence[WaitingRow]) -> Ready:
        return _ready(sheet, rows, foresight)

    _work_off(TAKING, make_ready, _take_over_or_stop)


def _work_off(
    stage: Stage,
    think: Callable[[HireSheet, Sequence[WaitingRow]], Thought],
    keep: Callable[[HireSheet, Waiting, Thought], None],
) -> None:
    """Think about a block of rows while others write, and only then ask for our turn, to keep what came of it.

    Meanwhile another worker may have done with these rows, or the employer may have changed: what was thought of
    those is thrown away.
    """
    for sheet_id in session.scalars(select(HireSheet.id).where(HireSheet.state == stage.state)).all():
        failures = 0
        while (sheet := _sheet_at(stage, sheet_id)) and (rows := _rows(sheet, stage)):
            grounds = _grounds(sheet)
            thought = think(sheet, rows)
            begin_immediate()
            try:
                if (sheet := _sheet_at(stage, sheet_id)) and _grounds(sheet) == grounds:
                    keep(sheet, rows_still_waiting(sheet, stage.waiting, [row["number"] for row in rows]), thought)
                session.commit()
                failures = 0
            except IntegrityError:
                session.rollback()
                failures += 1
                if failures == TRIES:
                    raise
        _move_on(sheet_id, stage)


def _sheet_at(stage: Stage, sheet_id: uuid.UUID) -> HireSheet | None:
    sheet = session.get(HireSheet, sheet_id)
    return sheet if sheet and sheet.state == stage.state else None


def _rows(sheet: HireSheet, stage: Stage) -> Sequence[WaitingRow]:
    return waiting_rows(sheet, stage.waiting, stage.size, stage.columns)


def _grounds(sheet: HireSheet) -> object:
    """What is thought of the rows of a sheet holds for this employer, and a giver with this department."""
    wanted = select(table_of(Employer), User.department).where(Employer.id == sheet.employer_id)
    return session.execute(wanted.join(User, User.id == sheet.user_id)).one_or_none()


def _move_on(sheet_id: uuid.UUID, stage: Stage) -> None:
    """A sheet of which no row waits any more is in the next state."""
    begin_immediate()
    left = exists().where(SheetRow.sheet_id == sheet_id, SheetRow.state == stage.waiting)
    mine = update(HireSheet).where(HireSheet.id == sheet_id, HireSheet.state == stage.state, ~left)
    session.execute(mine.values(state=stage.after))
    session.commit()


def _check(sheet: HireSheet, rows: Sequence[WaitingRow], rules: Rules, foresight: Foresight) -> Found:
    employer = session.get_one(Employer, sheet.employer_id)
    right = {row["number"]: hire for row in rows if (hire := _hire_in(row, rules))}
    likes = _likes(sheet, right)
    found = {}
    for row in rows:
        hire = right.get(row["number"])
        foreseen = _foreseen(hire, foresight.outlook(hire, employer), foresight.today) if hire else {}
        found[row["number"]] = {**row, **_state_of(row, hire), **foreseen, "like_id": likes.get(row["number"])}
    return found


def _keep_found(sheet: HireSheet, waiting: Waiting, found: Found) -> None:
    """Write the rows anew with what was found: quicker than to change one after the other."""
    employer = session.get_one(Employer, sheet.employer_id)
    sheet.invoice_customer, sheet.fee_exempt = employer.invoice_customer, employer.fee_exempt
    session.execute(delete(ROWS).where(*_these(sheet, waiting)))
    write_rows(SheetRow, [found[number] for number in waiting])


def _hire_in(row: WaitingRow, rules: Rules) -> Hire | None:
    """The hire of a row that can be submitted."""
    if row["known_as"] or row["same_as"] is not None:
        return None
    return check_row(row["cells"], row["withheld"], rules).hire


def _state_of(row: WaitingRow, hire: Hire | None) -> Row:
    if row["known_as"]:
        return {"state": RowState.KNOWN, "case_id": row["known_as"]}
    return {"state": RowState.RIGHT, "hire": hire.as_json()} if hire else {"state": RowState.WRONG}


def _foreseen(hire: Hire, outlook: Outlook, today: date) -> Row:
    route, week = outlook.route, None
    if route.to is Destination.DESK and hire.arrival is not None:
        day = max(hire.arrival, today)
        week = day - timedelta(days=day.weekday())
    return {
        "route_to": route.to, "municipality": route.municipality, "fee_cents": outlook.fee.total_incl_cents,
        "week": week,
    }  # fmt: skip


def _likes(sheet: HireSheet, right: Mapping[int, Hire]) -> dict[int, uuid.UUID | None]:
    """By the number of a row the open hire that it looks like."""
    keys = {number: name_key(hire.full_name) or "" for number, hire in right.items()}
    emails, department = {hire.email for hire in right.values()}, _giver(sheet).department
    by_email, by_name = open_hires_by(sheet.employer_id, emails, set(keys.values()), department)
    return {number: by_email.get(hire.email) or by_name.get(keys[number]) for number, hire in right.items()}


def _ready(sheet: HireSheet, rows: Sequence[WaitingRow], foresight: Foresight) -> Ready:
    employer, department = session.get_one(Employer, sheet.employer_id), _giver(sheet).department
    unknown = [row for row in rows if not row["known_as"]]
    hires = [(row["reference"], Hire.from_json(row["hire"]).within(department)) for row in unknown]
    return dict(zip([row["number"] for row in unknown], ready_cases(hires, employer, foresight), strict=True))


def _take_over_or_stop(sheet: HireSheet, waiting: Waiting, ready: Ready) -> None:
    if employer := employer_of(sheet.user_id, sheet.employer_id):
        _take_over(sheet, employer, waiting, ready)
    else:
        _stop(sheet)


def _take_over(sheet: HireSheet, employer: Employer, waiting: Waiting, ready: Ready) -> None:
    user = _giver(sheet)
    # Another sheet with the same hire may have been quicker.
    known = [number for number, known_as in waiting.items() if known_as]
    unknown = [number for number in waiting if number in ready and number not in known]
    open_cases(
        [ready[number] for number in unknown], employer, Actor(user.role, user.name, user.id, employer.name)
    )
    theirs = Case.employer_id == employer.id, Case.reference == ROWS.c.reference
    case_id = select(Case.id).where(*theirs).scalar_subquery()
    for state, those in ((RowState.KNOWN, known), (RowState.TAKEN, unknown)):
        told = {"state": state, "case_id": case_id, "cells": {}, "hire": null()}
        session.execute(update(ROWS).where(*_these(sheet, those)).values(told))


def _stop(sheet: HireSheet) -> None:
    """Whoever said that the hires are submitted was removed meanwhile: the rest waits for them (security T09)."""
    sheet.state = SheetState.CHECKED
    record("sheet_stopped", by=SYSTEM, user_id=str(sheet.user_id))


def _these(sheet: HireSheet, numbers: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return ROWS.c.sheet_id == sheet.id, is_one_of(ROWS.c.number, numbers)


def _giver(sheet: HireSheet) -> User:
    """Who gave the sheet; limited to a department, they learn nothing of the hires of others (security T05)."""
    return session.get_one(User, sheet.user_id)
