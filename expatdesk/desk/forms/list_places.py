"""Where a page of the worklist begins or ends, as its address says it: a date or a name, and the id of a row."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from expatdesk.cases.list_pages import AFTER, BEFORE, Place, place_from
from expatdesk.cases.worklist import SORTED_BY

__all__ = ["AFTER", "BEFORE", "place_of", "read_place"]


def place_of(row: Any, sort: str) -> str:
    """The place of this row of the list, for an address."""
    return str(Place(getattr(row, SORTED_BY[sort].key), row.id))


def read_place(args: Mapping[str, str], sort: str) -> Place | None:
    """The place that an address speaks of; what makes no sense is left out."""
    for name in (AFTER, BEFORE):
        with suppress(ValueError):
            return place_from(args.get(name, ""), is_dated=sort != "name", backwards=name == BEFORE)
    return None
