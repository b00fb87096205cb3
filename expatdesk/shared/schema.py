"""The schema's version: at which migration the database stands, and bringing it to the newest one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from expatdesk.shared.db import db

# What only one of the two databases has: the index of the search, and the tables behind it.
OF_ONE_DATABASE = ("case_trigrams", "ix_case_words_trigrams")


class SchemaNotCurrent(Exception):
    """The database is not at the newest migration of this release; the message says what to do."""


def head() -> str | None:
    """The newest migration of this release."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current() -> str | None:
    """The migration that the database stands at; None for an empty database."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_current() -> None:
    """Raise SchemaNotCurrent unless database and release fit together."""
    stands_at = current()
    _refuse_unknown(stands_at)
    if stands_at != head():
        where = stands_at or "nothing"
        raise SchemaNotCurrent(f"the database stands at {where}, not at {head()}: run expatdesk migrate")


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether the models must know this table or index; the search's own ones no model names."""
    return not (name or "").startswith(OF_ONE_DATABASE)


def upgrade() -> str:
    """Bring the database to the newest migration, all or nothing; answers what was done, in a sentence.

    An SQLite file is copied first. Raises SchemaNotCurrent for a database of a newer release.
    """
    before = current()
    _refuse_unknown(before)
    if before == head():
        return f"The database stands at {before} already."
    copy = _copy_of_sqlite(before) if before else None
    command.upgrade(_config(), "head")
    kept = f" The database as it was: {copy}" if copy else ""
    return f"The database went from {before or 'nothing'} to {head()}.{kept}"


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config


def _refuse_unknown(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaNotCurrent(f"the database stands at {revision}, of a newer release than this: start that one")


def _copy_of_sqlite(revision: str) -> Path | None:
    """A copy beside the file, by SQLite's own means: it holds what still stands in the write-ahead log too."""
    if db.engine.dialect.name != "sqlite" or not db.engine.url.database:
        return None
    path = Path(db.engine.url.database)
    copy = path.with_name(f"{path.stem}.at-{revision}{path.suffix}")
    copy.unlink(missing_ok=True)
    copy.touch(0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
