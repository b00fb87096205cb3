"""The worker's part: check the rows of sheets, and take over those that are right.

The rows are the truth. A chunk of them is one transaction: killed half-way, the next round goes on with the rest.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from sqlalchemy import ColumnElement, delete, exists, null, select, update
from sqlalchemy.exc import IntegrityError

from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import departments_to_give
from expatdesk.cases.models import Case
from expatdesk.cases.opening import Foresight, Outlook, open_cases
from expatdesk.hire_sheets.checking import Rules, check_row
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow, SheetState
from expatdesk.hire_sheets.queries import WaitingRow, employer_of, open_hires_by, waiting_rows
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.people.names import name_key
from expatdesk.rules.outcome import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, is_one_of, session, table_of
from expatdesk.shared.many_rows import Row, write_rows

# So many rows are one transaction; others wait for less than half a second.
CHECKED_AT_ONCE, TAKEN_AT_ONCE = 1000, 500
# Two workers may choose the same code for a case, or have the same hire in two sheets: one looks at its rows anew.
TRIES = 3
ROWS = table_of(SheetRow)

Chunk = tuple[HireSheet, Sequence[WaitingRow]]


def check_waiting(rules_of: Callable[[tuple[str, ...]], Rules], region: Region, today: date) -> None:
    """Check all rows that wait for it, by the rules for who has these departments. Commits chunk by chunk."""
    foresight, rules_for = Foresight(region, today), cache(rules_of)
    for sheet, rows in _chunks(SheetState.CHECKING, RowState.GIVEN, CHECKED_AT_ONCE, after=SheetState.CHECKED):
        departments = departments_to_give(sheet.employer_id, _giver(sheet).department)
        _check(sheet, rows, rules_for(departments), foresight)


def take_waiting(region: Region, today: date) -> None:
    """Open a case for each row that is right, of the sheets whose giver said so. Commits chunk by chunk."""
    foresight, failures = Foresight(region, today), 0
    for sheet, rows in _chunks(SheetState.TAKING, RowState.RIGHT, TAKEN_AT_ONCE, after=SheetState.DONE):
        try:
            _take_over_or_stop(sheet, rows, foresight)
            failures = 0
        except IntegrityError:
            failures += 1
            if failures == TRIES:
                raise
            session.rollback()


def _chunks(state: SheetState, waiting: RowState, size: int, *, after: SheetState) -> Iterator[Chunk]:
    """Rows that wait, chunk by chunk, of each sheet in this state; with the last one the sheet is in the next.

    A chunk is ours until its commit. Several workers share a sheet: none waits for what another one holds.
    """
    for sheet_id in session.scalars(select(HireSheet.id).where(HireSheet.state == state)).all():
        while chunk := _chunk(sheet_id, state, waiting, size):
            yield chunk
            session.commit()
        _move_on(sheet_id, state, waiting, after)


def _chunk(sheet_id: uuid.UUID, state: SheetState, waiting: RowState, size: int) -> Chunk | None:
    begin_immediate()
    sheet = session.get(HireSheet, sheet_id)
    rows = waiting_rows(sheet, waiting, size) if sheet and sheet.state == state else []
    return (sheet, rows) if sheet and rows else None


def _move_on(sheet_id: uuid.UUID, state: SheetState, waiting: RowState, after: SheetState) -> None:
    """Rows that another worker holds still wait; it is the one that moves the sheet on then."""
    left = exists().where(SheetRow.sheet_id == sheet_id, SheetRow.state == waiting)
    mine = update(HireSheet).where(HireSheet.id == sheet_id, HireSheet.state == state, ~left)
    session.execute(mine.values(state=after))
    session.commit()


def _check(sheet: HireSheet, rows: Sequence[WaitingRow], rules: Rules, foresight: Foresight) -> None:
    """Write these rows anew with what was found: quicker than to change one after the other."""
    employer = session.get_one(Employer, sheet.employer_id)
    sheet.invoice_customer, sheet.fee_exempt = employer.invoice_customer, employer.fee_exempt
    right = {row["number"]: hire for row in rows if (hire := _hire_in(row, rules))}
    likes = _likes(sheet, right)
    found = []
    for row in rows:
        hire = right.get(row["number"])
        foreseen = _foreseen(hire, foresight.outlook(hire, employer), foresight.today) if hire else {}
        found.append({**row, **_state_of(row, hire), **foreseen, "like_id": likes.get(row["number"])})
    session.execute(delete(ROWS).where(*_these(sheet, rows)))
    write_rows(SheetRow, found)


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


def _take_over_or_stop(sheet: HireSheet, rows: Sequence[WaitingRow], foresight: Foresight) -> None:
    if employer_of(sheet.user_id, sheet.employer_id):
        _take_over(sheet, rows, foresight)
    else:
        _stop(sheet)


def _take_over(sheet: HireSheet, rows: Sequence[WaitingRow], foresight: Foresight) -> None:
    employer, user = session.get_one(Employer, sheet.employer_id), _giver(sheet)
    # Another sheet with the same hire may have been quicker.
    known, unknown = [row for row in rows if row["known_as"]], [row for row in rows if not row["known_as"]]
    hires = [(row["reference"], Hire.from_json(row["hire"]).within(user.department)) for row in unknown]
    by = Actor(user.role, user.name, user.id, employer.name)
    open_cases(hires, employer, by, foresight)
    theirs = Case.employer_id == employer.id, Case.reference == ROWS.c.reference
    case_id = select(Case.id).where(*theirs).scalar_subquery()
    for state, those in ((RowState.KNOWN, known), (RowState.TAKEN, unknown)):
        told = {"state": state, "case_id": case_id, "cells": {}, "hire": null()}
        session.execute(update(ROWS).where(*_these(sheet, those)).values(told))


def _stop(sheet: HireSheet) -> None:
    """Whoever said that the hires are submitted was removed meanwhile: the rest waits for them (security T09)."""
    sheet.state = SheetState.CHECKED
    record("sheet_stopped", by=SYSTEM, user_id=str(sheet.user_id))


def _these(sheet: HireSheet, rows: Sequence[WaitingRow]) -> tuple[ColumnElement[bool], ...]:
    return ROWS.c.sheet_id == sheet.id, is_one_of(ROWS.c.number, [row["number"] for row in rows])


def _giver(sheet: HireSheet) -> User:
    """Who gave the sheet; limited to a department, they learn nothing of the hires of others (security T05)."""
    return session.get_one(User, sheet.user_id)
