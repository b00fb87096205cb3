"""What a region's packs say beside the rules and the guide: activities, notes, a survey; from its file, [pack]."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import expatdesk.region
from expatdesk.rules.region import Region, Text
from expatdesk.rules.terms import recognised_holidays

ONE_DAY = timedelta(days=1)
# Far enough ahead for a monthly activity that falls on closing days twice in a row.
DAYS_TO_LOOK_AHEAD = 100


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence or two that hold for this region alone, with where they come from and since when."""

    text: Text
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Activity:
    """A meeting that returns: every week, or in one week of every month."""

    key: str
    name: Text
    line: Text
    place: Text
    weekday: int
    week_of_month: int | None
    time: str

    def falls_on(self, day: date) -> bool:
        """Whether it is held on this day by its own rhythm."""
        in_week = self.week_of_month in (None, (day.day - 1) // 7 + 1)
        return day.isoweekday() == self.weekday and in_week

    def next_day(self, after: date, region: Region) -> date | None:
        """The first day after this one on which it is held; never on a holiday or closing day."""
        days = (after + n * ONE_DAY for n in range(1, DAYS_TO_LOOK_AHEAD))
        return next((day for day in days if self.falls_on(day) and not _closed(day, region)), None)


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

    activities: tuple[Activity, ...] = ()
    survey: Survey | None = None
    notes: Mapping[str, Note] | None = None

    def note(self, about: str) -> Text | None:
        """What the region has to say about this, if anything."""
        note = (self.notes or {}).get(about)
        return note.text if note else None


def _closed(day: date, region: Region) -> bool:
    holidays = recognised_holidays(day.year) | region.extra_holidays
    return day in holidays or region.closed_on(day) is not None


@cache
def load_pack_region(key: str) -> PackRegion:
    """The [pack] section of the region's file; empty where it has none."""
    folder = Path(expatdesk.region.__file__).parent
    with (folder / f"{key}.toml").open("rb") as file:
        section = tomllib.load(file).get("pack", {})
    return PackRegion(
        activities=tuple(_activity(row) for row in section.get("activities", [])),
        survey=_survey(section["survey"]) if "survey" in section else None,
        notes={
            about: Note(Text(**row["text"]), row["source"], row["as_of"])
            for about, row in section.get("notes", {}).items()
        },
    )


def _activity(row: Mapping[str, Any]) -> Activity:
    return Activity(
        row["key"], Text(**row["name"]), Text(**row["line"]), Text(**row["place"]),
        row["weekday"], row.get("week_of_month"), row["time"],
    )  # fmt: skip


def _survey(row: Mapping[str, Any]) -> Survey:
    shares = tuple(Share(Text(**share["label"]), share["percent"]) for share in row["shares"])
    return Survey(row["people"], row["year"], shares, row["source"])
