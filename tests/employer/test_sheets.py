"""HR hands over many hires at once: given, checked with all that will follow, and then all, some or none."""

import io
from datetime import timedelta

import pytest
import time_machine
from openpyxl import load_workbook

from expatdesk.cases.models import Case
from expatdesk.hire_sheets.actions import erase_old_sheets
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow
from expatdesk.messages.models import Mail
from expatdesk.shared.db import session
from expatdesk.work import check_sheets, take_over_sheets
from tests.conftest import Visit
from tests.employer.sheets import CHECK, checks, gives, takes
from tests.factories import a_user
from tests.factories.counters import a_counter
from tests.hire_sheets.nasty import HEADS, MEERA, ZOE, csv_text, workbook
from tests.sending_files import sent
from tests.visitor import Visitor

BAD = ("P-3", "", "", "Nobody", "Duitslnd", "nobody", "Kennismigrant", "31-2-2027", "24", "0")
ONLY_RIGHT = "Submit only the 2 hires that are right"


def states() -> list[str]:
    return [row.state for row in session.query(SheetRow).order_by(SheetRow.number)]


def test_a_sheet_is_given_as_a_file_and_checked_by_the_worker(hr: Visitor) -> None:
    sheet = gives(hr, ZOE, MEERA, BAD)
    hr.sees("We check your sheet", "hires.csv", "0 of 3 hires")
    assert states() == [RowState.GIVEN] * 3
    check_sheets()
    hr.opens("employer.sheet", sheet_id=sheet.id)
    hr.sees("2 hires can be submitted", "1 hire has something to mend", "Nothing is sent yet.")
    assert session.query(Case).count() == 0


def test_lines_may_be_pasted(hr: Visitor) -> None:
    hr.opens("employer.new_sheet").presses(CHECK, pasted=csv_text(HEADS, ZOE, separator="\t"))
    hr.sees("We check your sheet", "A sheet without a name", "0 of 1 hires")


@pytest.mark.parametrize(
    "content", [workbook(HEADS, ZOE, MEERA), csv_text(HEADS, ZOE, MEERA).encode("utf-16")], ids=["xlsx", "utf-16"]
)
def test_other_files_are_taken_as_well(hr: Visitor, content: bytes) -> None:
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent(("hires", content)))
    check_sheets()
    assert states() == [RowState.RIGHT] * 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0", "This is a workbook of an old kind."),
        (b"PK\x03\x04", "We cannot read this file."),
        (b"a;b;c", "We do not find the names of the columns."),
        (csv_text(HEADS).encode(), "There are no hires in this sheet."),
        (b"", "We do not find the names of the columns."),
    ],
)
def test_what_is_no_sheet_of_hires_is_refused_and_not_kept(hr: Visitor, content: bytes, told: str) -> None:
    files = sent(("hires.csv", content)) if content else ""
    hr.opens("employer.new_sheet").presses(CHECK, refused=422, sheet=files).sees(told)
    assert session.query(HireSheet).count() == 0


def test_each_fault_stands_at_its_cell_with_the_way_to_mend_it(hr: Visitor) -> None:
    checks(hr, ZOE, BAD)
    hr.sees(
        "Type the given names, or say that this person has only one name.",
        "We do not know “Duitslnd”. Do you mean “Duitsland”?",
        "This is no e-mail address.",
        "This day does not exist.",
    )


def test_columns_that_are_unknown_or_missing_are_told(hr: Visitor) -> None:
    hr.opens("employer.new_sheet")
    content = csv_text((*HEADS[1:], "Salaris"), (*ZOE[1:], "4500")).encode()
    hr.presses(CHECK, sheet=sent(("hires.csv", content)))
    check_sheets()
    hr.opens("employer.sheet", sheet_id=session.query(HireSheet).one().id)
    hr.sees("Your sheet has no column “Your reference”.", "did not keep what stands in them: Salaris.")
    assert "4500" not in str([row.cells for row in session.query(SheetRow)])


