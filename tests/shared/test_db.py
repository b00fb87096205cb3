"""The database: one commit rule for the whole app, and the traps of two kinds of database."""

import fcntl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from expatdesk import create_app
from expatdesk.access.permissions import Permission
from expatdesk.access.routes import ROUTES
from expatdesk.access.rules import Rule
from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer
from expatdesk.shared import turns
from expatdesk.shared.db import begin_immediate, db, refresh_statistics, session
from tests.databases import Databases, settings_for
from tests.factories import a_case, an_employer

HOST = "https://expatdesk.example"


def count(model: type = Employer) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def probed(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application with a route that writes and then answers with the status it is asked for."""
    monkeypatch.setitem(ROUTES, "probe", Rule(Permission.SEE_PUBLIC_PAGES))
    app = create_app({**settings_for(databases.new(), tmp_path), "WTF_CSRF_ENABLED": False})

    def probe(status: int) -> str:
        an_employer(f"Answered {status}")
        if status == 500:
            raise ZeroDivisionError
        if status >= 400:
            abort(status)
        return "written"

    app.add_url_rule("/probe/<int:status>", "probe", probe, methods=["GET", "POST"])
    app.testing = False
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("method", "path", "kept"),
    [
        ("POST", "/probe/200", 1),
        ("POST", "/probe/404", 0),
        ("POST", "/probe/409", 0),
        ("POST", "/probe/422", 0),
        ("POST", "/probe/500", 0),
        ("GET", "/probe/200", 0),
    ],
)
def test_what_is_kept(probed: Flask, method: str, path: str, kept: int) -> None:
    """A POST that went well is stored; a GET never is, whatever its view does."""
    probed.test_client().open(path, method=method, base_url=HOST)
    with probed.app_context():
        assert count() == kept


@pytest.mark.parametrize(("method", "moment"), [("POST", "before_commit"), ("GET", "after_soft_rollback")])
def test_a_connection_that_breaks_at_the_last_moment(probed: Flask, method: str, moment: str) -> None:
    """A restarted database is no fault of the visitor's: come again in a moment (security T57)."""

    def breaks(*_session: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    event.listen(Session, moment, breaks)
    try:
        answer = probed.test_client().open("/probe/200", method=method, base_url=HOST)
    finally:
        event.remove(Session, moment, breaks)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert probed.test_client().post("/probe/200", base_url=HOST).status_code == 200


def test_an_error_in_one_request_does_not_reach_the_next(probed: Flask) -> None:
    client = probed.test_client()
    assert client.post("/probe/500", base_url=HOST).status_code == 500
    assert client.post("/probe/200", base_url=HOST).status_code == 200
    with probed.app_context():
        assert [employer.name for employer in session.scalars(select(Employer))] == ["Answered 200"]


@pytest.mark.usefixtures("app")
def test_a_moment_comes_back_in_utc() -> None:
    case = a_case()
    case.visit_at = datetime(2026, 12, 16, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    session.commit()
    assert case.visit_at == datetime(2026, 12, 16, 9, 30, tzinfo=UTC)
    assert case.visit_at.tzinfo is UTC


@pytest.mark.usefixtures("app")
def test_a_moment_without_a_time_zone_is_refused() -> None:
    case = a_case()
    case.visit_at = datetime(2026, 12, 16, 10, 30)  # noqa: DTZ001 - the fault that this is about
    with pytest.raises(StatementError, match="without a time zone"):
        session.flush()
    session.rollback()


@pytest.mark.usefixtures("app")
def test_a_savepoint_that_is_rolled_back_leaves_nothing() -> None:
    """Python's own guessing when to begin would have kept the row on SQLite."""
    an_employer("Kept")
    nested = session.begin_nested()
    an_employer("Not kept")
    nested.rollback()
    session.commit()
    assert [employer.name for employer in session.scalars(select(Employer))] == ["Kept"]


@pytest.mark.usefixtures("app")
def test_constraints_hold_on_both_databases() -> None:
    an_employer("Twice")
    with pytest.raises(IntegrityError):
        an_employer("Twice")
    session.rollback()


def test_sqlite_is_set_up_for_safety(real_app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        assert session.scalar(text("SHOW server_encoding")) == "UTF8"
        return
    pragmas = {
        name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
    }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    assert (session.scalar(text("PRAGMA busy_timeout")) or 0) >= 5000


def test_many_who_write_at_once_all_get_their_turn(real_app: Flask) -> None:
    """A transaction that asks late for the right to write would fail with 'database is locked'."""
    names = [f"Employer {number}" for number in range(24)]
    failures: list[Exception] = []

    def write(name: str) -> None:
        with real_app.app_context():
            try:
                begin_immediate()
                count()
                session.add(Employer(name=name, postcode="2333 ZA", town="Leiden"))
                session.commit()
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count() == len(names)


def test_who_writes_has_the_turn_until_it_is_stored(real_app: Flask) -> None:
    """On SQLite whoever writes waits in a queue, so that none is overtaken for seconds."""
    if db.engine.dialect.name != "sqlite":
        return
    path = Path(f"{db.engine.url.database}.turn")
    for end in (session.rollback, session.commit):
        begin_immediate()
        an_employer()
        assert not turn_is_free(path)
        end()
        assert turn_is_free(path)


def test_nobody_waits_for_a_turn_longer_than_they_may(probed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who holds it may hang; whoever gave up is not in the way of those who come later."""
    with probed.app_context():
        database = db.engine.url
    if database.get_backend_name() != "sqlite":
        return
    monkeypatch.setattr(turns, "SECONDS", 0.05)
    browser = probed.test_client()
    with Path(f"{database.database}.turn").open("a") as hangs:
        fcntl.flock(hangs, fcntl.LOCK_EX)
        busy = browser.post("/probe/200", base_url=HOST)
        assert (busy.status_code, "Retry-After" in busy.headers) == (503, True)
    monkeypatch.setattr(turns, "SECONDS", 1.5)
    assert browser.post("/probe/200", base_url=HOST).status_code == 200


def turn_is_free(path: Path) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_the_planner_learns_what_has_grown(real_app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    for _ in range(3):
        a_case()
    session.commit()
    assert count(Case) == 3
    refresh_statistics()
    assert session.scalar(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'case'"))
