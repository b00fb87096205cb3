"""The night between two days: the worker does once what a new day asks for, however often it looks."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk import create_app, do_what_waits
from expatdesk.messages.joining import APART
from expatdesk.messages.models import WAITING, Mail
from expatdesk.shared.db import db, session
from tests.conftest import DEMO_TESTS, NIGHT_TO_MONDAY, Demonstration
from tests.databases import settings_for

pytestmark = DEMO_TESTS
Rows = dict[str, list[str]]
MOST_RINGS = 5
# A visit comes near, of which nobody is told before eight; later, papers have lain for as long as they may.
LATER = (timedelta(days=1, hours=9), timedelta(days=17))


@pytest.fixture
def desk(demonstration: Demonstration, tmp_path: Path) -> Iterator[Flask]:
    """The demonstration with papers of its own: the night erases some."""
    shutil.copytree(demonstration.databases.folder / "papers", tmp_path / "papers")
    shutil.copy(demonstration.databases.folder / "file_keys", tmp_path)
    app = create_app(settings_for(demonstration.copy(), tmp_path))
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


def looks(desk: Flask) -> None:
    """The worker looks what waits, and once more each time that the bell rings for what it wrote itself."""
    do_what_waits()
    queue = desk.extensions["huey"]
    for _ring in range(MOST_RINGS):
        if (task := queue.dequeue()) is None:
            return
        queue.execute(task)
    raise AssertionError("the bell does not stop ringing: each look writes something new")


def all_rows() -> Rows:
    """Whatever stands in the database."""
    session.expire_all()
    return {table.name: sorted(map(str, session.execute(select(table)))) for table in db.metadata.sorted_tables}


def count_of_mails() -> Counter[str]:
    """How many of each kind were ever written."""
    return Counter(session.scalars(select(Mail.kind)))


def files_of(folder: Path) -> set[Path]:
    """Papers and mails: neither is ever written a second time."""
    return {file for kind in ("papers", "mail") for file in (folder / kind).rglob("*") if file.is_file()}


def test_looking_again_changes_nothing(
    desk: Flask, tmp_path: Path, clock: Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    rows, files, mails = all_rows(), files_of(tmp_path), count_of_mails()
    for later in LATER:
        clock.move_to(NIGHT_TO_MONDAY + later, tick=False)
        looks(desk)
        # What may be joined with others waits a little, and for an hour where one went out just now.
        clock.shift(APART)
        looks(desk)
        after = all_rows(), files_of(tmp_path)
        assert session.scalars(select(Mail).where(Mail.state == WAITING)).all() == []
        looks(desk)
        assert (all_rows(), files_of(tmp_path)) == after
    # There was something to do, or this would say nothing.
    assert {name for name in rows if rows[name] != after[0][name]} >= {"case", "mail", "page", "appointment"}
    assert count_of_mails()["visit_reminder"] > mails["visit_reminder"]
    assert files - after[1]
    assert after[1] - files
    assert [line.getMessage() for line in caplog.records if line.levelname == "ERROR"] == []
