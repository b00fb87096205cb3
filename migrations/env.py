"""How a migration runs: one transaction, on SQLite and PostgreSQL, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection

from expatdesk.shared.db import UtcDateTime, db
from expatdesk.shared.schema import is_ours

# Any number will do, as long as it is the same for everybody who migrates.
ONE_AT_A_TIME = 71_071


class RowsWithoutParent(Exception):
    """The migration left rows behind that refer to rows that are gone."""


def migrate() -> None:
    """Run what the command asked for."""
    with db.engine.connect() as connection, _foreign_keys_asleep(connection):
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
            context.configure(
                connection=connection, target_metadata=db.metadata, render_as_batch=True,
                render_item=render_item, include_name=is_ours,
            )  # fmt: skip
            context.run_migrations()
            _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_asleep(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying, dropping and renaming it.

    With foreign keys awake the drop would delete all children that go with a parent, and say nothing. The switch
    has no effect within a transaction, so it is thrown on the bare connection.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    bare = connection.connection.dbapi_connection
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        bare.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    """What slept must be checked before the commit; raising undoes everything."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RowsWithoutParent(", ".join(sorted({f"{row[0]} of {row[2]}" for row in orphans})))


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """A migration names plain types only: our own may change after it is written."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


migrate()
