"""Places as tables: those that come with the product, from its file, and those that coordinators keep, as JSON."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from expatdesk.rules.interests import Interest
from expatdesk.rules.places import Place, PlaceKind, Source
from expatdesk.rules.region import Text

FILE = Path(__file__).with_name("places.toml")
TEXTS = ("name", "text", "cost", "waiting_list")
LISTS = ("municipalities", "languages")
AS_THEY_ARE = ("verified", "ages_from", "ages_to", "website", "address", "phone", "takes_new", "for_students")
KNOWN = {"kind", "sources", "as_of", "interests", *TEXTS, *LISTS, *AS_THEY_ARE}

Table = Mapping[str, Any]


@cache
def shipped_places() -> dict[str, Place]:
    """The places as they come with this release, by their keys."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: place_from(key, table) for key, table in tables.items()}


def place_from(key: str, table: Table) -> Place:
    """The place that a table describes; ValueError or KeyError where one is wrong."""
    if unknown := set(table) - KNOWN:
        raise ValueError(f"{key}: unknown {', '.join(sorted(unknown))}")
    fields: dict[str, Any] = {name: table[name] for name in AS_THEY_ARE if name in table}
    fields |= {name: _text(table[name]) for name in TEXTS if name in table}
    fields |= {name: tuple(table[name]) for name in LISTS if name in table}
    return Place(
        key=key,
        kind=PlaceKind(table["kind"]),
        sources=tuple(Source(*source) for source in table["sources"]),
        as_of=_day(table["as_of"]),
        interests=frozenset(Interest(one) for one in table.get("interests", ())),
        **fields,
    )


def table_of(place: Place) -> dict[str, Any]:
    """The place as a table that JSON can hold."""
    texts = {name: {"nl": getattr(place, name).nl, "en": getattr(place, name).en} for name in TEXTS}
    return texts | {name: getattr(place, name) for name in AS_THEY_ARE} | {
        "kind": place.kind.value,
        "sources": [[source.name, source.url] for source in place.sources],
        "as_of": place.as_of.isoformat(),
        "interests": sorted(place.interests),
        **{name: list(getattr(place, name)) for name in LISTS},
    }  # fmt: skip


def print_of(place: Place) -> str:
    """A short print of all that is said of the place, which changes whenever that changes."""
    return hashlib.sha256(json.dumps(table_of(place), sort_keys=True).encode()).hexdigest()


def _text(value: str | Mapping[str, str]) -> Text:
    """Most names are the same in both languages."""
    return Text(value, value) if isinstance(value, str) else Text(**value)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
