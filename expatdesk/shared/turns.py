"""Who writes into an SQLite file waits in a queue: the kernel's, for a lock on a file beside it.

SQLite itself lets those who wait ask again after ever longer pauses; under load some are overtaken for seconds.
"""

import fcntl
import sqlite3
from io import FileIO
from threading import BoundedSemaphore, Event, Lock, Thread

from sqlalchemy import Connection, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

TURN = "turn"
# Nobody is let wait for more than two seconds: this leaves some for the writing itself.
SECONDS = 1.5
# So many of a process stand in the queue at most, with those whose time was up: each holds a thread and two files,
# and a process that has opened too many of them answers nobody, also when whoever writes is through (T27).
MOST_WAITING = 100
WAITING = BoundedSemaphore(MOST_WAITING)


def wait_for_turn(connection: Connection) -> None:
    """Return when nobody else writes. The turn ends as the connection goes back, or with the process.

    Raises OperationalError where that takes too long: the page says that it is busy, and nothing was written.
    """
    path = connection.engine.url.database
    if path and TURN not in connection.info:
        connection.info[TURN] = take_turn(f"{path}.{TURN}")


def take_turn(path: str) -> FileIO:
    """Lock this file. Whoever is next waits at the head of the queue: who wrote last stands behind them.

    Raises OperationalError where it takes too long, or too many wait already.
    """
    head, turn = FileIO(f"{path}.head", "a"), FileIO(path, "a")
    try:
        _wait(head, turn, fcntl.LOCK_NB)
    except BlockingIOError:
        if not _has_come(head, turn):
            raise OperationalError("BEGIN", None, sqlite3.OperationalError("database is locked")) from None
    return turn


def _has_come(head: FileIO, turn: FileIO) -> bool:
    """Stand in the queue where there is a place left; whether the turn came in time."""
    if WAITING.acquire(blocking=False):
        return _Waiting(head, turn).has_come()
    head.close()
    turn.close()
    return False


def _wait(head: FileIO, turn: FileIO, how: int = 0) -> None:
    for lock in (head, turn):
        fcntl.flock(lock, fcntl.LOCK_EX | how)
    head.close()


class _Waiting:
    """A place in the queue. The kernel knows no limit: a thread waits there, and lets go what comes too late."""

    def __init__(self, head: FileIO, turn: FileIO) -> None:
        self._head, self._turn, self._came = head, turn, Event()
        self._deciding, self._is_over = Lock(), False
        Thread(target=self._wait, daemon=True).start()

    def has_come(self) -> bool:
        """Whether the turn came in time."""
        self._came.wait(SECONDS)
        with self._deciding:
            self._is_over = not self._came.is_set()
            return not self._is_over

    def _wait(self) -> None:
        _wait(self._head, self._turn)
        WAITING.release()
        with self._deciding:
            if self._is_over:
                self._turn.close()
            self._came.set()


@event.listens_for(Pool, "checkin")
def end_turn(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    """Let the next one write."""
    if lock := entry.info.pop(TURN, None):
        lock.close()
