"""What HR reads on the page of a checked sheet, and in the rest that it gives back: nothing is left out unsaid."""

import io
from datetime import date, time

from flask import Flask
from openpyxl import load_workbook

from expatdesk.employer.forms.hires import HireForm
from expatdesk.hire_sheets.columns import BY_KEY
from expatdesk.hire_sheets.models import HireSheet, SheetRow
from expatdesk.hire_sheets.words import typed_of
from expatdesk.shared.db import session
from expatdesk.work import check_sheets
from tests.employer.sheets import CHECK, takes
from tests.factories.counters import a_counter
from tests.hire_sheets.nasty import HEADS, MEERA, ZOE, Line, csv_text
from tests.sending_files import sent
from tests.visitor import Visitor

NO_KIND = "There is an address of a home. Fill in what kind of home it is."


def checks(hr: Visitor, heads: Line, *lines: Line) -> HireSheet:
    """HR hands over a sheet with these columns, and looks at it once it is checked."""
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent(("a.csv", csv_text(heads, *lines).encode())))
    check_sheets()
    sheet = session.query(HireSheet).one()
    hr.opens("employer.sheet", sheet_id=sheet.id)
    return sheet


def rest_of(hr: Visitor, sheet: HireSheet) -> list[tuple[object, ...]]:
    """The lines of the sheet that HR gets back."""
    answer = hr.asks_for("employer.rest_of_sheet", sheet_id=sheet.id)
    return list(load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))


def test_a_fault_of_a_column_that_is_not_there_is_told(hr: Visitor) -> None:
    checks(hr, (*HEADS, "Adres", "Postcode"), (*ZOE, "Hooigracht 12", "2312 KS"))
    hr.sees("1 hire has something to mend", "Home", NO_KIND)


def test_a_fault_is_told_on_the_pages_on_which_it_stands(hr: Visitor) -> None:
    checks(hr, HEADS, (*ZOE[:5], "nobody", *ZOE[6:]))
    hr.sees("This is no e-mail address.").does_not_see("May register at the home")


def test_every_fault_has_a_column(app: Flask) -> None:
    """What a sheet never types itself cannot be wrong in it."""
    not_typed = {"work_at"}
    assert {field.name for field in HireForm(None, meta={"csrf": False})} - not_typed <= BY_KEY.keys()
    assert {typed_of(cells)[0]["work_at"] for cells in ({}, {"work_street": "a"})} == {"own", "elsewhere"}


def test_the_rest_has_a_column_for_every_fault(hr: Visitor) -> None:
    heads = (*(head for head in HEADS if head != "Voornaam"), "Adres", "Postcode")
    rest = rest_of(hr, checks(hr, heads, (ZOE[0], *ZOE[2:5], "nobody", *ZOE[6:], "Hooigracht 12", "2312 KS")))
    assert {"Given names", "Home"} <= set(rest[0])
    assert len(rest[0]) == len(rest[1])
    assert rest[1][-1] == (
        "Given names: Type the given names, or say that this person has only one name; E-mail address: This is "
        f"no e-mail address. Check it: it looks like name@example.org; Home: {NO_KIND.removesuffix('.')}"
    )


RENTED_HEADS = (*HEADS, "Woning", "Postcode", "Inschrijving toegestaan")
RENTED = ("huur", "2312 KS", "ja")


def test_what_the_table_of_weeks_leaves_out_is_told_below_it(hr: Visitor) -> None:
    a_counter()
    far = ("P-3", "Far", "", "Ahead", "Duitsland", "far@mail.example", "eu", "4-9-2027", "24", "0")
    open_day = ("P-4", "Some", "", "Day", "Duitsland", "day@mail.example", "eu", "", "24", "0")
    checks(hr, RENTED_HEADS, *((*line, *RENTED) for line in (ZOE, far, open_day)))
    hr.sees(
        "Week of",
        "a family comes to one visit, and the visit takes longer.",
        "2 hires are not in this table: we do not know their arrival yet, or it lies more than 26 weeks ahead.",
    )


