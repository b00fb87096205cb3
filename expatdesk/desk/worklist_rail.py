"""The lists beside the worklist: those that stand ready, and those that somebody keeps, each with its count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from expatdesk.access.visitor import Visitor
from expatdesk.cases.worklist import Filters
from expatdesk.desk.forms.worklist import CLOSED, LATE, MINE, OPEN, OURS, Asked, read_query, saved_filters
from expatdesk.desk.worklist_rows import shown_count
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.worklists.queries import Kept

VIEWS: dict[str, LazyString] = {
    MINE: _l("My work"),
    OURS: _l("Waiting for us"),
    LATE: _l("Something is late"),
    OPEN: _l("Everything open"),
    CLOSED: _l("Closed"),
}


@dataclass(frozen=True, slots=True)
class RailLink:
    """One list to go to; `filter_id` where the visitor may change it."""

    name: str
    address: dict[str, Any]
    count: str
    is_current: bool
    is_shared: bool = False
    filter_id: Any = None


@dataclass(frozen=True, slots=True)
class Rail:
    """All lists beside the worklist. `filters` are to be counted, by the key that `links` looks for."""

    asked: Asked
    kept: Kept
    filters: Mapping[str, Filters]
    lists: Mapping[str, Asked] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the present list is one that the visitor keeps already."""
        return any(self._is_current(one) for one in self.lists.values())

    def ready(self, counts: Mapping[str, int]) -> list[RailLink]:
        """The lists that stand ready for everybody of this role."""
        sort = {"sort": self.asked.sort} if self.asked.sort != "lawful" else {}
        return [
            RailLink(
                str(words), {**({"view": view} if view != OPEN else {}), **sort}, shown_count(counts[view]),
                view == self.asked.view and not self.is_kept,
            )
            for view, words in VIEWS.items()
            if view in counts
        ]  # fmt: skip

    def own(self, counts: Mapping[str, int], *, keeps_shared: bool) -> list[RailLink]:
        """The lists that somebody keeps, their own ones first."""
        return [
            RailLink(
                row.name, self.lists[str(row.id)].address(), shown_count(counts[str(row.id)]),
                self._is_current(self.lists[str(row.id)]), row.is_shared,
                row.id if row.is_own or keeps_shared else None,
            )
            for row in self.kept.filters
        ]  # fmt: skip

    def _is_current(self, other: Asked) -> bool:
        return other.address() == self.asked.address()


def rail_of(visitor: Visitor, kept: Kept, asked: Asked, region: Region, today: date) -> Rail:
    """The lists beside this one."""
    lists = {str(row.id): read_query(row.query, visitor, region, today) for row in kept.filters}
    theirs = {key: one.filters(visitor, today) for key, one in lists.items()}
    return Rail(asked, kept, {**saved_filters(visitor, today), **theirs}, lists)
