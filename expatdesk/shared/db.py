"""The database: one session per request, one commit for the whole app, the same on SQLite and PostgreSQL."""

import json
import sqlite3
import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, g, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Table,
    Uuid,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from werkzeug.exceptions import HTTPException

from expatdesk.shared.pages import show_no_database
from expatdesk.shared.turns import wait_for_turn

# As SQLite advises: enough to choose by, and quick for a table of any size.
ROWS_LOOKED_AT = 400
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Every constraint has a name that both databases and the migrations know it by."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate(db=db, render_as_batch=True)
session = db.session

if TYPE_CHECKING:
    # Flask-SQLAlchemy makes its Model at run time; strict type checking needs a class it can see.
    class Model(Base):
        __abstract__ = True
        __tablename__: Any

else:
    Model = db.Model


def table_of(model: type[Model]) -> Table:
    """The table behind a model."""
    return cast("Table", model.__table__)


def is_one_of(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], values: Collection[int | str]
) -> ColumnElement[bool]:
    """The condition that a column holds one of these; one parameter, however many there are."""
    if session.get_bind().dialect.name == "postgresql":
        return column == func.any(literal(list(values), ARRAY(column.type)))
    return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite would hand back a naive one, which cannot be compared with any other."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class HasId:
    """A random id: what stands in an address cannot be guessed or counted."""

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # We emit BEGIN ourselves (below): Python's own guessing breaks savepoints.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin_on_sqlite(connection: Connection) -> None:
    """A transaction that is going to write asks for the lock at once: a late upgrade fails under load."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        if writes:
            wait_for_turn(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin_immediate() -> None:
    """Start a transaction that is certain to write."""
    session.rollback()
    session.connection(execution_options={"writes": True})


def let_others_write() -> None:
    """End the transaction before something slow; what follows opens another one with `begin_writing`."""
    session.rollback()


def begin_writing() -> None:
    """Open this request's transaction as one that ends with a commit."""
    begin_immediate()
    g.writing = True


def refresh_statistics() -> None:
    """Let SQLite look how its tables have grown, to choose indexes by; PostgreSQL sees to it itself. Commits."""
    begin_immediate()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")
    session.commit()


def finish_transaction(response: Response) -> Response | HTTPException:
    """The one commit of a request: what was announced as writing and went well is kept, all else is not."""
    try:
        if g.pop("writing", False) and response.status_code < 400:
            session.commit()
        else:
            session.rollback()
    except OperationalError as error:
        # The connection is gone in the very last moment: another one next time.
        session().invalidate()
        return show_no_database(error)
    return response


def install(app: Flask) -> None:
    """Bind the database to the app and end every request's transaction."""
    db.init_app(app)
    migrate.init_app(app, directory=str(app.config["ROOT"] / "migrations"))
    app.after_request(finish_transaction)


def is_unsafe() -> bool:
    """Whether the present request may change something."""
    return request.method not in SAFE_METHODS