def test_a_family_takes_the_time_of_a_family(hr: Visitor) -> None:
    """A morning of two hours: Zoë's half hour, and three quarters for each of two."""
    a_counter(opens=time(9), closes=time(11), weekdays=(0,))
    two = [(f"P-{n}", f"Meera{n}", *MEERA[2:5], f"m{n}@mail.example", *MEERA[6:]) for n in (2, 3)]
    checks(hr, RENTED_HEADS, *((*line, *RENTED) for line in (ZOE, *two)))
    hr.sees("4 January 2027 Leiden 3 (5 people) 3").does_not_see("Too few")


def test_a_family_that_does_not_fit_is_short_of_time(hr: Visitor) -> None:
    """An hour and three quarters hold three who come alone, and not one besides two of two."""
    a_counter(opens=time(9), closes=time(10, 45), weekdays=(0,))
    two = [(f"P-{n}", f"Meera{n}", *MEERA[2:5], f"m{n}@mail.example", *MEERA[6:]) for n in (2, 3)]
    checks(hr, RENTED_HEADS, *((*line, *RENTED) for line in (ZOE, *two)))
    hr.sees("4 January 2027 Leiden 3 (5 people) 2 Too few")


def test_hires_without_a_week_are_told_where_there_are_no_weeks(hr: Visitor) -> None:
    checks(hr, RENTED_HEADS, (*ZOE[:7], "", *ZOE[8:], *RENTED))
    hr.sees("We cannot tell yet for 1 hire: we do not know the arrival yet").does_not_see("Week of", "this table")


def test_hires_who_need_no_visit_of_ours_are_not_missed(hr: Visitor) -> None:
    checks(hr, HEADS, (*ZOE[:7], "", *ZOE[8:]))
    hr.sees("First a home").does_not_see("Is there room for their visits?")


def test_a_sheet_is_thrown_away_after_asking_once(hr: Visitor) -> None:
    sheet = checks(hr, HEADS, ZOE, (*MEERA[:5], "nobody", *MEERA[6:]))
    hr.follows("Submit nothing, and throw the sheet away")
    hr.sees("Throw this sheet away?", "What it says about 2 hires is erased. Nothing that you submitted changes.")
    assert session.query(HireSheet).one() == sheet
    hr.presses("Throw the sheet away").sees("The sheet is thrown away. Nothing was submitted.")
    assert session.query(HireSheet).count() == 0


def test_only_what_still_stands_in_a_sheet_is_counted_and_asked_about(hr: Visitor) -> None:
    bad = (*MEERA[:5], "nobody", *MEERA[6:])
    takes(hr, checks(hr, HEADS, ZOE, bad), "Submit only the 1 hire that is right")
    hr.follows("Throw the sheet away").sees("What it says about 1 hire is erased.")


def test_a_sheet_with_nothing_in_it_goes_at_once(hr: Visitor) -> None:
    takes(hr, checks(hr, HEADS, ZOE), "Submit the hire")
    hr.presses("Throw the sheet away").sees("The sheet is thrown away.")


def test_nobody_is_asked_about_what_is_being_submitted_or_of_somebody_else(hr: Visitor, other_hr: Visitor) -> None:
    """Security T04."""
    sheet = checks(hr, HEADS, ZOE)
    other_hr.cannot_open("employer.ask_to_drop_sheet", sheet_id=sheet.id)
    hr.presses("Submit the hire")
    answer = hr.asks_for("employer.ask_to_drop_sheet", sheet_id=sheet.id)
    assert answer.location == hr.address("employer.sheet", sheet_id=sheet.id)


def test_the_lists_are_promised_of_the_file_that_has_them(hr: Visitor) -> None:
    hr.opens("employer.new_sheet").sees("two made-up hires; the XLSX also has the lists to choose from.")
    checks(hr, HEADS, (*ZOE[:4], "Qqqqq", *ZOE[5:]))
    hr.sees("We do not know “Qqqqq”. Our example as XLSX lists what you can fill in here.")


def test_a_week_that_has_passed_since_the_check_counts_as_this_week(hr: Visitor) -> None:
    a_counter()
    lines = [(*line[:7], "15-12-2026", *line[8:], *RENTED) for line in (ZOE, MEERA)]
    sheet = checks(hr, RENTED_HEADS, *lines)
    row = session.query(SheetRow).filter_by(number=2).one()
    row.week = date(2026, 12, 7)
    hr.opens("employer.sheet", sheet_id=sheet.id).sees("14 December 2026 Leiden 2 ").does_not_see(
        "7 December 2026", "Too few"
    )
