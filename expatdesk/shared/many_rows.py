"""Writing many rows at once: COPY on PostgreSQL, plain tuples on SQLite."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, Column, String, Uuid
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
    pile = Pile(model, named=rows[0])
    pile.rows = list(zip(*(pile.ready_column(column, rows) for column in pile.columns), strict=True))
    pile.write()


def _values(column: Column[Any], rows: Sequence[Row]) -> list[Any]:
    """What these rows have in a column: what they name, or its default."""
    if column.name in rows[0]:
        return [row[column.name] for row in rows]
    default: Any = column.default
    return [default.arg(None) for _row in rows] if default.is_callable else [default.arg] * len(rows)


class Pile:
    """The rows of one table that wait to be written, each value as the driver takes it."""

    def __init__(self, model: type[Model], named: Collection[str] | None = None) -> None:
        """Of all columns, or of those named and those that have a default: the others are left to the database."""
        self.table = table_of(model)
        columns = [column for column in self.table.columns if column is not self.table.autoincrement_column]
        self.columns = [one for one in columns if named is None or one.name in named or one.default is not None]
        self.place = {column.name: place for place, column in enumerate(self.columns)}
        self.rows: list[Sequence[Any]] = []
        self.on_postgresql = db.engine.dialect.name == "postgresql"
        self._empty = r"\N" if self.on_postgresql else None
        way_of = _as_text if self.on_postgresql else _as_value
        self._ways = {column.name: way_of(column) for column in self.columns}

    def ready(self, row: Row) -> Ready:
        """A row as the driver takes it, to be copied with other values in some of its places."""
        return [self._ready([row[name]], way)[0] for name, way in self._ways.items()]

    def ready_column(self, column: Column[Any], rows: Sequence[Row]) -> Iterable[Any]:
        """A column of these rows as the driver takes it. What all have in common is made ready once."""
        values, way = _values(column, rows), self._ways[column.name]
        if all(value is values[0] for value in values):
            return repeat(self._ready(values[:1], way)[0], len(values))
        return self._ready(values, way)

    def _ready(self, values: Iterable[Any], way: Way | None) -> list[Any]:
        return [self._empty if value is None else way(value) if way else value for value in values]

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
    if isinstance(column.type, Uuid):
        return attrgetter("hex")
    return _written_out if isinstance(column.type, String) else str


def _written_out(text: str) -> str:
    """A text without what ends a value or a row there."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _as_value(column: Column[Any]) -> Way | None:
    """What makes a value one of SQLite's; None where it is one."""
    dialect = db.engine.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)
