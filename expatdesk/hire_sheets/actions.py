"""What becomes of a sheet: kept, thrown away, or taken over. Nothing here commits."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from expatdesk.cases.models import LONGEST_REFERENCE
from expatdesk.hire_sheets.models import LONGEST_NAME, HireSheet, RowState, SheetRow, SheetState
from expatdesk.hire_sheets.queries import count_rows
from expatdesk.hire_sheets.rows import Given, GivenRow, name_in
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.names import name_key
from expatdesk.people.throttle import Limit
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.many_rows import write_rows

# As drafts do: what was not taken over is nobody's file.
SHEETS_LAST = timedelta(days=7)
# Mending a sheet takes some rounds; each is a file to be read, and up to 10,000 rows that are kept for a week.
SHEETS_OF = Limit("sheets-of", 20, timedelta(hours=1), quiet=True)


def keep_sheet(given: Given, name: str, *, employer: Employer, by: Actor) -> HireSheet:
    """Keep a sheet as it was given; the worker checks it."""
    sheet = HireSheet(
        user_id=by.user_id, employer_id=employer.id, name=name[:LONGEST_NAME], columns=list(given.columns),
        unknown=list(given.unknown), missing=list(given.missing), total=len(given.rows),
        state=SheetState.CHECKING, written_at=now(),
    )  # fmt: skip
    session.add(sheet)
    erase_old_sheets()
    session.flush()
    write_rows(SheetRow, [{"sheet_id": sheet.id, **row} for row in _as_rows(given.rows)])
    record("sheet_given", by=by, rows=sheet.total)
    jobs.ring()
    return sheet


def _as_rows(rows: Iterable[GivenRow]) -> Iterable[dict[str, Any]]:
    """The rows with what each has in common with an earlier one."""
    references: dict[str, int] = {}
    people: dict[str, int] = {}
    for row in rows:
        reference = row.cells.get("reference", "")
        seen = [people[mark] for mark in _marks(row) if mark in people]
        yield {
            "number": row.number, "state": RowState.GIVEN, "cells": row.cells, "withheld": row.withheld,
            "reference": reference[:LONGEST_REFERENCE] or None, "same_as": references.get(reference),
            "twin_of": min(seen, default=None), "fee_cents": 0,
        }  # fmt: skip
        if reference:
            references.setdefault(reference, row.number)
        for mark in _marks(row):
            people.setdefault(mark, row.number)


def _marks(row: GivenRow) -> list[str]:
    """By what somebody is recognised: the name in whichever order, and the e-mail address."""
    return [mark for mark in (name_key(name_in(row.cells)), row.cells.get("email", "").lower()) if mark]


def throw_away(sheet: HireSheet, *, by: Actor) -> None:
    """Erase a sheet; what was taken over stays, as cases."""
    record("sheet_dropped", by=by, rows=sheet.total)
    session.execute(delete(SheetRow).where(SheetRow.sheet_id == sheet.id))
    session.delete(sheet)
    session.flush()


def erase_old_sheets() -> None:
    """Erase sheets that were handed over so long ago that nobody comes back to them."""
    session.execute(delete(HireSheet).where(HireSheet.written_at < now() - SHEETS_LAST))


def forget_old_sheets() -> None:
    """The same on a day when no employer hands one over. The worker's part; commits."""
    begin_immediate()
    erase_old_sheets()
    session.commit()


def note_rest(rows: int, *, by: Actor) -> None:
    """Write down that somebody takes so many rows home, as a file (security T51)."""
    record("sheet_rest_downloaded", by=by, rows=rows)


def start_taking(sheet: HireSheet, *, by: Actor) -> bool:
    """Let the worker take over the rows that are right. Said twice, it holds once: one UPDATE decides.

    False where what was told of the costs does not hold any more: then they are checked again, and told anew.
    """
    employer = session.get_one(Employer, sheet.employer_id)
    is_as_told = (sheet.invoice_customer, sheet.fee_exempt) == (employer.invoice_customer, employer.fee_exempt)
    mine = update(HireSheet).where(HireSheet.id == sheet.id, HireSheet.state == SheetState.CHECKED)
    state = SheetState.TAKING if is_as_told else SheetState.CHECKING
    started = session.execute(mine.values(state=state).returning(HireSheet.id)).one_or_none()
    if started and is_as_told:
        record("sheet_taken", by=by, rows=count_rows(sheet)[RowState.RIGHT])
    elif started:
        right = update(SheetRow).where(SheetRow.sheet_id == sheet.id, SheetRow.state == RowState.RIGHT)
        session.execute(right.values(state=RowState.GIVEN))
    jobs.ring()
    return is_as_told or not started
