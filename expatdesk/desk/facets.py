"""What the worklist can be narrowed to: each value with its name and how many households it would show."""

from collections.abc import Iterable
from dataclasses import dataclass

from expatdesk.access.marks import Mark
from expatdesk.cases.labels import PARTIES, TRACKS
from expatdesk.cases.worklist import NOBODY, NOWHERE, Facet
from expatdesk.desk.forms.worklist import DECIDES, Asked
from expatdesk.desk.worklist_rows import shown_count
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

LEGENDS: dict[str, LazyString] = {
    "mark": _l("Asked of us"),
    "party": _l("Ball with"),
    "municipality": _l("Municipality"),
    "track": _l("Not finished"),
    "officer": _l("Officer"),
}
MARKS: dict[Mark, LazyString] = {
    Mark.QUESTION: _l("Question to answer"),
    Mark.REQUEST: _l("Correct or erase data"),
    Mark.SIGN_UP: _l("New, without officer"),
}
# Where there is one of these alone, it is still something to choose.
SHOWN_ALONE = frozenset({"mark"})


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick."""

    value: str
    name: str
    count: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The boxes of one kind."""

    kind: str
    legend: LazyString
    options: list[Option]


def facet_groups(found: Iterable[Facet], asked: Asked, region: Region) -> list[FacetGroup]:
    """The groups of boxes beside the list. Where there is nothing to choose, there is no group."""
    by_kind: dict[str, list[Facet]] = {kind: [] for kind in LEGENDS}
    for facet in found:
        by_kind[facet.kind].append(facet)
    kinds = [kind for kind in LEGENDS if kind != DECIDES.get(asked.view)]
    groups = [FacetGroup(kind, LEGENDS[kind], _options(by_kind[kind], asked, region)) for kind in kinds]
    return [
        group
        for group in groups
        if len(group.options) > (group.kind not in SHOWN_ALONE) or asked.chosen[group.kind]
    ]


def _options(found: list[Facet], asked: Asked, region: Region) -> list[Option]:
    """The values that households have; where some were not looked at, any value may be theirs."""
    counts = {facet.value: facet.households for facet in found}
    is_floor = any(facet.is_floor for facet in found)
    kind = found[0].kind if found else ""
    return [
        Option(value, name, shown_count(counts.get(value, 0), is_floor=is_floor), value in asked.chosen[kind])
        for value, name in _names(kind, found, region).items()
        if is_floor or counts.get(value)
    ]


def _names(kind: str, found: list[Facet], region: Region) -> dict[str, str]:
    """The names of the values, in the order in which they are listed."""
    if kind == "party":
        return {str(party): str(name) for party, name in PARTIES.items()}
    if kind == "mark":
        return {str(mark): str(name) for mark, name in MARKS.items()}
    if kind == "track":
        return {str(track): str(name) for track, name in TRACKS.items()}
    if kind == "municipality":
        return {
            **{town.code: town.name for town in region.municipalities},
            NOWHERE: str(_l("No municipality yet")),
        }
    named = sorted((facet.name or "", facet.value) for facet in found if facet.value != NOBODY)
    return {**{value: name for name, value in named}, NOBODY: str(_l("Nobody"))}
