"""Any file of a spreadsheet program becomes the same cells; what is none, or too much, is refused."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from unicodedata import normalize

import pytest
from openpyxl import Workbook

from expatdesk.hire_sheets import refusals
from expatdesk.hire_sheets.files import (
    LETTERS_READ,
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_LINES,
    table_of_text,
    tables_in,
)
from expatdesk.hire_sheets.rows import one_line
from tests.hire_sheets.nasty import HEADS, LAUGH, MEERA, ZOE, csv_text, open_document, packed, workbook

SPELLINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
SAME = [list(HEADS), list(ZOE), list(MEERA)]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_text_is_read_however_it_is_spelt(spelling: str, separator: str) -> None:
    content = csv_text(HEADS, ZOE, MEERA, separator=separator).encode(spelling)
    assert tables_in(content) == [SAME]


def test_utf_16_with_its_other_mark_is_read() -> None:
    assert tables_in(b"\xfe\xff" + csv_text(HEADS, ZOE).encode("utf-16-be")) == [SAME[:2]]


def test_a_comma_within_an_address_separates_nothing() -> None:
    line = ("P-1", "Witte Singel 1, 2, 3, Leiden", "x")
    assert table_of_text(csv_text(("a", "b", "c"), line)) == [["a", "b", "c"], list(line)]


def test_cells_may_hold_lines_and_separators() -> None:
    line = ("P-1", "Witte; Singel\n1", "x")
    assert table_of_text(csv_text(("a", "b", "c"), line))[1] == list(line)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_as_they_like(end: str) -> None:
    assert table_of_text(f"a;b;c{end}1;2;3{end}") == [["a", "b", "c"], ["1", "2", "3"]]


def test_a_first_line_may_tell_the_separator() -> None:
    assert table_of_text("sep=,\r\na,b;c;d;e\r\n") == [["a", "b;c;d;e"]]


def test_a_workbook_is_read_as_somebody_would_type_it() -> None:
    line = [
        "P-1",
        24,
        24.0,
        2.5,
        date(2027, 1, 4),
        datetime.combine(date(2027, 1, 4), time(9, 30)),
        True,
        None,
        "00123",
    ]
    read = ["P-1", "24", "24", "2.5", "2027-01-04", "2027-01-04", "yes", "", "00123"]
    assert tables_in(workbook([*"abcdefghi"], line)) == [[[*"abcdefghi"], read]]


def test_lines_keep_their_numbers_below_blank_ones() -> None:
    assert tables_in(workbook([], [], ["a", "b"]))[0][2] == ["a", "b"]


def test_columns_keep_their_places_beside_blank_ones() -> None:
    assert tables_in(workbook(["", "", "a"], ["", "", "b", "c"])) == [[["", "", "a", ""], ["", "", "b", "c"]]]


def test_an_open_document_is_read() -> None:
    assert tables_in(open_document(("a", "b & c"), (24.0, "ë"))) == [[["a", "b & c"], ["24", "ë"]]]


def test_sheets_that_are_hidden_are_not_read() -> None:
    book = Workbook()
    book["Sheet"].append(["shown"])
    hidden = book.create_sheet("hidden")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert tables_in(file.getvalue()) == [[["shown"]]]


def _far_away() -> bytes:
    book = Workbook()
    book["Sheet"]["XFD1048576"] = 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _corners(sheets: int) -> bytes:
    book = Workbook()
    for number in range(sheets):
        book.create_sheet(f"Sheet {number}").cell(MOST_LINES, MOST_COLUMNS, 1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _unpacked(size: int) -> bytes:
    return packed({"xl/workbook.xml": " " * size})


def _many_parts() -> bytes:
    return packed({f"xl/{number}.xml": "" for number in range(1001)})


def test_entities_of_a_document_are_not_blown_up() -> None:
    """A billion laughs: nine names that each stand for ten of the one before."""
    names = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]>'
    content = open_document((LAUGH,), entities=laughs)
    read = _read_or_none(content)
    assert read is None or len(str(read)) < 1000


def _read_or_none(content: bytes) -> object:
    try:
        return tables_in(content)
    except refusals.SheetRefused:
        return None


REFUSED: list[tuple[bytes, type[refusals.SheetRefused]]] = [
    (b"", refusals.SheetEmpty),
    (b" \r\n", refusals.SheetEmpty),
    (b"a" * (MOST_BYTES + 1), refusals.SheetTooLarge),
    (("a;b;c\n" * (MOST_LINES + 1)).encode(), refusals.SheetTooLarge),
    ((";".join(["a"] * (MOST_COLUMNS + 1)) + "\n").encode(), refusals.SheetTooLarge),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, refusals.OldWorkbook),
    (b"PK\x03\x04 and nothing more", refusals.SheetUnreadable),
    (packed({"hello.txt": "no workbook"}), refusals.SheetUnreadable),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), refusals.SheetUnreadable),
    (b"%PDF-1.7\n\0\x81\x8d", refusals.SheetUnreadable),
    # Bombs (security T27).
    (_far_away(), refusals.SheetTooLarge),
    (_unpacked(151 * 1024**2), refusals.SheetTooLarge),
    (_many_parts(), refusals.SheetTooLarge),
    (workbook(["a"] * (MOST_COLUMNS + 1)), refusals.SheetTooLarge),
    # A text that stands in the file once, and in many cells.
    (workbook(*[["é" * 5000] * 10] * 2000), refusals.SheetTooLarge),
    # Nothing but the last cell of each sheet, and all those before it.
    (_corners(20), refusals.SheetTooLarge),
]


@pytest.mark.parametrize(("content", "refusal"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_sheet_of_hires_is_refused(content: bytes, refusal: type[refusals.SheetRefused]) -> None:
    with pytest.raises(refusal):
        tables_in(content)


def test_blank_cells_at_the_end_are_not_too_many() -> None:
    assert table_of_text("a;b" + ";" * MOST_COLUMNS + "\n")[0][:2] == ["a", "b"]


@pytest.mark.parametrize("make", [workbook, lambda *lines: csv_text(*lines).encode()])
def test_of_a_cell_no_more_is_read_than_is_looked_at(make: Callable[..., bytes]) -> None:
    """Security T27; also looking for the names of columns takes ever longer with longer text."""
    assert tables_in(make(["ᾂ" * 2000, "b"])) == [[["ᾂ" * LETTERS_READ, "b"]]]
    assert len(one_line(normalize("NFD", "ᾂ" * 2000)[:LETTERS_READ])) > LONGEST_CELL
