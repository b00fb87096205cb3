"""Makes of a file that somebody sent one that may be kept, in a process of its own (security T26, T27)."""

import json
import logging
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from expatdesk.documents.refusals import (
    FileEmpty,
    FileEncrypted,
    FileRefused,
    FileTooLarge,
    FileTooSlow,
    FileUnreadable,
    KindUnknown,
    NoHandFree,
    NoPhoto,
    PhotoIsHeic,
    TooManyPixels,
    TooManySheets,
)

log = logging.getLogger("expatdesk.papers")

PROCESS = Path(__file__).with_name("cleaning_process.py")
MOST_BYTES = 10 * 1024**2
MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 20
# How the kernel ends a process whose time is up.
OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)
REFUSALS: dict[str, type[FileRefused]] = {
    "kind": KindUnknown,
    "heic": PhotoIsHeic,
    "no_photo": NoPhoto,
    "encrypted": FileEncrypted,
    "sheets": TooManySheets,
    "pixels": TooManyPixels,
    "unreadable": FileUnreadable,
}
# Two at a time, as many as there are cores on a small machine; all others wait their turn, and not for ever: each
# of them keeps a thread of the server from answering anybody else.
AT_WORK = threading.BoundedSemaphore(2)
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What is kept of a file."""

    media_type: str
    sheets: int
    content: bytes
    # Of a picture, along its longer side.
    dots: int


def clean(content: bytes, *, as_photo: bool = False) -> CleanFile:
    """The file as it may be kept: its kind told by its content, drawn or written anew; a photo as a page shows it.

    Raises FileRefused; NoHandFree where too many others are being read.
    """
    if not content:
        raise FileEmpty
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    head, _newline, kept = _cleaned(content, as_photo=as_photo).partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError as error:
        # The kernel ended the process before it could say a word.
        raise FileUnreadable from error
    if "refused" in said:
        raise REFUSALS[said["refused"]]
    return CleanFile(said["media_type"], said["sheets"], kept, said["dots"])


def _cleaned(content: bytes, *, as_photo: bool) -> bytes:
    if not AT_WORK.acquire(timeout=PATIENCE_SECONDS):
        raise NoHandFree
    try:
        return _run(content, as_photo=as_photo)
    except subprocess.TimeoutExpired as error:
        raise FileTooSlow from error
    except subprocess.CalledProcessError as error:
        log.warning("a file could not be cleaned: exit %s", error.returncode)
        raise (FileTooSlow if -error.returncode in OUT_OF_TIME else FileUnreadable) from error
    finally:
        AT_WORK.release()


def _run(content: bytes, *, as_photo: bool = False) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own file, no argument from outside
        [sys.executable, "-I", str(PROCESS), str(MEMORY_BYTES), str(CPU_SECONDS), str(int(as_photo))],
        input=content,
        capture_output=True,
        timeout=2 * CPU_SECONDS,
        # Nothing of our environment: settings and secrets are no business of a file from outside.
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    return done.stdout
