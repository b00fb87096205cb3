"""Filling a large database: indexes made when all rows are there."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from expatdesk.shared.db import Model, db, session, table_of

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
