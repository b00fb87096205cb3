"""The hires of a sheet as they were given: the text of each cell, under the column that it belongs to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from expatdesk.hire_sheets.columns import Heads, heads_of
from expatdesk.hire_sheets.files import LONGEST_CELL, MOST_HIRES, Table
from expatdesk.hire_sheets.refusals import HeadsUnknown, SheetEmpty, SheetTooLarge
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.text import arrived_whole, is_plain, tidy

LINE_ENDS = re.compile(r"[\t\r\n\v\f]+")
# Why the text of a cell is not kept.
BSN, UNSEEN = "bsn", "unseen"


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A line of a sheet: its number there, what its cells say, and which of them we may not keep, and why."""

    number: int
    cells: dict[str, str]
    withheld: dict[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """What is used of a sheet."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    rows: list[GivenRow]


def hires_in(tables: Iterable[Table]) -> Given:
    """The hires in the one of these tables that names the most columns we know. Raises SheetRefused.

    Of columns that we do not know nothing is kept but their names.
    """
    candidates = [(table, heads) for table in tables if (heads := heads_of(table)) is not None]
    if not candidates:
        raise HeadsUnknown
    table, heads = max(candidates, key=lambda pair: len(pair[1].places))
    rows = list(_rows(table, heads))
    if not rows:
        raise SheetEmpty
    if len(rows) > MOST_HIRES:
        raise SheetTooLarge
    unknown = tuple(name for name in heads.unknown if may_be_kept(name) is None)
    return Given(tuple(heads.places.values()), unknown, heads.missing, rows)


def _rows(table: Table, heads: Heads) -> Iterator[GivenRow]:
    # What one cell says, many say.
    read = cache(_read)
    for number, row in enumerate(table[heads.line + 1 :], start=heads.line + 2):
        cells, withheld = {}, {}
        for place, key in heads.places.items():
            text, why = read(row[place] if place < len(row) else "")
            if why:
                withheld[key] = why
            elif text:
                cells[key] = text
        if cells or withheld:
            yield GivenRow(number, cells, withheld)


def _read(cell: str) -> tuple[str, str | None]:
    """The text of a cell, and why it may not be kept."""
    text = one_line(cell)
    return text, may_be_kept(text)


def name_in(cells: Mapping[str, str]) -> str:
    """The name that the cells of a row give somebody."""
    return " ".join(cells[part] for part in ("given_names", "particle", "family_name") if part in cells)


def may_be_kept(text: str) -> str | None:
    """Why a text may not be stored, not even for a day; None where it may (UAVG art. 46)."""
    if not (is_plain(text) and arrived_whole(text)):
        return UNSEEN
    return BSN if holds_bsn(text) else None


def one_line(text: str) -> str:
    """The text of a cell on one line, no longer than we look at."""
    return tidy(LINE_ENDS.sub(" ", text))[: LONGEST_CELL + 1]
