"""Pages as pictures, for eyes: sheets of a PDF are drawn in a process of its own (security T26, T27)."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from expatdesk.documents.models import StoredFile
from expatdesk.documents.store import the_store
from expatdesk.shared.key_ring import key_ring

log = logging.getLogger("expatdesk.papers")

PROCESS = Path(__file__).with_name("picture_process.py")
MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 20
# Wide enough to read small print at twice the size of the page.
WIDTH = 1600
# Two at a time; who comes when four are there already is asked to come again.
DRAWING = threading.BoundedSemaphore(2)
AT_THE_DOOR = threading.BoundedSemaphore(6)


class PictureNotMade(Exception):
    """The sheet took too long, asked for too much memory, or could not be drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One sheet as a browser shows it."""

    media_type: str
    content: bytes


def picture_of(page: StoredFile, sheet: int) -> Picture:
    """The sheet, counted from 1, of this file as a picture.

    Raises LookupError where there is no such sheet, PictureNotMade, and what the store and the keys raise.
    """
    if not 1 <= sheet <= page.sheets:
        raise LookupError(sheet)
    content = key_ring().decrypt(the_store().get(page.stored_as), page.id, page.key_id)
    if page.media_type != "application/pdf":
        return Picture(page.media_type, content)
    if not AT_THE_DOOR.acquire(blocking=False):
        raise PictureNotMade("too many at once")
    try:
        with DRAWING:
            return Picture("image/png", draw(content, sheet))
    finally:
        AT_THE_DOOR.release()


def draw(pdf: bytes, sheet: int) -> bytes:
    """The sheet of a PDF, counted from 1, as a PNG. Raises PictureNotMade."""
    order = {"sheet": sheet, "width": WIDTH, "memory_bytes": MEMORY_BYTES, "cpu_seconds": CPU_SECONDS}
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no argument from outside
            [sys.executable, "-I", str(PROCESS)],
            input=json.dumps(order).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=2 * CPU_SECONDS,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=True,
        )
    except subprocess.TimeoutExpired as too_slow:
        raise PictureNotMade("the sheet took too long") from too_slow
    except subprocess.CalledProcessError as failed:
        raise PictureNotMade(failed.stderr.decode(errors="replace")[-1000:]) from failed
    return done.stdout
