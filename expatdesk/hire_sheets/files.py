"""A file of a spreadsheet program as tables of text, whichever program and whichever country it comes from."""

import csv
import io
import json
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from expatdesk.hire_sheets.refusals import (
    OldWorkbook,
    SheetEmpty,
    SheetHasPassword,
    SheetRefused,
    SheetTooLarge,
    SheetUnreadable,
)

log = logging.getLogger("expatdesk.sheets")

Table = list[list[str]]

PROCESS = Path(__file__).with_name("workbook_process.py")
MOST_BYTES = 10 * 1024**2
MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 20
# Title lines and blank ones may stand beside the hires.
MOST_HIRES, MOST_LINES, MOST_COLUMNS = 10_000, 11_000, 100
# No column takes more. Letters with their marks apart are composed later: of four becomes one at most.
LONGEST_CELL = 300
LETTERS_READ = 4 * (LONGEST_CELL + 1)
# Of a whole workbook, in which every cell counts for ten letters more: a small file may name a long text often.
MOST_LETTERS = 20_000_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
REFUSALS: dict[str, type[SheetRefused]] = {
    "large": SheetTooLarge,
    "password": SheetHasPassword,
    "unreadable": SheetUnreadable,
}
# How the kernel ends a process that asks for too much.
OUT_OF_BOUNDS = (signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV)
# Each of them may take half a gigabyte; all others wait their turn.
AT_WORK = threading.BoundedSemaphore(2)
# What each spelling of text begins with, the longest first.
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = ";,\t"
# So many lines tell what separates the cells.
LOOKED_AT = 20


def tables_in(content: bytes) -> list[Table]:
    """The tables of a file: of a workbook one for each sheet, of a text one. Raises SheetRefused."""
    if len(content) > MOST_BYTES:
        raise SheetTooLarge
    if not content.strip():
        raise SheetEmpty
    if content.startswith(OLE):
        raise OldWorkbook
    return _of_workbook(content) if content.startswith(ZIP) else [table_of_text(_decoded(content))]


def table_of_text(text: str) -> Table:
    """The table of a CSV file, or of what was copied from a sheet. Raises SheetRefused."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in lines:
        raise SheetUnreadable
    told, separator = _separator_told(lines)
    if told:
        # Programs show this line to nobody, and do not count it either.
        lines = lines.partition("\n")[2]
    try:
        return list(_bounded(csv.reader(io.StringIO(lines), delimiter=separator or _separator(lines))))
    except csv.Error as error:
        raise SheetUnreadable from error


def _bounded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number == MOST_LINES or any(row[MOST_COLUMNS:]):
            raise SheetTooLarge
        yield [cell[:LETTERS_READ] for cell in row[:MOST_COLUMNS]]


def _separator_told(text: str) -> tuple[bool, str]:
    """Some programs write in the first line by what they separate cells: 'sep=;'."""
    first = text.partition("\n")[0].strip().lower()
    is_told = len(first) == len("sep=;") and first.startswith("sep=")
    return is_told, first[-1] if is_told else ""


def _separator(text: str) -> str:
    """What makes the most cells of the first lines; a comma within an address makes few."""
    head = "\n".join(text.split("\n", LOOKED_AT * 2)[:-1] or [text])
    return max(SEPARATORS, key=lambda separator: _count_cells(head, separator))


def _count_cells(head: str, separator: str) -> int:
    rows = csv.reader(io.StringIO(head), delimiter=separator)
    try:
        return sum(len(row) - 1 for row in islice(rows, LOOKED_AT))
    except csv.Error:
        return 0


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or as Windows writes it in the west of Europe."""
    spelling = next((spelling for mark, spelling in MARKS if content.startswith(mark)), None)
    for tried in [spelling] if spelling else [*_without_mark(content), "utf-8", "cp1252"]:
        try:
            return content.decode(tried)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable


def _without_mark(content: bytes) -> list[str]:
    """UTF-16 gives itself away: every second byte of Latin letters is 0, and no other text holds any."""
    begin = content[:200]
    if begin[1::2].count(0) * 4 > len(begin):
        return ["utf-16-le"]
    return ["utf-16-be"] if begin[::2].count(0) * 4 > len(begin) else []


def _of_workbook(content: bytes) -> list[Table]:
    """The sheets of a workbook, read in a process of its own: a small file may ask for all memory (T27)."""
    limits = (MEMORY_BYTES, CPU_SECONDS, MOST_LINES, MOST_COLUMNS, LETTERS_READ, MOST_LETTERS)
    with AT_WORK:
        try:
            done = subprocess.run(  # noqa: S603 - our own file, no argument from outside
                [sys.executable, "-I", str(PROCESS), *map(str, limits)], input=content, capture_output=True,
                timeout=2 * CPU_SECONDS, check=True, env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise SheetTooLarge from error
        except subprocess.CalledProcessError as error:
            log.warning("a workbook could not be read: exit %s", error.returncode)
            raise (SheetTooLarge if -error.returncode in OUT_OF_BOUNDS else SheetUnreadable) from error
        said = json.loads(done.stdout)
    if "refused" in said:
        raise REFUSALS[said["refused"]]
    tables: list[Table] = said["tables"]
    return tables
