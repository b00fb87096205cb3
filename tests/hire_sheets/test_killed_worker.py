"""Workers are killed amid a sheet: the next one goes on, and every hire is there exactly once (security T54)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.models import Case
from expatdesk.cases.search import CaseWords
from expatdesk.hire_sheets.actions import keep_sheet, start_taking
from expatdesk.hire_sheets.files import table_of_text
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow, SheetState
from expatdesk.hire_sheets.rows import hires_in
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Person, Role
from expatdesk.people.throttle import INVITATIONS_OF
from expatdesk.shared.clock import today
from expatdesk.shared.db import Model, begin_immediate, db, session
from tests.factories import a_user, an_employer
from tests.hire_sheets.nasty import HEADS, ZOE, csv_text

# So many are three chunks of checking, and five of taking over.
HIRES = 2500
LONGEST_WAIT = 120

Worker = subprocess.Popen[bytes]


@pytest.fixture
def clock() -> None:
    """Processes of their own live in the real time, and their sheets with them."""


def test_every_hire_is_there_once_whenever_workers_are_killed(real_app: Flask) -> None:
    sheet, hr = a_sheet()
    with a_worker(real_app, signal.SIGKILL) as worker:
        wait_until(worker, lambda: rows_in(RowState.RIGHT))
    assert 0 < rows_in(RowState.RIGHT) < HIRES
    with a_worker(real_app, signal.SIGKILL) as worker:
        wait_until(worker, lambda: state_of(sheet) == SheetState.CHECKED)
        assert rows_in(RowState.RIGHT) == HIRES
        begin_immediate()
        start_taking(sheet, by=hr)
        session.commit()
        wait_until(worker, taken_over)
    assert 0 < taken_over() < HIRES
    with a_worker(real_app, signal.SIGTERM) as worker:
        wait_until(worker, lambda: taken_over() == HIRES and state_of(sheet) == SheetState.DONE)
        wait_until(worker, lambda: count(Mail) == INVITATIONS_OF.allowed)
    every_hire_is_there_once()


def taken_over() -> int:
    """How many hires there are. Whatever anybody sees may be what a worker leaves: as many rows are done with."""
    session.rollback()
    rows = select(func.count()).where(SheetRow.state == RowState.TAKEN).scalar_subquery()
    cases = select(func.count()).select_from(Case).scalar_subquery()
    there, done = session.execute(select(cases, rows)).one()
    assert there == done
    return int(there)


def every_hire_is_there_once() -> None:
    cases = set(session.scalars(select(Case.id)))
    assert set(session.scalars(select(Case.reference))) == {f"P-{number}" for number in range(HIRES)}
    assert len(cases) == HIRES
    taken = session.scalars(select(SheetRow.case_id).where(SheetRow.state == RowState.TAKEN))
    opened = session.scalars(select(LogLine.case_id).where(LogLine.verb == "case_opened"))
    people, words = session.scalars(select(Person.case_id)), session.scalars(select(CaseWords.case_id))
    # Who is not invited yet waits for it.
    invited = [*session.scalars(select(Mail.case_id)), *session.scalars(select(HeldInvitation.case_id))]
    for those in (taken, opened, people, words, invited):
        assert sorted(those) == sorted(cases)


def a_sheet() -> tuple[HireSheet, Actor]:
    arrival = (today() + timedelta(days=40)).isoformat()
    lines = [
        (f"P-{number}", *ZOE[1:3], f"N{number}", ZOE[4], f"zoe{number}@mail.example", ZOE[6], arrival, *ZOE[8:])
        for number in range(HIRES)
    ]
    employer = an_employer()
    user = a_user(Role.EMPLOYER, employer=employer)
    hr = Actor(Role.EMPLOYER, user.name, user.id)
    given = hires_in([table_of_text(csv_text(HEADS, *lines))])
    sheet = keep_sheet(given, "hires", employer=employer, by=hr)
    session.commit()
    return sheet, hr


@contextmanager
def a_worker(app: Flask, end: signal.Signals) -> Iterator[Worker]:
    """The worker as it is started in earnest, on the database of this test, until the block ends."""
    environment = {
        **os.environ, "DATABASE_URL": db.engine.url.render_as_string(hide_password=False).replace("+psycopg", ""),
        "INSTANCE_DIR": str(app.config["INSTANCE_DIR"]), "QUEUE_URL": app.config["QUEUE_URL"],
    }  # fmt: skip
    worker = subprocess.Popen([Path(sys.executable).with_name("expatdesk"), "worker"], env=environment)
    try:
        yield worker
    finally:
        worker.send_signal(end)
        worker.wait()


def wait_until(worker: Worker, happened: Callable[[], object]) -> None:
    """Look into the database now and then until this holds, as long as the worker works."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not happened():
        assert time.monotonic() < deadline, "the worker never came so far"
        with suppress(subprocess.TimeoutExpired):
            worker.wait(0.01)
            pytest.fail("the worker ended by itself")


def rows_in(state: RowState) -> int:
    return count(SheetRow, SheetRow.state == state)


def state_of(sheet: HireSheet) -> str:
    session.rollback()
    return sheet.state


def count(model: type[Model], *which: ColumnElement[bool]) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model).where(*which)) or 0
