"""Tables as files: CSV and XLSX in which no cell is ever taken for a formula (security T25)."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from expatdesk.shared.text import normal


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in cents, which stands in a sheet as a number of euros: below zero it is no formula."""

    cents: int

    def __str__(self) -> str:
        """'-60.50': with a point, whatever the language."""
        return f"{'-' if self.cents < 0 else ''}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"


Cell = str | int | date | Amount | None
Rows = Iterable[Sequence[Cell]]
NOTHING: Mapping[str, Rows] = {}

# What a spreadsheet reads as the beginning of a formula, also behind spaces and quotes; full-width forms too.
FORMULA = re.compile(r"[\s\"'\x00]*[=+\-@]|[\t\r\n\x00]")
# In a file between commas, a Dutch spreadsheet begins a new cell behind each of these.
CELLS_OF_OTHERS = re.compile(r"(;\s*)(?=[=+\-@])")
# Besides controls: no XML may hold these two.
NO_CHARACTERS = re.compile("[\ufffe\uffff]")
DAY = "yyyy-mm-dd"
# A column as wide as what stands in these first lines; a day in a narrower one is shown as ########.
LINES_LOOKED_AT = 100
NARROWEST, WIDEST = 12, 40
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def safe_text(text: str) -> str:
    """The text, with a ' before what a spreadsheet would compute."""
    return f"'{text}" if FORMULA.match(normal("NFKC", text)) else text


def csv_file(rows: Rows) -> bytes:
    """A table as RFC 4180 wants it, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(title: str, rows: Rows, *, more: Mapping[str, Rows] = NOTHING) -> bytes:
    """A table as a workbook, `more` behind it: text is text, a day is a day, the first row stays in sight."""
    book = Workbook(write_only=True)
    for name, lines in {title: rows, **more}.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        coming = iter(lines)
        first = list(islice(coming, LINES_LOOKED_AT))
        for column, cells in enumerate(zip_longest(*first, fillvalue=""), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = _width(cells)
        for line in chain(first, coming):
            sheet.append([_cell(sheet, value) for value in line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _width(cells: Iterable[Cell]) -> int:
    return min(max(NARROWEST, *(len(_as_text(cell)) + 2 for cell in cells)), WIDEST)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return CELLS_OF_OTHERS.sub(r"\1'", safe_text(cell))
    return "" if cell is None else str(cell)


def _cell(sheet: Any, value: Cell) -> Any:
    is_text, content = isinstance(value, str), value.cents / 100 if isinstance(value, Amount) else value
    if isinstance(value, str):
        content = NO_CHARACTERS.sub("", ILLEGAL_CHARACTERS_RE.sub("", safe_text(value)))
    cell: Any = WriteOnlyCell(sheet, content)  # type: ignore[arg-type]
    if is_text:
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = DAY
    return cell
