"""Workers at the same sheet: each does some of it, and nothing is done twice."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.hire_sheets import work
from expatdesk.hire_sheets.actions import keep_sheet, start_taking
from expatdesk.hire_sheets.files import table_of_text
from expatdesk.hire_sheets.models import RowState, SheetRow, SheetState
from expatdesk.hire_sheets.rows import hires_in
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.work import check_sheets, take_over_sheets
from tests.at_once import both
from tests.factories import a_user, an_employer
from tests.hire_sheets.nasty import HEADS, ZOE, csv_text

HIRES = 24


def test_two_workers_share_a_sheet(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "CHECKING", replace(work.CHECKING, size=2))
    monkeypatch.setattr(work, "TAKING", replace(work.TAKING, size=2))
    lines = [
        (f"P-{number}", *ZOE[1:3], f"N{number}", ZOE[4], f"zoe{number}@mail.example", *ZOE[6:])
        for number in range(HIRES)
    ]
    employer = an_employer()
    user = a_user(Role.EMPLOYER, employer=employer)
    given = hires_in([table_of_text(csv_text(HEADS, *lines))])
    hr = Actor(Role.EMPLOYER, user.name, user.id)
    sheet = keep_sheet(given, "hires", employer=employer, by=hr)
    session.commit()
    both(real_app, check_sheets)
    session.expire_all()
    assert (sheet.state, rows_in(RowState.RIGHT)) == (SheetState.CHECKED, HIRES)
    start_taking(sheet, by=hr)
    session.commit()
    both(real_app, take_over_sheets)
    session.expire_all()
    assert (sheet.state, rows_in(RowState.TAKEN)) == (SheetState.DONE, HIRES)
    opened = select(func.count()).select_from(LogLine).where(LogLine.verb == "case_opened")
    assert session.scalar(select(func.count()).select_from(Case)) == session.scalar(opened) == HIRES


def rows_in(state: RowState) -> int:
    """How many rows there are in this state."""
    return session.scalar(select(func.count()).select_from(SheetRow).where(SheetRow.state == state)) or 0
