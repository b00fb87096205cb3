"""Two workers at one moment."""

import contextlib
import threading
from collections.abc import Callable, Iterator

from flask import Flask
from sqlalchemy import text

from expatdesk.shared.db import db, session


def both(app: Flask, part: Callable[[], None]) -> None:
    """Let two workers do this part at once."""
    together, failures = threading.Barrier(2), list[Exception]()

    def one() -> None:
        with app.app_context():
            together.wait()
            try:
                part()
            except Exception as error:
                failures.append(error)
            session.remove()

    workers = [threading.Thread(target=one) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []


@contextlib.contextmanager
def beside(app: Flask, part: Callable[[], None]) -> Iterator[None]:
    """Let somebody begin this part; what stands in the block goes on once they wait for a lock, or are done."""
    failures = list[Exception]()

    def one() -> None:
        with app.app_context():
            try:
                part()
            except Exception as error:
                failures.append(error)
            session.remove()

    other = threading.Thread(target=one)
    other.start()
    while other.is_alive() and not _somebody_waits():
        other.join(0.02)
    yield
    other.join()
    assert failures == []


def _somebody_waits() -> bool:
    """Whether a transaction waits for another one. On SQLite nobody sees it; there all wait for whoever writes."""
    with db.engine.connect() as watching:
        if watching.dialect.name == "sqlite":
            return True
        here = text("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    " AND datname = current_database())")  # fmt: skip
        return bool(watching.execute(here).scalar())
