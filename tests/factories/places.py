"""Places of the guide, as tests need them."""

from datetime import date
from typing import Any

from expatdesk.rules.places import Place, PlaceKind, Source
from expatdesk.rules.region import Text


def a_place(key: str = "a-place", kind: PlaceKind = PlaceKind.MEETING, **changes: Any) -> Place:
    """A meeting place for the whole region, checked on the first of November 2026."""
    fields: dict[str, Any] = {
        "name": Text("Een plek", "A place"), "text": Text("Kom langs.", "Come by."),
        "sources": (Source("A town", "https://town.example/"),), "as_of": date(2026, 11, 1),
    }  # fmt: skip
    return Place(key, kind, **fields | changes)
