"""What is to be mended in a sheet: beside each row, by kind, and in the file that HR takes home."""

import io

from openpyxl import load_workbook

from expatdesk.employer.sheet_rows import MOST_COUNTED
from expatdesk.hire_sheets.models import HireSheet, RowState
from expatdesk.hire_sheets.queries import PAGE_SIZE
from expatdesk.work import check_sheets
from tests.employer.sheets import CHECK, checks, takes
from tests.hire_sheets.nasty import MEERA, ZOE, Line, workbook
from tests.sending_files import sent
from tests.visitor import Visitor

TWICE = "Zoë van Übel in row 2 has this reference too. Give each hire one of its own."


def with_email(email: str, number: int) -> Line:
    return (f"P-{number}", *MEERA[1:5], email, *MEERA[6:])


def rest_of(hr: Visitor, sheet: HireSheet) -> list[tuple[object, ...]]:
    """The lines of the file that HR takes home."""
    file = io.BytesIO(hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id).data)
    return list(load_workbook(file).worksheets[0].iter_rows(values_only=True))


def test_what_is_wrong_stands_beside_the_row_with_what_was_given(hr: Visitor) -> None:
    checks(hr, with_email("nobody", 2))
    hr.sees("2 Meera Raghunathan", "E-mail address “nobody” This is no e-mail address.")


def test_a_row_that_shares_a_reference_says_with_whom(hr: Visitor) -> None:
    checks(hr, ZOE, ("P-1", *MEERA[1:]))
    hr.sees(TWICE)


def test_the_one_it_shares_it_with_is_named_once_submitted_too(hr: Visitor) -> None:
    sheet = checks(hr, ZOE, ("P-1", *MEERA[1:]))
    takes(hr, sheet, "Submit only the 1 hire that is right")
    hr.opens("employer.sheet", sheet_id=sheet.id, rows=RowState.WRONG).sees(TWICE)


def test_the_file_names_rows_that_are_not_in_it(hr: Visitor) -> None:
    sheet = checks(hr, ZOE, ("P-1", *MEERA[1:]))
    heads, line = rest_of(hr, sheet)
    assert (heads[0], line[0]) == ("Row in your sheet", 3)
    assert TWICE.removesuffix(".") in str(line[-1])


def test_the_file_comes_back_without_questions(hr: Visitor) -> None:
    """Its own columns are no surprise, in whichever language it was made."""
    lines = rest_of(hr, checks(hr, with_email("nobody", 2)))
    mended = [["meera@mail.example" if cell == "nobody" else cell for cell in line] for line in lines]
    for heads in (mended[0], ["Rij in uw lijst", *mended[0][1:-1], "Waarom niet"]):
        content = workbook(heads, *mended[1:])
        hr.opens("employer.new_sheet").presses(CHECK, sheet=sent(("mended.xlsx", content)))
        check_sheets()
        hr.goes_to(hr.page.url).sees("1 hire can be submitted").does_not_see("We do not know these columns")


def test_rows_are_narrowed_to_those_with_something_wrong_in_a_column(hr: Visitor) -> None:
    checks(hr, with_email("nobody", 2), (*with_email("m@mail.example", 3)[:4], "Duitslnd", *MEERA[5:]))
    hr.sees("Nationality (1)", "E-mail address (1)", "“nobody”", "“Duitslnd”")
    hr.follows("Nationality (1)").sees("“Duitslnd”", "E-mail address (1)").does_not_see("“nobody”")
    hr.follows("Any column").sees("“nobody”", "“Duitslnd”")


def test_with_one_kind_of_fault_there_is_nothing_to_choose(hr: Visitor) -> None:
    checks(hr, with_email("nobody", 2))
    hr.does_not_see("Look only at rows")


def test_pages_of_the_narrowed_rows(hr: Visitor) -> None:
    many = [with_email("nobody", number) for number in range(PAGE_SIZE + 1)]
    checks(hr, (*ZOE[:4], "Duitslnd", *ZOE[5:]), *many)
    hr.follows(f"E-mail address ({PAGE_SIZE + 1})").sees("Page 1 of 2").follows("Next page")
    hr.sees("Page 2 of 2", f"{PAGE_SIZE + 3} Meera").does_not_see(f"{PAGE_SIZE + 2} Meera", "“Duitslnd”")


def test_of_a_large_sheet_it_says_in_how_many_rows_this_was_counted(hr: Visitor) -> None:
    many = [with_email("nobody", number) for number in range(MOST_COUNTED)]
    checks(hr, (*ZOE[:4], "Duitslnd", *ZOE[5:]), *many)
    hr.sees("Counted in the first 1000 rows.", f"E-mail address ({MOST_COUNTED - 1})")


def test_somebody_else_under_a_reference_of_before_is_not_left_out_unsaid(hr: Visitor) -> None:
    takes(hr, checks(hr, ZOE), "Submit the hire")
    sheet = checks(hr, ZOE, ("P-1", *MEERA[1:]), MEERA)
    hr.sees("1 hire has a reference under which you handed over somebody else before").follows("See whom")
    hr.sees(
        "3 Meera Raghunathan", "You handed over Zoë van Übel with this reference before. Is this somebody else?"
    )
    same, other = rest_of(hr, sheet)[1:]
    assert ("handed over a hire" in str(same[-1]), "handed over Zoë van Übel" in str(other[-1])) == (True, True)


def test_the_same_people_handed_over_again_are_no_strangers(hr: Visitor) -> None:
    takes(hr, checks(hr, ZOE), "Submit the hire")
    checks(hr, ("P-1", "zoe", "", "Van Ubel", *ZOE[4:]))
    hr.sees("1 hire was submitted before").does_not_see("somebody else")
