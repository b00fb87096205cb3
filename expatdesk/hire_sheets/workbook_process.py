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

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

MOST_PARTS, MOST_UNPACKED = 1000, 150 * 1024**2

Value = int | float | str | bool | time | date | datetime | timedelta


class Refused(Exception):
    """The file is not taken; the argument is the word for why."""


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Let the kernel end this process where a file asks for more than a file may."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tables(content: bytes, most_lines: int, most_columns: int) -> list[list[list[str]]]:
    """Every sheet that is shown, as text; line 1 is line 1 of the sheet."""
    refuse_bomb(content)
    book = load_workbook(io.BytesIO(content))
    seen = [
        one.name
        for one in book.sheets_metadata
        if one.typ is SheetTypeEnum.WorkSheet and one.visible is SheetVisibleEnum.Visible
    ]
    return [table(book.get_sheet_by_name(name), most_lines, most_columns) for name in seen]


def refuse_bomb(content: bytes) -> None:
    """A packed file says how large its parts become; who lies about it runs into the limit on memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused("large")


def table(sheet: CalamineSheet, most_lines: int, most_columns: int) -> list[list[str]]:
    """The cells of a sheet."""
    if sheet.end is None:
        return []
    lines, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if lines > most_lines or columns > most_columns:
        raise Refused("large")
    return [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def as_text(value: Value) -> str:
    """A cell as somebody would type it: whole numbers come as floats, and days as moments."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def main() -> None:
    memory_bytes, cpu_seconds, most_lines, most_columns = (int(number) for number in sys.argv[1:5])
    limit(memory_bytes, cpu_seconds)
    try:
        said: dict[str, object] = {"tables": tables(sys.stdin.buffer.read(), most_lines, most_columns)}
    except Refused as refused:
        said = {"refused": refused.args[0]}
    except PasswordError:
        said = {"refused": "password"}
    except MemoryError:
        said = {"refused": "large"}
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        said = {"refused": "unreadable"}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
