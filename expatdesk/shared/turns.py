"""Who writes into an SQLite file waits in a queue: the kernel's, for a lock on a file beside it.

SQLite itself lets those who wait ask again after ever longer pauses; under load some are overtaken for seconds.
"""

import fcntl
from io import FileIO

from sqlalchemy import Connection, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

TURN = "turn"


def wait_for_turn(connection: Connection) -> None:
    """Return when nobody else writes. The turn ends as the connection goes back, or with the process."""
    path = connection.engine.url.database
    if path and TURN not in connection.info:
        lock = FileIO(f"{path}.{TURN}", "a")
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.info[TURN] = lock


@event.listens_for(Pool, "checkin")
def end_turn(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    """Let the next one write."""
    if lock := entry.info.pop(TURN, None):
        lock.close()