def test_a_bsn_is_not_stored_not_for_a_moment(hr: Visitor) -> None:
    """UAVG art. 46."""
    gives(hr, ("P-1", "111222333", *ZOE[2:]))
    assert "111222333" not in str([(row.cells, row.withheld) for row in session.query(SheetRow)])


def test_a_reference_that_stands_there_twice_is_told_at_the_second_row(hr: Visitor) -> None:
    checks(hr, ZOE, ("P-1", *MEERA[1:]))
    assert states() == [RowState.RIGHT, RowState.WRONG]
    hr.sees("Zoë van Übel in row 2 has this reference too.")


def test_hires_alike_are_told_and_may_be_right(hr: Visitor) -> None:
    sheet = checks(hr, ZOE)
    takes(hr, sheet, "Submit the hire")
    checks(hr, ("P-7", *ZOE[1:]), ("P-8", "Other", "", "Name", "India", *ZOE[5:6], *MEERA[6:]))
    hr.sees(
        "2 hires have the name or e-mail address of another one",
        "Same name or e-mail address as Zoë van Übel in row 2.",
        "Same name or e-mail address as a hire of before: Zoë van Übel",
    )
    assert states().count(RowState.RIGHT) == 2


def test_what_will_follow_is_told_before_anything_is_sent(hr: Visitor) -> None:
    a_counter()
    rented = ("huur", "2312 KS", "ja")
    lines = [(*line, *rented) for line in (ZOE, MEERA)]
    heads = (*HEADS, "Woning", "Postcode", "Inschrijving toegestaan")
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent(("a.csv", csv_text(heads, *lines).encode())))
    check_sheets()
    hr.opens("employer.sheet", sheet_id=session.query(HireSheet).one().id)
    hr.sees("This desk, Leiden", "Week of", "4 January 2027", "Submit all 2 hires")
    row = session.query(SheetRow).first()
    assert row is not None
    assert (row.route_to, row.municipality, row.fee_cents > 0) == ("desk", "0546", True)


def test_only_the_hires_that_are_right_are_submitted(hr: Visitor) -> None:
    sheet = checks(hr, ZOE, BAD, MEERA)
    takes(hr, sheet, ONLY_RIGHT)
    hr.sees("2 hires are submitted", "1 hire has something to mend")
    cases = {case.reference: case for case in session.query(Case)}
    assert set(cases) == {"P-1", "P-2"}
    assert (cases["P-1"].title, cases["P-1"].submitted_by_id) == ("Zoë van Übel", sheet.user_id)
    assert session.query(Mail).filter_by(kind="invitation").count() == 2


def test_of_what_is_submitted_the_sheet_holds_no_more_than_its_case(hr: Visitor) -> None:
    takes(hr, checks(hr, ZOE), "Submit the hire")
    row = session.query(SheetRow).one()
    assert (row.cells, row.hire) == ({}, None)
    assert row.case_id == session.query(Case).one().id


def test_submitting_nothing_leaves_nothing(hr: Visitor) -> None:
    checks(hr, ZOE, BAD)
    hr.follows("Submit nothing, and throw the sheet away").presses("Throw the sheet away").sees(
        "Nothing was submitted."
    )
    assert [session.query(kind).count() for kind in (HireSheet, SheetRow, Case)] == [0, 0, 0]


def test_the_same_sheet_twice_makes_no_doubles(hr: Visitor) -> None:
    """Security T38."""
    takes(hr, checks(hr, ZOE, MEERA), "Submit all 2 hires")
    checks(hr, ZOE, MEERA)
    hr.sees("2 hires were submitted before", "Zoë van Übel")
    take_over_sheets()
    assert session.query(Case).count() == 2


def test_two_sheets_with_the_same_hire_make_one_case(hr: Visitor) -> None:
    first, second = checks(hr, ZOE), checks(hr, ZOE, MEERA)
    hr.opens("employer.sheet", sheet_id=first.id).presses("Submit the hire")
    hr.opens("employer.sheet", sheet_id=second.id).presses("Submit all 2 hires")
    take_over_sheets()
    assert sorted(case.reference or "" for case in session.query(Case)) == ["P-1", "P-2"]


