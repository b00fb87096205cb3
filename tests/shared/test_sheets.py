"""Tables as files: no cell becomes a formula, in neither kind of file (security T25)."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from expatdesk.shared.sheets import Cell, csv_file, safe_text, xlsx_file

FORMULAS = [
    "=1+1", "+31 6", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x",
    "  =1", '"=1', "'=1", '" =cmd', "\n=1", "\tplain",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_gets_a_quote(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ananya", "O'Neill", "a=b", "Jean-Luc", "3 October", "“x”", "Ōnishi"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


def test_csv_is_as_the_standard_says() -> None:
    """RFC 4180: lines end with CR LF, quotes are doubled, and a comma or a line end needs quotes."""
    rows: list[list[Cell]] = [
        ["Náme", "n"],
        ['say "hi", all', 3],
        ["two\nlines", None],
        ["d", date(2026, 12, 9)],
    ]
    content = csv_file(rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content[3:].decode() == 'Náme,n\r\n"say ""hi"", all",3\r\n"two\nlines",\r\nd,2026-12-09\r\n'


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_finds_a_formula(text: str) -> None:
    [[read]] = csv.reader(io.StringIO(csv_file([[text]]).decode("utf-8-sig"), newline=""))
    assert read == f"'{text}"
    cell = load_workbook(io.BytesIO(xlsx_file("Sheet", [[text]]))).active["A1"]  # type: ignore[index]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@pytest.mark.parametrize(("text", "cells"), [("Foo;=1+1", ["Foo", "'=1+1"]), ("a; +1;b", ["a", " '+1", "b"])])
def test_no_spreadsheet_that_splits_elsewhere_finds_one(text: str, cells: list[str]) -> None:
    """Where a comma is in numbers, a spreadsheet takes what stands between semicolons as cells."""
    [read] = csv.reader(io.StringIO(csv_file([[text]]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert read == cells


def test_a_workbook_holds_only_what_may_stand_in_one() -> None:
    """What was stored before it was refused does not keep the rest of a list from being saved."""
    sheet = load_workbook(io.BytesIO(xlsx_file("List", [["Bad\ufffe\uffff\x01"]])))["List"]
    assert sheet["A1"].value == "Bad"


def test_a_workbook_keeps_what_things_are() -> None:
    rows: list[list[Cell]] = [
        ["Name", "People", "Arrival"],
        ["0123", 4, date(2026, 12, 9)],
        ["x", None, None],
    ]
    sheet = load_workbook(io.BytesIO(xlsx_file("List", rows)))["List"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]
    assert sheet["A2"].value == "0123"
    assert sheet["C2"].value.date() == date(2026, 12, 9)
    assert sheet["B3"].value is None


def test_a_column_is_as_wide_as_what_stands_in_it() -> None:
    rows: list[list[Cell]] = [
        ["A day", "Name", "Note"],
        [date(2026, 12, 9), "Leonor Magalhães Brandão", "x" * 500],
    ]
    sheet = load_workbook(io.BytesIO(xlsx_file("List", rows)))["List"]
    assert [sheet.column_dimensions[column].width for column in "ABC"] == [12, 26, 40]
