"""One chain of migrations for two databases: up, with data, down; and the traps on the way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask, current_app
from sqlalchemy import func, inspect, select, text

from expatdesk import create_app
from expatdesk.cases.models import Case, CaseState, Outcome, StepRecord
from expatdesk.cases.sweep import refresh_stale
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Person, Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared import schema
from expatdesk.shared.clock import today
from expatdesk.shared.db import Base, db, session
from expatdesk.systems.hooks import PING
from expatdesk.systems.models import HookMessage, Stopped
from tests.conftest import DEMO_TESTS, Demonstration
from tests.databases import Databases, settings_for
from tests.factories import a_case, a_counter, a_hook, a_key, a_terms, an_employer, registered, with_family
from tests.factories.cases import REGION

STRANGE = "999"


@pytest.fixture
def empty_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database has no tables yet."""
    app = create_app(settings_for(databases.empty(), tmp_path))
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second migration, to be written by the test, beside the real ones."""
    real = Path(current_app.config["ROOT"]) / "migrations"
    copy = tmp_path / "migrations"
    (copy / "versions").mkdir(parents=True)
    for file in [*real.glob("*.*"), *(real / "versions").glob("*.py")]:
        (copy / file.relative_to(real)).write_bytes(file.read_bytes())
    monkeypatch.setattr(current_app.extensions["migrate"].migrate, "directory", str(copy))
    return copy / "versions" / "next.py"


NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{revision}", "{head}"


def upgrade():
{upgrade}


def downgrade():
    pass
"""


def write(migration: Path, upgrade: str, revision: str = STRANGE) -> None:
    body = "\n".join(f"    {line}" for line in upgrade.strip().splitlines())
    migration.write_text(NEXT.format(revision=revision, head=schema.head(), upgrade=body))


def test_the_models_are_what_the_migrations_make(real_app: Flask) -> None:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": schema.is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_up(empty_app: Flask) -> None:
    assert schema.upgrade().startswith("The database went from nothing to")


@DEMO_TESTS
def test_down_with_data_and_up_again(demonstration: Demonstration, tmp_path: Path) -> None:
    app = create_app(settings_for(demonstration.copy(), tmp_path))
    with app.app_context():
        assert (session.scalar(select(func.count()).select_from(Case)) or 0) >= 200
        session.remove()
        command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        assert schema.current() is None
        assert schema.upgrade().startswith("The database went from nothing to")
        db.engine.dispose()


def test_who_had_reported_a_move_keeps_what_was_over_by_it(real_app: Flask) -> None:
    """Up to 012 the plan derived it; from 013 on it is ticked off, or the steps would come back as open."""
    moved, elsewhere = a_case(home_kind=None, address_form_signed=True), a_case()
    for case in (moved, elsewhere):
        case.records.append(StepRecord(step="address_reported", outcome=Outcome.DONE, on=today()))
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "012")
    schema.upgrade()
    session.expire_all()
    done = {record.step for record in moved.records if record.outcome == Outcome.DONE and record.on == today()}
    assert done == {"address_reported", "employer_address_ends", "home_found"}
    assert [record.step for record in elsewhere.records] == ["address_reported"]


def test_since_when_a_case_is_closed_is_found_in_the_logbook(real_app: Flask) -> None:
    """The term of a case that was closed before there were terms counts from its closing."""
    closed, still_open, erased = a_case(), a_case(), a_case()
    closed.state = "closed"
    record("case_closed", by=SYSTEM, case_id=closed.id)
    erase_case(erased, Why.CLOSED, countries=REGION.countries, today=today())
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "014")
    schema.upgrade()
    session.expire_all()
    assert (closed.closed_on, still_open.closed_on) == (today(), None)
    assert erased.state == CaseState.CLOSED


def test_what_a_counter_takes_is_kept_from_its_first_day_on(real_app: Flask) -> None:
    """Up to 017 there is one of everything: of what holds from a day on, that of today is left."""
    counter, to_come = a_counter(first_person_minutes=15), a_counter(first_day=today() + timedelta(days=30))
    counter.terms.append(a_terms(today(), kinds=["papers"], municipalities=["0546"], first_person_minutes=45))
    counter.terms.append(a_terms(today() + timedelta(days=1), first_person_minutes=60))
    to_come.terms.append(a_terms(today() + timedelta(days=60), first_person_minutes=60))
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "017")
    schema.upgrade()
    session.expire_all()
    kept = [(one.first_day, one.kinds, one.municipalities, one.first_person_minutes) for one in counter.terms]
    assert kept == [(counter.first_day, ["papers"], ["0546"], 45)]
    assert [(one.first_day, one.first_person_minutes) for one in to_come.terms] == [(to_come.first_day, 30)]


def test_again_does_nothing(real_app: Flask) -> None:
    assert schema.upgrade() == f"The database stands at {schema.head()} already."


def test_the_days_of_employers_come_with_the_next_sweep(real_app: Flask) -> None:
    """024 cannot compute them: it marks every open case as of long ago, which the worker brings up to date."""
    case = a_case(employer=an_employer())
    due = case.calendar_due
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "023")
    schema.upgrade()
    session.expire_all()
    assert case.calendar_due is None
    refresh_stale(REGION, today())
    session.expire_all()
    assert case.calendar_due == due is not None


