"""Sheets of hires in the hands of somebody who may not, or not any more, and what is written down of them."""

from typing import Any
from uuid import UUID

import pytest

from expatdesk.application import take_over_sheets
from expatdesk.cases.models import Case
from expatdesk.cases.opening import open_cases
from expatdesk.hire_sheets import work
from expatdesk.hire_sheets.models import RowState, SheetState
from expatdesk.hire_sheets.queries import count_rows
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import User
from expatdesk.shared.db import session
from tests.employer.sheets import checks
from tests.hire_sheets.nasty import MEERA, ZOE
from tests.visitor import Visitor


def test_a_user_who_was_removed_submits_nothing_any_more(hr: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Security T09: also half-way; what was submitted before stays."""
    monkeypatch.setattr(work, "TAKEN_AT_ONCE", 1)
    sheet = checks(hr, ZOE, MEERA)
    hr.posts("employer.take_sheet", sheet_id=sheet.id)

    def open_and_leave(*of_a_chunk: Any) -> list[UUID]:
        session.get_one(User, sheet.user_id).active = False
        return open_cases(*of_a_chunk)

    monkeypatch.setattr(work, "open_cases", open_and_leave)
    for _round in range(2):
        take_over_sheets()
    assert (sheet.state, count_rows(sheet)[RowState.RIGHT]) == (SheetState.CHECKED, 1)
    assert session.query(Case).count() == 1
    assert session.query(LogLine).filter_by(verb="sheet_stopped").one().details == {"user_id": str(sheet.user_id)}
