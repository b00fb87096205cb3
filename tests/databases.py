"""New databases for tests, on SQLite or PostgreSQL: a complete template is made once and copied."""

import itertools
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import NullPool

import config
from expatdesk import create_app
from expatdesk.shared import schema
from expatdesk.shared.db import db

TEMPLATE = "template"


@dataclass
class Databases:
    """Makes databases of one kind, with all tables and no rows; `server` is None for SQLite."""

    folder: Path
    server: str | None
    worker: str
    _numbers: itertools.count = field(default_factory=itertools.count)  # type: ignore[type-arg]

    def new(self, name: str = "") -> str:
        """The address of a new database with all tables."""
        if not self._path(TEMPLATE).exists():
            self._path(TEMPLATE).touch()
            url = self.empty(TEMPLATE)
            _make_tables(url, self.folder)
        return self._copy(TEMPLATE, name or self._next_name())

    def copy_of(self, name: str) -> str:
        """The address of a new database with all that stands in this one, to which nobody is connected."""
        return self._copy(name, self._next_name())

    def empty(self, name: str = "") -> str:
        """The address of a new database without tables."""
        name = name or self._next_name()
        if self.server:
            self._execute(f'CREATE DATABASE "{self._name(name)}"')
        return self._url(name)

    def _copy(self, source: str, name: str) -> str:
        if self.server:
            self._execute(f'CREATE DATABASE "{self._name(name)}" TEMPLATE "{self._name(source)}"')
        else:
            shutil.copyfile(self._path(source), self._path(name))
        return self._url(name)

    def _next_name(self) -> str:
        return f"database{next(self._numbers)}"

    def _url(self, name: str) -> str:
        if self.server:
            return f"{self.server.replace('postgresql:', 'postgresql+psycopg:')}/{self._name(name)}"
        return f"sqlite:///{self._path(name)}"

    def _name(self, name: str) -> str:
        return f"{self.worker}_{name}"

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(statement)


def _make_tables(url: str, folder: Path) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        schema.upgrade()
        db.engine.dispose()


def settings_for(url: str, folder: Path) -> dict[str, object]:
    """The settings of an application under test: as in earnest, behind https."""
    surroundings = {
        "BASE_URL": "https://expatdesk.example", "INSTANCE_DIR": str(folder), "DATABASE_URL": url,
        "SECRET_KEY": "of the tests alone",
    }  # fmt: skip
    return {
        **config.settings(surroundings),
        # Without a pool no connection outlives its test: PostgreSQL counts them, and psycopg warns of each.
        "SQLALCHEMY_ENGINE_OPTIONS": {"poolclass": NullPool, "hide_parameters": True},
        "TESTING": True,
    }
