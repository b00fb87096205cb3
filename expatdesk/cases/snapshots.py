"""The rows of cases as plain values, to compare and to put back: what is needed to undo a merge."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Table, Uuid, delete, null, select, update
from sqlalchemy.types import TypeDecorator

from expatdesk.cases.models import Case
from expatdesk.cases.rows import tables_of_cases, tables_that_come_along
from expatdesk.shared.db import session

# By table, by primary key: the columns of a row.
Rows = dict[str, dict[str, dict[str, Any]]]
# Of these a case has each value once: while rows change places, each is set aside under its own id.
SET_ASIDE = {"person": "position", "step_record": "step", "document": "paper", "paper_said": "paper"}


def tables() -> list[Table]:
    """The cases themselves, then all that hangs on them."""
    case: Any = Case.__table__
    return [case, *tables_of_cases(), *tables_that_come_along()]


def rows_of(cases: Collection[Case]) -> Rows:
    """Every row of these cases as it stands in the database."""
    session.flush()
    ids = [case.id for case in cases]
    return {table.name: _rows(table, ids) for table in tables()}


def _rows(table: Table, cases: Collection[uuid.UUID]) -> dict[str, dict[str, Any]]:
    owner = table.c.id if table.name == "case" else table.c.case_id
    found = session.execute(select(table).where(owner.in_(cases))).mappings()
    return {_key(table, row): {name: _plain(value) for name, value in row.items()} for row in found}


def _key(table: Table, row: Mapping[Any, Any]) -> str:
    return "|".join(str(row[column.name]) for column in table.primary_key)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def put_back(before: Rows, after: Rows, current: Rows) -> None:
    """Make the rows what they were before; what somebody changed since `after` stays as they left it."""
    for table in tables():
        old, new, now = before.get(table.name, {}), after.get(table.name, {}), current.get(table.name, {})
        _set_aside(table, old)
        for key in new.keys() - old.keys():
            session.execute(delete(table).where(table.c.id == uuid.UUID(key)))
        # What was erased since, as its time was over, stays erased.
        for key, row in ((key, row) for key, row in old.items() if key in now):
            kept = {name: value for name, value in row.items() if now[key][name] == new[key][name]}
            values = {name: _stored(table.c[name], value) for name, value in kept.items() if name != "id"}
            session.execute(update(table).where(table.c.id == uuid.UUID(key)).values(values))


def _set_aside(table: Table, rows: Collection[str]) -> None:
    column = table.c.get(SET_ASIDE.get(table.name, ""))
    if column is None:
        return
    for number, key in enumerate(rows):
        aside = 10_000 + number if column.name == "position" else f"aside {number}"
        session.execute(update(table).where(table.c.id == uuid.UUID(key)).values({column: aside}))


def _stored(column: Column[Any], value: Any) -> Any:
    """The value as the column takes it."""
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if value is None:
        return null()
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return uuid.UUID(value) if isinstance(kind, Uuid) else value