def test_of_a_case_that_no_employer_told_of_the_column_is_empty(real_app: Flask) -> None:
    """Up to 028 it held the JSON of nothing, which is something to a question to the database."""
    told, opened = a_case().code, a_case().code
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "028")
    session.execute(text("""UPDATE "case" SET as_submitted = 'null' WHERE code = :code"""), {"code": opened})
    session.commit()
    schema.upgrade()
    assert session.scalars(select(Case.code).where(Case.as_submitted.is_not(None))).all() == [told]


def test_what_was_done_before_was_recorded_when_it_was_done(real_app: Flask) -> None:
    """033 knows no better; nobody gets news that is years old."""
    case = registered(a_case(), bsn_way=None)
    session.commit()
    case.registrations[0].registered_on = today() - timedelta(days=9)
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "030")
    schema.upgrade()
    session.expire_all()
    (row,) = case.registrations
    assert (row.recorded_on, row.bsn_recorded_on) == (today() - timedelta(days=9), None)
    assert {record.recorded_on for record in case.records} == {today()}


def test_keys_of_whoever_left_sleep_no_more(real_app: Flask) -> None:
    """Up to 041 they worked again as soon as their maker came back (security T09)."""
    employer = an_employer()
    left, stays = a_key(employer)[0], a_key(employer)[0]
    silent, told = a_hook(employer)[0], a_hook(employer)[0]
    session.add_all([HookMessage(hook=hook, kind=PING) for hook in (silent, told)])
    left.maker.role = silent.maker.role = Role.EMPLOYER
    session.commit()
    command.downgrade(current_app.extensions["migrate"].migrate.get_config(), "041")
    schema.upgrade()
    session.expire_all()
    assert (left.revoked_at is None, stays.revoked_at) == (False, None)
    assert (silent.stopped_why, told.stopped_at) == (Stopped.BY_HAND, None)
    states = {one.hook: (one.state, one.problem) for one in session.scalars(select(HookMessage))}
    assert states == {silent: ("failed", "stopped"), told: ("waiting", None)}


def test_names_tell_the_order() -> None:
    names = sorted(path.name for path in (Path(__file__).parents[2] / "migrations/versions").glob("*.py"))
    assert names, "there are no migrations"
    assert [name[:4] for name in names] == [f"{number:03}_" for number in range(1, len(names) + 1)]


def test_changing_a_parent_keeps_its_children(real_app: Flask, migration: Path) -> None:
    """SQLite drops the old table; with foreign keys awake all children would go with it, silently."""
    with_family(a_case(), children=2)
    session.commit()
    write(
        migration,
        """
with op.batch_alter_table("case") as case:
    case.alter_column("title", type_=sa.String(500))
""",
    )
    schema.upgrade()
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Person)) == 4
    title = next(column for column in inspect(db.engine).get_columns("case") if column["name"] == "title")
    assert title["type"].length == 500  # type: ignore[attr-defined]
    assert foreign_keys_hold()


def test_a_migration_that_loses_a_parent_is_undone(real_app: Flask, migration: Path) -> None:
    before = schema.current()
    with_family(a_case())
    session.commit()
    write(
        migration, """op.execute('DELETE FROM "case"')\nop.execute('UPDATE person SET position = position + 10')"""
    )
    if db.engine.dialect.name == "postgresql":
        schema.upgrade()
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        return
    with pytest.raises(Exception, match="person of case"):
        schema.upgrade()
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Case)) == 1
    assert schema.current() == before
    assert foreign_keys_hold()


def test_a_migration_that_fails_half_way_leaves_nothing(real_app: Flask, migration: Path) -> None:
    before = schema.current()
    a_case()
    session.commit()
    write(
        migration,
        """
op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
op.execute("INSERT INTO half VALUES (1)")
op.execute("SELECT * FROM there_is_no_such_table")
""",
    )
    with pytest.raises(Exception, match="there_is_no_such_table"):
        schema.upgrade()
    assert "half" not in inspect(db.engine).get_table_names()
    assert schema.current() == before
    assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_an_sqlite_file_is_copied_before(real_app: Flask, migration: Path) -> None:
    a_case()
    session.commit()
    before = schema.current()
    write(migration, "pass")
    said = schema.upgrade()
    if db.engine.dialect.name == "sqlite":
        copy = Path(said.split(": ")[1])
        assert copy.name.endswith(f".at-{before}.sqlite3")
        assert copy.stat().st_mode & 0o777 == 0o600
    assert said.startswith(f"The database went from {before} to {STRANGE}.")


def test_a_database_of_a_newer_release_is_refused(real_app: Flask) -> None:
    """Rolled back to an older release, the desk does not start on what it does not understand (T58)."""
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newer"), {"newer": STRANGE})
    for attempt in (schema.require_current, schema.upgrade):
        with pytest.raises(schema.SchemaNotCurrent, match="newer release"):
            attempt()


def test_an_empty_database_is_refused(empty_app: Flask) -> None:
    with pytest.raises(schema.SchemaNotCurrent, match="run expatdesk migrate"):
        schema.require_current()


def foreign_keys_hold() -> bool:
    """They are awake again on every connection."""
    if db.engine.dialect.name == "postgresql":
        return True
    with db.engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
