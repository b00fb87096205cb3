"""Runs as a process of its own, by path: reads a workbook on stdin, writes its cells as text on stdout.

It knows nothing of the app: no settings, no database, no secrets, and a limit on time and memory. Its answer is
a line of JSON, {"tables": [[[cell, …], …], …]} or {"refused": …}.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

MOST_PARTS, MOST_UNPACKED = 1000, 150 * 1024**2
# What a cell takes beside its text, in letters.
ROOM_OF_CELL = 10

Value = int | float | str | bool | time | date | datetime | timedelta


class Bounds(NamedTuple):
    """How much of a workbook is read."""

    lines: int
    columns: int
    letters_of_cell: int
    letters: int


class Refused(Exception):
    """The file is not taken; the argument is the word for why."""


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Let the kernel end this process where a file asks for more than a file may."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tables(content: bytes, most: Bounds) -> list[list[list[str]]]:
    """Every sheet that is shown, as text; line 1 is line 1 of the sheet."""
    refuse_bomb(content)
    book = load_workbook(io.BytesIO(content))
    read, letters = [], 0
    for one in book.sheets_metadata:
        if one.typ is SheetTypeEnum.WorkSheet and one.visible is SheetVisibleEnum.Visible:
            cells = table(book.get_sheet_by_name(one.name), most)
            letters += sum(len(cell) + ROOM_OF_CELL for row in cells for cell in row)
            if letters > most.letters:
                raise Refused("large")
            read.append(cells)
    return read


def refuse_bomb(content: bytes) -> None:
    """A packed file says how large its parts become; who lies about it runs into the limit on memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused("large")


def table(sheet: CalamineSheet, most: Bounds) -> list[list[str]]:
    """The cells of a sheet."""
    if sheet.start is None or sheet.end is None:
        return []
    lines, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if lines > most.lines or columns > most.columns:
        raise Refused("large")
    # Row by row, cut at once. They begin in the first column that holds anything.
    before = [""] * sheet.start[1]
    return [before + [as_text(value)[: most.letters_of_cell] for value in row] for row in sheet.iter_rows()]


def as_text(value: Value) -> str:
    """A cell as somebody would type it: whole numbers come as floats, and days as moments."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def answer(content: bytes, most: Bounds) -> bytes:
    """What is said of a workbook. Writing it takes memory as well, so it belongs to the reading."""
    try:
        return as_json({"tables": tables(content, most)})
    except Refused as refused:
        return as_json({"refused": refused.args[0]})
    except PasswordError:
        return as_json({"refused": "password"})
    except MemoryError:
        return as_json({"refused": "large"})
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        return as_json({"refused": "unreadable"})


def as_json(said: dict[str, object]) -> bytes:
    """An answer as it is written; letters stay as they are, which takes the least room."""
    return json.dumps(said, ensure_ascii=False).encode()


def main() -> None:
    memory_bytes, cpu_seconds, *most = (int(number) for number in sys.argv[1:])
    limit(memory_bytes, cpu_seconds)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), Bounds(*most)))


if __name__ == "__main__":
    main()
