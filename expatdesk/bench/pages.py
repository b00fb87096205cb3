"""How long the pages of an officer take, and how many times their floor that is."""

import statistics
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from expatdesk.access.sessions import TOKEN
from expatdesk.bench.copies import COPIED, OFFICERS_OF_BENCH
from expatdesk.bench.floor import Statement, sql_milliseconds, statements_of
from expatdesk.bench.server import Server, p95, running
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.worklist import PAGE_SIZE
from expatdesk.desk.forms.list_places import AFTER, place_of
from expatdesk.people.models import Role, User
from expatdesk.people.sign_ins import end_stay, start_stay
from expatdesk.shared.db import begin_immediate, session

EMPTY = "/health/live"
ONE, MANY = 1, 8
WARM = 6


class NotSeeded(Exception):
    """There is nothing to measure on."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one page, in milliseconds and pages a second."""

    page: str
    median: float
    p95: float
    rate_1: float
    rate_8: float
    queries: int
    sql: float
    floor: float

    @property
    def times_floor(self) -> float:
        """How many times the floor the page takes."""
        return self.median / self.floor


def measure_pages(app: Flask, *, requests: int) -> list[Figures]:
    """Measure each page with this many requests. Raises NotSeeded."""
    paths = _paths()
    with signed_in(app) as cookie:
        # Before the server starts: what is measured is the same for both.
        asked = {name: statements_of(app, path, cookie) for name, path in paths.items()}
        with running("=".join(cookie)) as server:
            return [_figures(server, name, path, asked[name], requests) for name, path in paths.items()]


def _paths() -> dict[str, str]:
    copies = Case.email.like(COPIED)
    newest = session.scalar(select(Case.id).where(copies, Case.state == CaseState.OPEN).limit(1))
    title = session.scalar(select(Case.title).where(copies).limit(1))
    if newest is None or title is None:
        raise NotSeeded("there are no cases to measure on: run expatdesk bench seed")
    return {
        "dashboard": "/desk/",
        "worklist, first page": "/desk/worklist",
        "worklist, deep page": deep_page(),
        "worklist, late": "/desk/worklist?view=late",
        "worklist, search": f"/desk/worklist?q={title.split()[-1].encode('ascii', 'ignore').decode()}",
        "case": f"/desk/cases/{newest}",
        "housing board": "/desk/homes-board",
        "social board": "/desk/people-board",
    }


def deep_page() -> str:
    """The address of the page in the middle of the list of all open cases."""
    count = session.scalar(select(func.count()).where(Case.state == CaseState.OPEN)) or 0
    middle = select(Case.lawful_due, Case.id).where(Case.state == CaseState.OPEN)
    row = session.execute(middle.order_by(Case.lawful_due.nulls_last(), Case.id).offset(count // 2).limit(1)).one()
    query = {"page": count // 2 // PAGE_SIZE + 1, AFTER: place_of(row, "lawful")}
    return f"/desk/worklist?{urlencode(query)}"


@contextmanager
def signed_in(app: Flask) -> Iterator[tuple[str, str]]:
    """The cookie of an officer who is signed in, until the block ends."""
    begin_immediate()
    officer = session.scalars(select(User).where(User.email.like(OFFICERS_OF_BENCH)).limit(1)).first()
    if officer is None:
        raise NotSeeded("there is no officer to measure with: run expatdesk bench seed")
    token = start_stay(Role.OFFICER, user_id=uuid.UUID(str(officer.id)))
    session.commit()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    try:
        yield app.config["SESSION_COOKIE_NAME"], signer.dumps({TOKEN: token})
    finally:
        begin_immediate()
        end_stay(token)
        session.commit()


def _figures(server: Server, name: str, path: str, asked: list[Statement], requests: int) -> Figures:
    server.rate(path, WARM * MANY, MANY)
    times = server.times(path, requests)
    empty = statistics.median(server.times(EMPTY, requests))
    sql = sql_milliseconds(asked, requests)
    return Figures(
        page=name, median=statistics.median(times), p95=p95(times), rate_1=1000 / statistics.mean(times),
        rate_8=server.rate(path, requests * 2, MANY), queries=len(asked), sql=sql, floor=empty + sql,
    )  # fmt: skip
