"""Writing many rows at once: COPY on PostgreSQL, plain tuples on SQLite."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import JSON, Column, String
from sqlalchemy.exc import DBAPIError, IntegrityError

from expatdesk.shared.db import Model, db, session, table_of

Row = dict[str, Any]
# A row as the driver takes it: one value per column.
Ready = list[Any]
Way = Callable[[Any], Any]


def write_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Write rows within the present transaction. All name the same columns; the others get their defaults."""
    if not rows:
        return
    pile = Pile(model)
    made = {column.name: _maker(column) for column in pile.columns if column.name not in rows[0]}
    pile.rows = [pile.ready({**row, **{name: make() for name, make in made.items()}}) for row in rows]
    pile.write()


def _maker(column: Column[Any]) -> Callable[[], Any]:
    """What makes the default of a column."""
    default: Any = column.default
    if default is None:
        return lambda: None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


class Pile:
    """The rows of one table that wait to be written, each value as the driver takes it."""

    def __init__(self, model: type[Model]) -> None:
        self.table = table_of(model)
        self.columns = [column for column in self.table.columns if column is not self.table.autoincrement_column]
        self.place = {column.name: place for place, column in enumerate(self.columns)}
        self.rows: list[Ready] = []
        self.on_postgresql = db.engine.dialect.name == "postgresql"
        self._empty = r"\N" if self.on_postgresql else None
        way_of = _as_text if self.on_postgresql else _as_value
        self._ways = [(column.name, way_of(column)) for column in self.columns]

    def ready(self, row: Row) -> Ready:
        """A row as the driver takes it, to be copied with other values in some of its places."""
        return [
            self._empty if (value := row[name]) is None else way(value) if way else value
            for name, way in self._ways
        ]

    def write(self) -> None:
        """Write all that wait, within the present transaction. Raises the errors that other statements raise."""
        session.flush()
        connection = session.connection()
        bare, driver = connection.connection.dbapi_connection, connection.dialect.loaded_dbapi
        try:
            self._write_with(bare)
        except driver.Error as error:
            # What a database says of rows names what stands in them, and goes into a log (security T45).
            kind = IntegrityError if isinstance(error, driver.IntegrityError) else DBAPIError
            said = type(error)(f"many rows of {self.table.name}: {type(error).__name__}")
            raise kind(str(said), None, said) from None
        self.rows.clear()

    def _write_with(self, bare: Any) -> None:
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        if self.on_postgresql:
            with bare.cursor() as cursor, cursor.copy(f'COPY "{self.table.name}" ({names}) FROM STDIN') as copy:
                copy.write("".join("\t".join(row) + "\n" for row in self.rows))
        else:
            marks = ", ".join("?" for _ in self.columns)
            bare.executemany(f'INSERT INTO "{self.table.name}" ({names}) VALUES ({marks})', self.rows)  # noqa: S608


def _as_text(column: Column[Any]) -> Way:
    """What makes a value the text format of COPY; numbers, days and ids hold nothing to be written out."""
    if isinstance(column.type, JSON):
        return lambda value: _written_out(json.dumps(value))
    return _written_out if isinstance(column.type, String) else str


def _written_out(text: str) -> str:
    """A text without what ends a value or a row there."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _as_value(column: Column[Any]) -> Way | None:
    """What makes a value one of SQLite's; None where it is one."""
    dialect = db.engine.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)
