"""What a region's packs say beside the rules and the guide: notes, a survey; from its file, [pack]."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import expatdesk.region
from expatdesk.rules.region import Text


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence or two that hold for this region alone, with where they come from and since when."""

    text: Text
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred gave this answer."""

    label: Text
    percent: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What people from abroad said, in one year."""

    people: int
    year: int
    shares: tuple[Share, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PackRegion:
    """All of it; `notes` by what they are about."""

    survey: Survey | None = None
    notes: Mapping[str, Note] | None = None

    def note(self, about: str) -> Text | None:
        """What the region has to say about this, if anything."""
        note = (self.notes or {}).get(about)
        return note.text if note else None


@cache
def load_pack_region(key: str) -> PackRegion:
    """The [pack] section of the region's file; empty where it has none."""
    folder = Path(expatdesk.region.__file__).parent
    with (folder / f"{key}.toml").open("rb") as file:
        section = tomllib.load(file).get("pack", {})
    return PackRegion(
        survey=_survey(section["survey"]) if "survey" in section else None,
        notes={
            about: Note(Text(**row["text"]), row["source"], row["as_of"])
            for about, row in section.get("notes", {}).items()
        },
    )


def _survey(row: Mapping[str, Any]) -> Survey:
    shares = tuple(Share(Text(**share["label"]), share["percent"]) for share in row["shares"])
    return Survey(row["people"], row["year"], shares, row["source"])
