"""Where a page of the worklist begins or ends, as its address says it: a date or a name, and the id of a row."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from expatdesk.cases.list_pages import Place
from expatdesk.cases.worklist import SORTED_BY

AFTER, BEFORE = "after", "before"
APART = "~"


def place_of(row: Any, sort: str) -> str:
    """The place of this row of the list, for an address."""
    by = getattr(row, SORTED_BY[sort].key)
    return f"{'' if by is None else by}{APART}{row.id.hex}"


def read_place(args: Mapping[str, str], sort: str) -> Place | None:
    """The place that an address speaks of; what makes no sense is left out."""
    for name in (AFTER, BEFORE):
        by, _apart, row_id = args.get(name, "").rpartition(APART)
        with suppress(ValueError):
            return Place(_value(by, sort), uuid.UUID(row_id), backwards=name == BEFORE)
    return None


def _value(by: str, sort: str) -> date | str | None:
    """Names are never empty cells; a date may be."""
    if sort == "name":
        # PostgreSQL keeps no such character, and refuses to compare with it.
        if "\x00" in by:
            raise ValueError(by)
        return by
    return date.fromisoformat(by) if by else None
