"""Writing many rows at once: COPY on PostgreSQL, plain tuples on SQLite, indexes made when all rows are there."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, insert, text

from expatdesk.shared.db import Model, db, session, table_of

Row = dict[str, Any]
# A row as the driver takes it: one value per column.
Ready = list[Any]

# From so many households on it is quicker to make the indexes afterwards.
WORTH_IT = 20_000
# What stands in the way of writing: on PostgreSQL every index and every foreign key looks at each single row.
INDEXES_OF_POSTGRESQL = """
SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes
WHERE tablename = ANY(:tables) AND schemaname = current_schema
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)
"""
KEYS_OF_POSTGRESQL = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(CAST(:tables AS regclass[]))
"""
INDEXES_OF_SQLITE = """
SELECT 'DROP INDEX ' || name, sql FROM sqlite_master
WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(:tables))
"""


def add_rows(model: type[Model], rows: list[Row]) -> None:
    """Add a few rows within the present transaction."""
    session.execute(insert(table_of(model)), rows)


class Sheet:
    """The rows of one table that wait to be written, each value as the driver takes it."""

    def __init__(self, model: type[Model]) -> None:
        self.table = table_of(model)
        self.columns = [column for column in self.table.columns if column is not self.table.autoincrement_column]
        self.place = {column.name: place for place, column in enumerate(self.columns)}
        self.rows: list[Ready] = []
        dialect = db.engine.dialect
        self.on_postgresql = dialect.name == "postgresql"
        self._ways = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in self.columns]

    def ready(self, row: Row) -> Ready:
        """A row as the driver takes it, to be copied with other values in some of its places."""
        if self.on_postgresql:
            return [_as_text(row[column.name], column.type) for column in self.columns]
        values = [row[column.name] for column in self.columns]
        return [way(value) if way else value for way, value in zip(self._ways, values, strict=True)]

    def write(self) -> None:
        """Write all that wait, within the present transaction."""
        bare: Any = session.connection().connection.dbapi_connection
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        if self.on_postgresql:
            with bare.cursor() as cursor, cursor.copy(f'COPY "{self.table.name}" ({names}) FROM STDIN') as copy:
                copy.write("".join("\t".join(row) + "\n" for row in self.rows))
        else:
            marks = ", ".join("?" for _ in self.columns)
            bare.executemany(f'INSERT INTO "{self.table.name}" ({names}) VALUES ({marks})', self.rows)  # noqa: S608
        self.rows.clear()


def _as_text(value: Any, kind: object) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return r"\N"
    plain = json.dumps(value) if isinstance(kind, JSON) else str(value)
    return plain.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


@contextmanager
def indexes_made_at_the_end(models: Iterable[type[Model]]) -> Iterator[None]:
    """Take the indexes of these tables away and put them back, all within the present transaction."""
    tables = [table_of(model).name for model in models]
    if db.engine.dialect.name == "postgresql":
        quoted = [f'"{name}"' for name in tables]
        session.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
        there = [
            *session.execute(text(KEYS_OF_POSTGRESQL), {"tables": quoted}),
            *session.execute(text(INDEXES_OF_POSTGRESQL), {"tables": tables}),
        ]
    else:
        there = list(session.execute(text(INDEXES_OF_SQLITE), {"tables": json.dumps(tables)}))
    for take_away, _put_back in there:
        session.execute(text(take_away))
    yield
    # Indexes first: checking a foreign key is quicker with them.
    for _take_away, put_back in reversed(there):
        session.execute(text(put_back))


def analyse() -> None:
    """Tell the database how many rows there are now and which are old: without that it guesses badly."""
    at_once("VACUUM ANALYZE" if db.engine.dialect.name == "postgresql" else "ANALYZE")


def at_once(statement: str) -> None:
    """Have this done outside of any transaction, as some statements want it."""
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)
        # SQLite is in a transaction all the same: shared/db.py begins them.
        connection.commit()
