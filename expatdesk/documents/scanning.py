"""Asking a virus scanner (clamd) about a file, where the settings name one."""

import socket
import struct
from urllib.parse import urlsplit

from expatdesk.shared.setting import setting

SECONDS = 20
CHUNK = 64 * 1024


class NothingSaid(Exception):
    """The scanner says nothing of this file: it waits, and nobody opens it before."""


class TookTooLong(NothingSaid):
    """The scanner was still at this file when its time was over."""


class ScannerAway(NothingSaid):
    """The scanner cannot say anything of any file now, so that all of them wait."""


def is_wanted() -> bool:
    """Whether this installation has a scanner."""
    return bool(setting("CLAMD_URL"))


def is_clean(content: bytes) -> bool:
    """Whether the scanner finds nothing in the content. Raises ScannerAway, TookTooLong and NothingSaid."""
    try:
        answer = _ask(content)
    except (OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    if answer.endswith("FOUND"):
        return False
    if answer.endswith("OK"):
        return True
    raise NothingSaid(answer)


def _ask(content: bytes) -> str:
    """Clamd's own way of being asked: its command, pieces each behind its length, and an empty one at the end."""
    with _connected() as scanner:
        try:
            return _answer(scanner, content)
        except TimeoutError as error:
            raise TookTooLong(str(error)) from error
        except ConnectionError as error:
            # Clamd hangs up in the middle of a file that is larger than it takes; then its answer may be lost.
            raise NothingSaid(str(error)) from error


def _answer(scanner: socket.socket, content: bytes) -> str:
    scanner.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        scanner.sendall(struct.pack("!I", len(piece)) + piece)
    scanner.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and (more := scanner.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected() -> socket.socket:
    url = urlsplit(setting("CLAMD_URL"))
    if url.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(url.path)
        except OSError:
            scanner.close()
            raise
        return scanner
    return socket.create_connection((url.hostname or "127.0.0.1", url.port or 3310), timeout=SECONDS)
