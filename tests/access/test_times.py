"""Wanting a time that others have: nobody waits for a turn to write to be told so, or keeps others waiting."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from expatdesk.access.times import turn_for
from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.refusals import TimeTaken
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.region import load_region
from expatdesk.shared import turns
from expatdesk.shared.clock import today
from expatdesk.shared.db import db, session
from tests.factories import a_case, a_counter, complete
from tests.page import Page
from tests.visitor import Visitor

WEDNESDAY, TEN = date(2026, 12, 16), time(10)
AT_TEN = {"time": "2026-12-16T10:00:00+01:00"}


@pytest.fixture
def queue(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path | None:
    """Where those who write wait for their turn; PostgreSQL lets many write at once."""
    monkeypatch.setattr(turns, "SECONDS", 0.5)
    a_counter()
    is_sqlite = db.engine.dialect.name == "sqlite"
    return Path(f"{db.engine.url.database}.{turns.TURN}") if is_sqlite else None


def ready() -> Case:
    """A household whose papers are handed in."""
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    session.commit()
    return case


def is_booked(case: Case) -> None:
    book_visit(
        case, WEDNESDAY, TEN, version=case.version, by=SYSTEM, region=load_region("leiden"), today=today()
    )  # fmt: skip
    session.commit()


def choosing(app: Flask, case: Case) -> Visitor:
    """This household with the times before it."""
    visitor = Visitor(app, case)
    visitor.page = Page(visitor.asks_for("expat.visit_times").text, "", 200)
    return visitor


@contextmanager
def somebody_writes(queue: Path | None) -> Iterator[None]:
    """Have the turn, where there is one; it has to be free."""
    if queue is None:
        yield
        return
    with queue.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def test_who_comes_too_late_waits_for_nobody(real_app: Flask, queue: Path | None) -> None:
    is_booked(ready())
    late = choosing(real_app, ready())
    with somebody_writes(queue):
        answer = late.posts("expat.keep_time", AT_TEN)
    assert (answer.status_code, "just taken that time" in answer.text) == (409, True)


def test_a_time_that_is_taken_while_somebody_waits(real_app: Flask, queue: Path | None) -> None:
    """They may be one of too many to have their turn: that is no reason to call the desk busy."""
    late, first = choosing(real_app, ready()), ready().id

    def book() -> None:
        with real_app.app_context():
            is_booked(session.get_one(Case, first))

    with somebody_writes(queue):
        (booking := threading.Timer(0.1, book)).start()
        # Where nobody waits for a turn, they come when it is over.
        if queue is None:
            booking.join()
        answer = late.posts("expat.keep_time", AT_TEN)
    booking.join()
    assert (answer.status_code, "just taken that time" in answer.text) == (409, True)


def test_a_free_time_while_the_desk_is_busy(real_app: Flask, queue: Path | None) -> None:
    wanting = choosing(real_app, ready())
    if queue:
        with somebody_writes(queue):
            assert wanting.posts("expat.keep_time", AT_TEN).status_code == 503
    assert wanting.posts("expat.keep_time", AT_TEN).status_code == 303


def test_others_write_while_the_page_with_free_times_is_drawn(real_app: Flask, queue: Path | None) -> None:
    case = ready()
    with real_app.test_request_context():
        with pytest.raises(TimeTaken), turn_for(case, WEDNESDAY, TEN):
            raise TimeTaken
        with somebody_writes(queue):
            pass
