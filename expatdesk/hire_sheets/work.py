"""The worker's part: check the rows of sheets, and take over those that are right.

The rows are the truth. A chunk of them is one transaction: killed half-way, the next round goes on with the rest.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select, update

from expatdesk.cases.actions import Hire
from expatdesk.cases.opening import Foresight, Outlook, open_cases
from expatdesk.hire_sheets.checking import Rules, check_row
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow, SheetState
from expatdesk.hire_sheets.queries import cases_by_reference, employer_of, open_hires_by, rows_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.people.names import name_key
from expatdesk.rules.outcome import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session

# So many rows are one transaction; others wait for less than half a second.
CHECKED_AT_ONCE, TAKEN_AT_ONCE = 500, 500

Chunk = tuple[HireSheet, list[SheetRow]]


def check_waiting(rules_of: Callable[[], Rules], region: Region, today: date) -> None:
    """Check all rows that wait for it, by these rules. Commits chunk by chunk."""
    for sheet, rows in _chunks(SheetState.CHECKING, RowState.GIVEN, CHECKED_AT_ONCE, after=SheetState.CHECKED):
        _check(sheet, rows, rules_of(), region, today)


def take_waiting(region: Region, today: date) -> None:
    """Open a case for each row that is right, of the sheets whose giver said so. Commits chunk by chunk."""
    for sheet, rows in _chunks(SheetState.TAKING, RowState.RIGHT, TAKEN_AT_ONCE, after=SheetState.DONE):
        if employer_of(sheet.user_id, sheet.employer_id):
            _take_over(sheet, rows, region, today)
        else:
            _stop(sheet)


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
    rows = rows_of(sheet, waiting, size=size, to_change=True) if sheet and sheet.state == state else []
    return (sheet, rows) if sheet and rows else None


def _move_on(sheet_id: uuid.UUID, state: SheetState, waiting: RowState, after: SheetState) -> None:
    """Rows that another worker holds still wait; it is the one that moves the sheet on then."""
    left = exists().where(SheetRow.sheet_id == sheet_id, SheetRow.state == waiting)
    mine = update(HireSheet).where(HireSheet.id == sheet_id, HireSheet.state == state, ~left)
    session.execute(mine.values(state=after))
    session.commit()


def _check(sheet: HireSheet, rows: Sequence[SheetRow], rules: Rules, region: Region, today: date) -> None:
    foresight, right = _foresight(sheet, region, today), []
    sheet.invoice_customer = foresight.employer.invoice_customer
    sheet.fee_exempt = foresight.employer.fee_exempt
    for row in _unknown(rows, foresight.employer):
        hire = check_row(row.cells, row.withheld, rules).hire
        if hire is None or row.same_as is not None:
            row.state = RowState.WRONG
            continue
        row.state, row.hire = RowState.RIGHT, hire.as_json()
        right.append((row, hire))
        _foresee(row, hire, foresight.outlook(hire), today)
    _note_alike(sheet, right)


def _foresee(row: SheetRow, hire: Hire, outlook: Outlook, today: date) -> None:
    row.route_to, row.municipality = outlook.route.to, outlook.route.municipality
    row.fee_cents = outlook.fee.total_incl_cents
    if outlook.route.to is Destination.DESK and hire.arrival is not None:
        day = max(hire.arrival, today)
        row.week = day - timedelta(days=day.weekday())


def _note_alike(sheet: HireSheet, right: Sequence[tuple[SheetRow, Hire]]) -> None:
    keys = [name_key(hire.full_name) or "" for _row, hire in right]
    emails, department = {hire.email for _row, hire in right}, _department_of(sheet)
    by_email, by_name = open_hires_by(sheet.employer_id, emails, set(keys), department)
    for (row, hire), key in zip(right, keys, strict=True):
        row.like_id = by_email.get(hire.email) or by_name.get(key)


def _take_over(sheet: HireSheet, rows: Sequence[SheetRow], region: Region, today: date) -> None:
    foresight = _foresight(sheet, region, today)
    # Another sheet with the same hire may have been quicker.
    unknown, department = _unknown(rows, foresight.employer), _department_of(sheet)
    right = [(row, Hire.from_json(row.hire or {}).within(department)) for row in unknown]
    cases = open_cases([(row.reference or "", hire) for row, hire in right], foresight)
    for (row, _hire), case_id in zip(right, cases, strict=True):
        row.state, row.case_id, row.cells, row.hire = RowState.TAKEN, case_id, {}, None


def _stop(sheet: HireSheet) -> None:
    """Whoever said that the hires are submitted was removed meanwhile: the rest waits for them (security T09)."""
    sheet.state = SheetState.CHECKED
    record("sheet_stopped", by=SYSTEM, user_id=str(sheet.user_id))


def _unknown(rows: Sequence[SheetRow], employer: Employer) -> list[SheetRow]:
    """The rows whose hires the employer did not hand over before; the others are marked as known."""
    known = cases_by_reference(employer.id, [row.reference for row in rows if row.reference])
    for row in rows:
        if case_id := known.get(row.reference or ""):
            row.state, row.case_id = RowState.KNOWN, case_id
    return [row for row in rows if row.state != RowState.KNOWN]


def _department_of(sheet: HireSheet) -> str | None:
    """The one to whose hires the giver of the sheet is limited; of others they learn nothing (security T05)."""
    return session.get_one(User, sheet.user_id).department


def _foresight(sheet: HireSheet, region: Region, today: date) -> Foresight:
    """What will follow for this employer, and for whoever acts for it in the history of each hire."""
    employer, user = session.get_one(Employer, sheet.employer_id), session.get_one(User, sheet.user_id)
    return Foresight(employer, Actor(user.role, user.name, user.id, employer.name), region, today)
