"""The floor of a page: an empty page through the same server, and the page's own SQL on the bare driver."""

import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import event

from expatdesk.shared.db import db

CHANGES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it; `own_ids` are the keys of rows that it adds."""

    text: str
    values: Any
    own_ids: Sequence[uuid.UUID] = ()

    def fresh_values(self) -> Any:
        """The same values, with a new key for each row that is added: the old one is in the table already."""
        if not self.own_ids:
            return self.values
        exchange: dict[Any, Any] = {}
        for own_id in self.own_ids:
            new = uuid.uuid4()
            exchange |= {own_id: new, own_id.hex: new.hex}
        if isinstance(self.values, dict):
            return {name: _exchanged(value, exchange) for name, value in self.values.items()}
        return tuple(_exchanged(value, exchange) for value in self.values)


def _exchanged(value: Any, exchange: dict[Any, Any]) -> Any:
    return exchange.get(value, value) if isinstance(value, str | uuid.UUID) else value


def statements_of(app: Flask, path: str, cookie: tuple[str, str]) -> list[Statement]:
    """What one request of this page asks the database, made within this process."""
    asked: list[Statement] = []

    def note(_c: object, _cursor: object, text: str, values: Any, context: Any, _many: object) -> None:
        if not text.startswith(("BEGIN", "PRAGMA")):
            rows = context.compiled_parameters if text.startswith("INSERT") else []
            asked.append(Statement(text, values, [row["id"] for row in rows if "id" in row]))

    client = app.test_client(use_cookies=False)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        # A context of its own: what one request remembers is nothing to the next.
        with app.app_context():
            answer = client.get(path, base_url=app.config["BASE_URL"], headers={"Cookie": "=".join(cookie)})
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return asked


def sql_milliseconds(statements: list[Statement], times: int) -> float:
    """The median time of these statements on the bare driver, in one transaction as the page has them."""
    pooled = db.engine.raw_connection()
    bare: Any = pooled.dbapi_connection
    try:
        return statistics.median(_once(bare, statements) for _ in range(times))
    finally:
        pooled.close()


def _once(bare: Any, statements: list[Statement]) -> float:
    ready = [(statement.text, statement.fresh_values()) for statement in statements]
    changes = any(text.startswith(CHANGES) for text, _values in ready)
    start = time.perf_counter()
    cursor = bare.cursor()
    if db.engine.dialect.name == "sqlite":
        cursor.execute("BEGIN IMMEDIATE" if changes else "BEGIN")
    for text, values in ready:
        cursor.execute(text, values)
        if cursor.description:
            cursor.fetchall()
    cursor.close()
    bare.commit() if changes else bare.rollback()
    return (time.perf_counter() - start) * 1000
