"""A hundred households want the last time at the same moment, from several processes (security T36)."""

import json
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.appointments.models import Appointment, TakenQuarter
from expatdesk.shared.db import db, session
from tests.conftest import MONDAY_MORNING
from tests.factories import a_case, a_counter, an_employer, complete

ROOT = Path(__file__).parents[2]
WEDNESDAY_AT_TEN = "2026-12-16T10:00:00"
# The status of an answer, and the times that its page offers.
Answer = tuple[int, list[str]]


def households(number: int) -> list[str]:
    """So many households whose papers are handed in."""
    employer = an_employer()
    cases = [a_case(employer=employer) for _ in range(number)]
    for case in cases:
        complete(case, "intake")
        complete(case, "papers_handed_in")
    session.commit()
    return [str(case.id) for case in cases]


def press_at_once(button: str, cases: list[str], number: int, folder: Path) -> list[Answer]:
    """All of them press the same time in the same moment, by so many processes; what each was told."""
    url = db.engine.url.render_as_string(hide_password=False)
    session.remove()
    share = len(cases) // number
    told: list[Answer] = []
    with ExitStack() as running:
        processes = [running.enter_context(a_process()) for _ in range(number)]
        for index, process in enumerate(processes):
            mine = cases[index * share : (index + 1) * share]
            orders = {"url": url, "folder": str(folder), "cases": mine, "press": button, "at": WEDNESDAY_AT_TEN}
            tell(process, json.dumps({**orders, "now": MONDAY_MORNING.isoformat()}))
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            tell(process, "go")
        for process in processes:
            out, _ = process.communicate(timeout=60)
            told += [(status, times) for status, times in json.loads(out)]
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
    ("button", "counters", "number", "processes"),
    [("expat.book_own_visit", 1, 100, 4), ("expat.keep_time", 3, 20, 2)],
    ids=["one counter", "three counters"],
)
def test_as_many_win_as_there_are_counters(
    real_app: Flask, tmp_path: Path, button: str, counters: int, number: int, processes: int
) -> None:
    for _ in range(counters):
        a_counter()
    answers = press_at_once(button, households(number), processes, tmp_path)
    assert Counter(status for status, _ in answers) == {303: counters, 409: number - counters}
    # Whoever came too late chooses again at once, from times of which that one is none.
    offered = [times for status, times in answers if status == 409]
    assert all(times and WEDNESDAY_AT_TEN not in times for times in offered)
    assert session.scalar(select(func.count()).select_from(Appointment)) == counters
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 2 * counters
