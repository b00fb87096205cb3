"""What every test may use: a database that forgets, a clock that stands still, visitors of every kind."""

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from expatdesk import create_app, demo
from expatdesk.cases.models import Case
from expatdesk.documents import cleaning
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.region.loader import load_region
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import db, session
from tests.databases import Databases, settings_for
from tests.factories import KATWIJK, LEIDEN, a_case, a_user, an_employer
from tests.postgres import PostgresServer, start_postgres
from tests.visitor import Visitor

MONDAY_MORNING = datetime(2026, 12, 14, 10, tzinfo=AMSTERDAM)
# When nobody comes: the hour does not keep the demonstration from showing a day.
NIGHT_TO_MONDAY = datetime(2026, 12, 21, 0, 20, tzinfo=AMSTERDAM)

DEMO = "demonstration"
# One worker runs them all, so that it is filled in once.
DEMO_TESTS = pytest.mark.xdist_group(DEMO)


@dataclass(frozen=True)
class Demonstration:
    """A database with the demonstration, and what was said when it was filled in."""

    databases: Databases
    said: str

    def copy(self) -> str:
        """The address of a copy."""
        return self.databases.copy_of(DEMO)


started: list[PostgresServer] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="where tests store")


def pytest_configure(config: pytest.Config) -> None:
    """One server serves all workers of a run; only their controller, or a run without workers, starts it."""
    if config.getoption("--database") == "postgres" and "PYTEST_XDIST_WORKER" not in os.environ:
        started.append(start_postgres())
        os.environ["EXPATDESK_TEST_SERVER"] = started[0].url


def pytest_unconfigure() -> None:
    while started:
        started.pop().stop()


def pytest_collection_finish() -> None:
    """What was loaded stays until the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only those run again that store anything: the run on SQLite had the others."""
    if config.getoption("--database") == "postgres":
        stores = [item for item in items if "databases" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(stores)])
        items[:] = stores


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Databases:
    """New databases of the kind that this run is about."""
    on_postgres = request.config.getoption("--database") == "postgres"
    server = os.environ["EXPATDESK_TEST_SERVER"] if on_postgres else None
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return Databases(tmp_path_factory.mktemp("databases"), server, worker)


@pytest.fixture(scope="session")
def demonstration(databases: Databases) -> Demonstration:
    """The demonstration as it is filled in. That takes a while: a test takes a copy, and is of `DEMO_TESTS`."""
    app = create_app(settings_for(databases.new(DEMO), databases.folder))
    with time_machine.travel(NIGHT_TO_MONDAY, tick=False), app.app_context():
        said = demo.fill(load_region("leiden"), today())
        db.engine.dispose()
    return Demonstration(databases, said)


@pytest.fixture(scope="session")
def shared_app(databases: Databases) -> Iterator[Flask]:
    """The application of this worker; tests take `app`, which forgets."""
    # A test has one connection for all that it does; PostgreSQL takes longer to open one than for many a test.
    one_connection = {"SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 1, "hide_parameters": True}}
    app = create_app(settings_for(databases.new(), databases.folder) | one_connection)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def cleaned_once() -> Iterator[None]:
    """A file that comes again is not cleaned again: that takes a process each time, and has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "_run", lru_cache(cleaning._run))
        yield


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application within one outer transaction: whatever the test and its requests commit is undone."""
    with shared_app.app_context():
        engines: dict[str | None, object] = db.engines  # type: ignore[assignment]
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            engines[None] = connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield shared_app
            finally:
                session.remove()
                db.session.configure(join_transaction_mode="conditional_savepoint")
                engines[None] = engine
                outer.rollback()


@pytest.fixture
def real_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application with a database of its own that keeps what is committed: for threads and processes."""
    app = create_app(settings_for(databases.new(), tmp_path))
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is Monday 14 December 2026, 10:00 in Leiden, until the test moves it: `clock.move_to(…)`."""
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def region() -> Region:
    """The Leiden region as it ships."""
    return load_region("leiden")


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(app: Flask) -> Visit:
    """`visit()` is nobody in particular, `visit(user)` and `visit(case)` are signed in."""

    def make(who: User | Case | None = None, *, language: str = "en") -> Visitor:
        return Visitor(app, who, language=language)

    return make


@pytest.fixture
def nobody(visit: Visit) -> Visitor:
    """Somebody who is not signed in."""
    return visit()


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    """An officer of the desk."""
    return visit(a_user(Role.OFFICER))


@pytest.fixture
def coordinator(visit: Visit) -> Visitor:
    """The coordinator of the desk."""
    return visit(a_user(Role.COORDINATOR))


@pytest.fixture
def registrar(visit: Visit) -> Visitor:
    """A registrar of the municipality of Leiden."""
    return visit(a_user(Role.REGISTRAR, municipality=LEIDEN))


@pytest.fixture
def other_registrar(visit: Visit) -> Visitor:
    """A registrar of another municipality than Leiden."""
    return visit(a_user(Role.REGISTRAR, municipality=KATWIJK))


@pytest.fixture
def employer(app: Flask) -> Employer:
    """The employer of `hr`."""
    return an_employer()


@pytest.fixture
def hr(visit: Visit, employer: Employer) -> Visitor:
    """Somebody of an employer's HR department."""
    return visit(a_user(Role.EMPLOYER, employer=employer))


@pytest.fixture
def other_hr(visit: Visit) -> Visitor:
    """Somebody of another employer's HR department."""
    return visit(a_user(Role.EMPLOYER, employer=an_employer("Rijnmond Robotics B.V.")))


@pytest.fixture
def expat(visit: Visit) -> Visitor:
    """The expat of a case of their own."""
    return visit(a_case())
