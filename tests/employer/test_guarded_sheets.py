"""Sheets of hires in the hands of somebody who may not, or not any more, and what is written down of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from expatdesk.cases.models import Case
from expatdesk.cases.opening import open_cases
from expatdesk.employer.forms import sheets
from expatdesk.employer.sheet_files import AT_THE_DOOR
from expatdesk.hire_sheets import work
from expatdesk.hire_sheets.actions import SHEETS_OF
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetState
from expatdesk.hire_sheets.queries import count_rows
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role, User
from expatdesk.shared.db import session
from expatdesk.work import check_sheets, take_over_sheets
from tests.conftest import Visit
from tests.employer.sheets import CHECK, checks, gives, takes
from tests.factories import a_user, an_employer
from tests.fees.invoicing import a_customer
from tests.hire_sheets.nasty import HEADS, MEERA, ZOE, csv_text
from tests.sending_files import sent
from tests.visitor import Visitor


def test_a_user_who_was_removed_submits_nothing_any_more(hr: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Security T09: also half-way; what was submitted before stays."""
    monkeypatch.setattr(work, "TAKING", replace(work.TAKING, size=1))
    sheet = checks(hr, ZOE, MEERA)
    hr.posts("employer.take_sheet", sheet_id=sheet.id)

    def open_and_leave(*of_a_block: Any) -> list[UUID]:
        session.get_one(User, sheet.user_id).active = False
        return open_cases(*of_a_block)

    monkeypatch.setattr(work, "open_cases", open_and_leave)
    for _round in range(2):
        take_over_sheets()
    assert (sheet.state, count_rows(sheet)[RowState.RIGHT]) == (SheetState.CHECKED, 1)
    assert session.query(Case).count() == 1
    assert session.query(LogLine).filter_by(verb="sheet_stopped").one().details == {"user_id": str(sheet.user_id)}


def test_who_pays_is_told_before_anything_is_sent(visit: Visit) -> None:
    books, customer = (visit(a_user(Role.EMPLOYER, employer=one)) for one in (an_employer("Bakker"), a_customer()))
    for hr, told in ((books, "whoever books the visit,"), (customer, "you. After each visit")):
        checks_rented(hr)
        hr.sees(f"Who pays: {told}")
    exempt = visit(a_user(Role.EMPLOYER, employer=an_employer("Universiteit Leiden", fee_exempt=True)))
    checks_rented(exempt)
    exempt.does_not_see("Who pays")


@pytest.mark.parametrize("changed", ["invoice_customer", "fee_exempt"])
def test_nothing_is_submitted_at_other_costs_than_told(visit: Visit, changed: str) -> None:
    employer = an_employer()
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    sheet = checks_rented(hr)
    setattr(employer, changed, True)
    hr.presses("Submit the hire").sees("What the visits cost you has changed meanwhile.", "We check your sheet")
    take_over_sheets()
    assert session.query(Case).count() == 0
    check_sheets()
    hr.opens("employer.sheet", sheet_id=sheet.id)
    takes(hr, sheet, "Submit the hire")
    assert session.query(Case).one().employer_pays == (changed == "invoice_customer")


@pytest.mark.parametrize("name", ["BSN 111222333.csv", "hires\u202evsc.csv"])
def test_a_name_that_may_not_be_kept_is_not(hr: Visitor, name: str) -> None:
    """Security T43."""
    assert gives(hr, ZOE, name=name).name == ""


def test_what_is_given_submitted_and_taken_home_is_written_down(hr: Visitor) -> None:
    """Security T51."""
    sheet = checks(hr, ZOE, MEERA, ("P-3", *ZOE[1:8], "many", "0"))
    hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id)
    for _pressed_twice in range(2):
        hr.posts("employer.take_sheet", sheet_id=sheet.id)
    take_over_sheets()
    hr.posts("employer.drop_sheet", sheet_id=sheet.id)
    lines = session.query(LogLine).filter(LogLine.verb.startswith("sheet_")).order_by(LogLine.at, LogLine.id)
    assert [(line.verb, line.details, line.actor_role) for line in lines] == [
        ("sheet_given", {"rows": 3}, "employer"),
        ("sheet_rest_downloaded", {"rows": 1}, "employer"),
        ("sheet_taken", {"rows": 2}, "employer"),
        ("sheet_dropped", {"rows": 3}, "employer"),
    ]


def test_no_more_than_two_at_once_are_written(hr: Visitor) -> None:
    """Security T27."""
    sheet = checks(hr, ("P-3", *ZOE[1:8], "many", "0"))
    with AT_THE_DOOR, AT_THE_DOOR:
        assert hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id).status_code == 503
    for _again in range(3):
        assert hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id).status_code == 200


def test_so_many_sheets_an_hour_and_not_one_more(hr: Visitor, clock: time_machine.Traveller) -> None:
    """Security T27."""
    for _sheet in range(SHEETS_OF.allowed):
        hr.posts("employer.new_sheet", {"pasted": "nothing"})
    hr.opens("employer.new_sheet").presses(CHECK, refused=422, pasted=csv_text(HEADS, ZOE))
    hr.sees("You gave 20 sheets within an hour.")
    assert session.query(HireSheet).count() == 0
    clock.shift(timedelta(hours=1, minutes=1))
    hr.signs_in().opens("employer.new_sheet").presses(CHECK, pasted=csv_text(HEADS, ZOE)).sees(
        "We check your sheet"
    )


def test_of_a_large_file_no_more_is_read_than_tells_that_it_is(
    hr: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 5)
    hr.opens("employer.new_sheet").presses(
        CHECK, refused=422, sheet=sent(("a.csv", csv_text(HEADS, ZOE).encode()))
    )
    hr.sees("We do not find the names of the columns.")


def checks_rented(hr: Visitor) -> HireSheet:
    """A sheet with a hire whom the desk registers."""
    line, heads = (*ZOE, "huur", "2312 KS", "ja"), (*HEADS, "Woning", "Postcode", "Inschrijving toegestaan")
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent(("a.csv", csv_text(heads, line).encode())))
    check_sheets()
    sheet = session.get_one(HireSheet, UUID(hr.page.url.rpartition("/")[2]))
    hr.opens("employer.sheet", sheet_id=sheet.id)
    return sheet
