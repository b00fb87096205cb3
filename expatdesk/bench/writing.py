"""Writing many rows at once: COPY on PostgreSQL, lists of plain values on SQLite."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import JSON, Table, insert

from expatdesk.shared.db import Model, db, session

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

TRIGRAM_INDEX = "ix_case_words_trigrams"
WORTH_IT = 50_000


def table_of(model: type[Model]) -> Table:
    """The table behind a model."""
    return cast("Table", model.__table__)


def write_rows(rows: Rows) -> None:
    """Write these rows, table by table, within the present transaction."""
    write = _copy if db.engine.dialect.name == "postgresql" else _insert
    for table, some in rows.items():
        if some:
            write(table, some)


def _insert(table: Table, rows: list[Row]) -> None:
    session.execute(insert(table), rows)


def _copy(table: Table, rows: list[Row]) -> None:
    columns = [column for column in table.columns if column.name in rows[0]]
    names = ", ".join(f'"{column.name}"' for column in columns)
    bare: Any = session.connection().connection.dbapi_connection
    with bare.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([_plain(row[column.name], column.type) for column in columns])


def _plain(value: Any, kind: object) -> Any:
    return json.dumps(value) if isinstance(kind, JSON) and value is not None else value


@contextmanager
def index_made_at_the_end(rows: int) -> Iterator[None]:
    """PostgreSQL makes the index of the search in one go several times quicker than row by row."""
    if db.engine.dialect.name != "postgresql" or rows < WORTH_IT:
        yield
        return
    _at_once(f"DROP INDEX {TRIGRAM_INDEX}")
    try:
        yield
    finally:
        session.rollback()
        _at_once(f"CREATE INDEX {TRIGRAM_INDEX} ON case_words USING gin (words gin_trgm_ops)")


def analyse() -> None:
    """Tell the database how many rows there are now: without that it guesses badly."""
    _at_once("ANALYZE")


def _at_once(statement: str) -> None:
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)
