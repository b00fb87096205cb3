"""Who writes into an SQLite file waits in a queue: the kernel's, for a lock on a file beside it.

SQLite itself lets those who wait ask again after ever longer pauses; under load some are overtaken for seconds.
"""

import fcntl
import sqlite3
from io import FileIO
from threading import Event, Lock, Thread

from sqlalchemy import Connection, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

TURN = "turn"
# Nobody is let wait for more than two seconds: this leaves some for the writing itself.
SECONDS = 1.5


def wait_for_turn(connection: Connection) -> None:
    """Return when nobody else writes. The turn ends as the connection goes back, or with the process.

    Raises OperationalError where that takes too long: the page says that it is busy, and nothing was written.
    """
    path = connection.engine.url.database
    if path and TURN not in connection.info:
        connection.info[TURN] = _turn(f"{path}.{TURN}")


def _turn(path: str) -> FileIO:
    lock = FileIO(path, "a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not _Waiting(lock).has_come():
            raise OperationalError("BEGIN", None, sqlite3.OperationalError("database is locked")) from None
    return lock


class _Waiting:
    """A place in the queue. The kernel knows no limit: a thread waits there, and lets go what comes too late."""

    def __init__(self, lock: FileIO) -> None:
        self._lock, self._came, self._deciding, self._is_over = lock, Event(), Lock(), False
        Thread(target=self._wait, daemon=True).start()

    def has_come(self) -> bool:
        """Whether the turn came in time."""
        self._came.wait(SECONDS)
        with self._deciding:
            self._is_over = not self._came.is_set()
            return not self._is_over

    def _wait(self) -> None:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        with self._deciding:
            if self._is_over:
                self._lock.close()
            self._came.set()


@event.listens_for(Pool, "checkin")
def end_turn(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    """Let the next one write."""
    if lock := entry.info.pop(TURN, None):
        lock.close()
