"""One page of a long list, found by the row that it follows: as quick amid a million rows as at the start."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal, tuple_

from expatdesk.shared.db import session

AFTER, BEFORE = "after", "before"
APART = "~"


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: what the list is sorted by, and the row's id. A page lies beyond it, or before."""

    by: date | str | None
    id: uuid.UUID
    backwards: bool = False

    def __str__(self) -> str:
        """The place for an address."""
        return f"{'' if self.by is None else self.by}{APART}{self.id.hex}"


def place_from(text: str, *, is_dated: bool, backwards: bool) -> Place:
    """The place that an address speaks of; ValueError where that makes no sense."""
    by, _apart, row_id = text.rpartition(APART)
    if is_dated:
        return Place(date.fromisoformat(by) if by else None, uuid.UUID(row_id), backwards)
    # PostgreSQL keeps no such character, and refuses to compare with it.
    if "\x00" in by:
        raise ValueError(by)
    return Place(by or None, uuid.UUID(row_id), backwards)


@dataclass(frozen=True, slots=True)
class ListPage:
    """The rows of one page, and whether others stand before and after them."""

    rows: list[Row[Any]]
    has_before: bool
    has_after: bool


def page_of(wanted: Select[Any], column: Any, row_id: Any, size: int, beyond: Place | None) -> ListPage:
    """The page beyond this place, of a list sorted by this column with empty ones last; None is its first page."""
    if beyond is None:
        rows = list(session.execute(wanted.order_by(column.nulls_last(), row_id).limit(size + 1)))
        return ListPage(rows[:size], has_before=False, has_after=len(rows) > size)
    rows = _rows_beyond(wanted, column, row_id, size + 1, beyond)
    if not beyond.backwards:
        return ListPage(rows[:size], has_before=True, has_after=len(rows) > size)
    if len(rows) < size:
        # Rows went away meanwhile: what is left before this place is less than a page, so begin anew.
        return page_of(wanted, column, row_id, size, None)
    return ListPage(rows[:size][::-1], has_before=len(rows) > size, has_after=True)


def _rows_beyond(wanted: Select[Any], column: Any, row_id: Any, count: int, beyond: Place) -> list[Any]:
    order = (column.desc(), row_id.desc()) if beyond.backwards else (column, row_id)
    rows: list[Any] = []
    for stretch in _stretches(column, row_id, beyond):
        if len(rows) < count:
            rows += session.execute(wanted.where(stretch).order_by(*order).limit(count - len(rows)))
    return rows


def _stretches(column: Any, row_id: Any, beyond: Place) -> Iterator[ColumnElement[bool]]:
    """The conditions of the rows beyond a place, near ones first; each is one stretch of an index."""
    here, there = tuple_(column, row_id), tuple_(literal(beyond.by, column.type), literal(beyond.id, row_id.type))
    if beyond.by is None:
        yield and_(column.is_(None), row_id < beyond.id if beyond.backwards else row_id > beyond.id)
        if beyond.backwards:
            yield column.is_not(None)
    else:
        yield here < there if beyond.backwards else here > there
        if not beyond.backwards:
            yield column.is_(None)