def test_another_employer_may_have_the_same_references(hr: Visitor, other_hr: Visitor) -> None:
    for visitor in (hr, other_hr):
        takes(visitor, checks(visitor, ZOE), "Submit the hire")
    assert session.query(Case).filter_by(reference="P-1").count() == 2


def test_pressed_twice_it_is_submitted_once(hr: Visitor) -> None:
    """Security T38."""
    sheet = checks(hr, ZOE)
    for _ in range(2):
        hr.posts("employer.take_sheet", sheet_id=sheet.id)
        take_over_sheets()
    assert session.query(Case).count() == 1


def test_the_rest_comes_back_as_a_sheet_that_says_why(hr: Visitor) -> None:
    sheet = checks(hr, ZOE, ("P-3", "=cmd|' /C calc'!A0", *BAD[2:]))
    answer = hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id)
    lines = list(load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))
    assert lines[0][:3] == ("Row in your sheet", "Your reference", "Given names")
    # Security T25: nothing of it is computed.
    assert lines[1][:3] == (3, "P-3", "'=cmd|' /C calc'!A0")
    assert "E-mail address: This is no e-mail address." in str(lines[1][-1])
    assert len(lines) == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_our_example_is_right_itself(visit: Visit, hr: Visitor, kind: str, language: str) -> None:
    hr.prefers(language)
    content = hr.asks_for("employer.sheet_example", kind=kind).data
    hr.prefers("en")
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent((f"example.{kind}", content)))
    check_sheets()
    assert states() == [RowState.RIGHT] * 2


def test_there_are_no_other_examples(hr: Visitor) -> None:
    assert hr.asks_for("employer.sheet_example", kind="exe").status_code == 404


def test_nobody_else_sees_a_sheet(hr: Visitor, other_hr: Visitor, visit: Visit) -> None:
    """Security T04: neither another employer nor a colleague."""
    sheet = gives(hr, ZOE)
    user = session.get_one(type(a_user("officer")), sheet.user_id)  # type: ignore[arg-type]
    colleague = visit(a_user(user.role, employer=None))  # type: ignore[arg-type]
    for visitor in (other_hr, colleague):
        for endpoint in ("sheet", "sheet_so_far", "rest_of_sheet"):
            visitor.cannot_open(f"employer.{endpoint}", sheet_id=sheet.id)
        assert visitor.posts("employer.drop_sheet", sheet_id=sheet.id).status_code == 404


def test_the_page_looks_again_by_itself_until_the_worker_is_done(hr: Visitor) -> None:
    sheet = gives(hr, ZOE)
    assert hr.asks_for("employer.sheet_so_far", sheet_id=sheet.id).status_code == 200
    check_sheets()
    assert hr.asks_for("employer.sheet_so_far", sheet_id=sheet.id).status_code == 404


def test_sheets_are_erased_after_a_week_and_cases_are_not(hr: Visitor, clock: time_machine.Traveller) -> None:
    takes(hr, checks(hr, ZOE, BAD), "Submit only the 1 hire that is right")
    clock.shift(timedelta(days=6, hours=23))
    erase_old_sheets()
    assert session.query(SheetRow).count() == 2
    clock.shift(timedelta(hours=2))
    erase_old_sheets()
    assert [session.query(kind).count() for kind in (HireSheet, SheetRow, Case)] == [0, 0, 1]


def test_what_is_being_taken_over_cannot_be_thrown_away(hr: Visitor) -> None:
    sheet = checks(hr, ZOE)
    hr.posts("employer.take_sheet", sheet_id=sheet.id)
    hr.posts("employer.drop_sheet", sheet_id=sheet.id)
    take_over_sheets()
    assert session.query(Case).count() == 1
