"""The worker takes over a sheet: killed half-way, or when another one was quicker, it goes on with the rest."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.models import Case
from expatdesk.cases.opening import open_cases
from expatdesk.hire_sheets import work
from expatdesk.hire_sheets.models import RowState, SheetRow, SheetState
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.many_rows import write_rows
from expatdesk.work import take_over_sheets
from tests.employer.sheets import checks
from tests.hire_sheets.nasty import MEERA, ZOE
from tests.visitor import Visitor


def test_a_worker_that_was_killed_goes_on_with_the_rest(hr: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "TAKING", replace(work.TAKING, size=2))
    monkeypatch.setattr(work, "CHECKING", replace(work.CHECKING, size=2))
    lines = [(f"P-{n}", "Zoë", "", f"Number{n}", *ZOE[4:5], f"zoe{n}@mail.example", *ZOE[6:]) for n in range(4)]
    sheet = checks(hr, *lines)
    hr.presses("Submit all 4 hires")
    calls = iter([False, True])

    def open_until_killed(*of_a_block: Any) -> list[UUID]:
        if next(calls):
            raise RuntimeError("killed")
        return open_cases(*of_a_block)

    with monkeypatch.context() as patch:
        patch.setattr(work, "open_cases", open_until_killed)
        with pytest.raises(RuntimeError):
            take_over_sheets()
    session.rollback()
    assert session.query(Case).count() == 2
    hr.opens("employer.sheet", sheet_id=sheet.id).sees("We submit your hires", "2 of 4 hires")
    take_over_sheets()
    assert session.query(Case).count() == 4
    hr.opens("employer.sheet", sheet_id=sheet.id).sees("4 hires are submitted")


def test_a_worker_that_another_one_forestalls_looks_at_its_rows_anew(
    hr: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both chose the same code for a case, or opened it under the same reference."""
    sheet = checks(hr, ZOE, MEERA)
    hr.presses("Submit all 2 hires")
    in_vain = iter([True, True, False])

    def open_second(*of_a_block: Any) -> list[UUID]:
        opened = open_cases(*of_a_block)
        if next(in_vain):
            write_rows(HeldInvitation, [{"case_id": opened[0], "due": now()}])
        return opened

    monkeypatch.setattr(work, "open_cases", open_second)
    take_over_sheets()
    assert (sheet.state, session.query(Case).count()) == (SheetState.DONE, 2)


def test_a_worker_does_not_try_for_ever(hr: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    checks(hr, ZOE)
    hr.presses("Submit the hire")

    def open_in_vain(*of_a_block: Any) -> list[UUID]:
        return open_cases(*of_a_block) + open_cases(*of_a_block)

    with monkeypatch.context() as patch:
        patch.setattr(work, "open_cases", open_in_vain)
        with pytest.raises(IntegrityError):
            take_over_sheets()
    session.rollback()
    assert (session.query(Case).count(), session.query(SheetRow).one().state) == (0, RowState.RIGHT)
    take_over_sheets()
    assert session.query(Case).count() == 1
