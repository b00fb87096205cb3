"""How far a household is on its way to a home: one stage, since when, and whether that is longer than we want."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HousingStage(StrEnum):
    """From nothing told to a home that only has to be reported, in the order of the way."""

    UNTOLD = "untold"
    LOOKING = "looking"
    INTERESTED = "interested"
    VIEWING = "viewing"
    CONTRACT = "contract"
    FOUND = "found"


# The desk's own norms, in days: whoever stands longer at a stage needs somebody to look. No term of a statute.
NORMS: dict[HousingStage, int] = {
    HousingStage.UNTOLD: 14,
    HousingStage.LOOKING: 28,
    HousingStage.INTERESTED: 7,
    HousingStage.VIEWING: 7,
    HousingStage.CONTRACT: 7,
    HousingStage.FOUND: 14,
}


@dataclass(frozen=True, slots=True)
class HomeSearch:
    """What is known of a search for a home, each with the day on which it became so.

    `known_on` is since when the desk knows the household, `wishes_on` when it said what it looks for.
    `contract_on` is of a contract that is answered, read or to be mended; `refused_on` of the last one that should
    not be signed. `found_on`: a contract may be signed, or the next home is known. Days to come count as well.
    """

    known_on: date
    wishes_on: date | None = None
    interested_on: date | None = None
    viewing_on: date | None = None
    contract_on: date | None = None
    refused_on: date | None = None
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """At which stage a household is, since when, and how many days that is."""

    stage: HousingStage
    since: date
    days: int

    @property
    def is_slow(self) -> bool:
        """Whether it stands there longer than the desk's norm."""
        return self.days > NORMS[self.stage]


def standing_of(search: HomeSearch, today: date) -> Standing:
    """The one stage of a household: the furthest that it came to since a contract was refused last.

    Whoever had a contract refused looks on from that day: what led to it is over. A day to come is no days ago.
    """
    stage, since = next(reached for reached in _reached(search) if reached is not None)
    return Standing(stage, since, max((today - since).days, 0))


def _reached(search: HomeSearch) -> tuple[tuple[HousingStage, date] | None, ...]:
    """The stages that it came to, the furthest first; the last one everybody is at."""
    refused = search.refused_on
    looking = max((day for day in (search.wishes_on, refused) if day), default=None)
    return (
        _at(HousingStage.FOUND, search.found_on, refused),
        _at(HousingStage.CONTRACT, search.contract_on, refused),
        _at(HousingStage.VIEWING, search.viewing_on, refused),
        _at(HousingStage.INTERESTED, search.interested_on, refused),
        _at(HousingStage.LOOKING, looking, None),
        (HousingStage.UNTOLD, search.known_on),
    )


def _at(stage: HousingStage, since: date | None, refused: date | None) -> tuple[HousingStage, date] | None:
    if since is None or (refused is not None and since < refused):
        return None
    return stage, since
