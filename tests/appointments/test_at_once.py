"""A hundred households want the last time at the same moment, from several processes (security T36)."""

import json
import subprocess
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.appointments.models import Appointment, TakenQuarter
from expatdesk.cases.models import Case
from expatdesk.shared.db import db, session
from tests.factories import a_case, a_counter, an_employer, complete

ROOT = Path(__file__).parents[2]
WEDNESDAY, TODAY = date(2026, 12, 16), date(2026, 12, 14)


def households(number: int) -> list[str]:
    """So many households whose papers are handed in."""
    employer = an_employer()
    cases = [a_case(employer=employer) for _ in range(number)]
    for case in cases:
        complete(case, "intake")
        complete(case, "papers_handed_in")
    session.commit()
    return [str(case.id) for case in cases]


def book_at_once(cases: list[str], number: int, folder: Path) -> list[str]:
    """All of them press the button in the same moment, by so many processes; what each was told."""
    url = db.engine.url.render_as_string(hide_password=False)
    session.remove()
    share = len(cases) // number
    told: list[str] = []
    with ExitStack() as running:
        processes = [running.enter_context(a_process()) for _ in range(number)]
        for index, process in enumerate(processes):
            mine = cases[index * share : (index + 1) * share]
            orders = {"url": url, "folder": str(folder), "cases": mine, "at": f"{WEDNESDAY}T10:00"}
            tell(process, json.dumps({**orders, "today": TODAY.isoformat()}))
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            tell(process, "go")
        for process in processes:
            out, _ = process.communicate(timeout=60)
            told += json.loads(out)
    return told


def a_process() -> subprocess.Popen[str]:
    """One of a server's processes, waiting for its orders."""
    command = [sys.executable, "-m", "tests.appointments.booking_process"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Give a process its next line."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


@pytest.mark.parametrize(
    ("counters", "number", "processes"), [(1, 100, 4), (3, 20, 2)], ids=["one counter", "three counters"]
)
def test_as_many_win_as_there_are_counters(
    real_app: Flask, tmp_path: Path, counters: int, number: int, processes: int
) -> None:
    for _ in range(counters):
        a_counter()
    answers = book_at_once(households(number), processes, tmp_path)
    assert {what: answers.count(what) for what in set(answers)} == {
        "booked": counters,
        "TimeTaken": number - counters,
    }
    assert session.scalar(select(func.count()).select_from(Appointment)) == counters
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 2 * counters
    assert session.scalar(select(func.count()).select_from(Case).where(Case.visit_at.is_not(None))) == counters
