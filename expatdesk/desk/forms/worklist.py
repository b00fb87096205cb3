"""What somebody asks of the worklist, read from the address of the page; what it does not know, it ignores."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from expatdesk.access.marks import Mark, marks_of
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import Visitor
from expatdesk.cases.list_pages import Place
from expatdesk.cases.models import CaseState
from expatdesk.cases.worklist import NOBODY, NOWHERE, SORTED_BY, Filters
from expatdesk.desk.forms.list_places import read_place
from expatdesk.rules.plan import Party, Track
from expatdesk.rules.region import Region
from expatdesk.shared.text import is_plain

MINE, OURS, LATE, OPEN, CLOSED, EVERYTHING = "mine", "ours", "late", "open", "closed", "everything"
# What is due today or has a visit today; nothing to tick, a page of numbers leads here.
TODAY, VISIT = "today", "visit"
WHEN = (LATE, TODAY, VISIT)
LONGEST_SEARCH = 100
# No list is this long, and a database counts no further than its numbers reach.
LAST_PAGE = 100_000
# What a saved filter decides itself cannot be narrowed further.
DECIDES = {OURS: "party", MINE: "officer"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The list that somebody wants to see; `chosen` holds what they ticked per facet."""

    view: str
    chosen: dict[str, tuple[str, ...]]
    search: str
    sort: str
    page: int
    when: str = ""
    beyond: Place | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is ticked beside the list."""
        return any(self.chosen.values()) or bool(self.when)

    def filters(self, visitor: Visitor, today: date) -> Filters:
        """The same as the queries understand it."""
        base = saved_filters(visitor, today).get(self.view, Filters(state=None))
        return replace(
            base,
            parties=base.parties or self.chosen["party"],
            municipalities=self.chosen["municipality"],
            tracks=self.chosen["track"],
            officers=base.officers or self.chosen["officer"],
            among=marks_of(visitor, today).among(marked) if (marked := self.chosen["mark"]) else None,
            late_on=base.late_on or (today if self.when == LATE else None),
            due_on=today if self.when == TODAY else None,
            visit_on=today if self.when == VISIT else None,
            search=self.search,
            sort=self.sort,
        )

    def address(self, page: int | None = None, **changes: Any) -> dict[str, Any]:
        """What to write in the address of this list, or of the same one with changes."""
        wanted = {
            "view": self.view, "when": self.when, "sort": self.sort, "q": self.search, **self.chosen, **changes,
        }  # fmt: skip
        usual = {"view": EVERYTHING if wanted["q"] else OPEN, "sort": "lawful"}
        number = {"page": page} if page and page > 1 else {}
        return {**{k: v for k, v in wanted.items() if v and v != usual.get(k)}, **number}

    def query(self) -> str:
        """The same as one text, as a saved filter keeps it."""
        return urlencode(self.address(), doseq=True)


def saved_filters(visitor: Visitor, today: date) -> dict[str, Filters]:
    """The filters that stand ready for this visitor, by name. Only who can have a case has work of their own."""
    has_cases = visitor.may(Permission.CHANGE_CASE)
    mine = {MINE: Filters(officers=(str(visitor.user_id),))} if has_cases else {}
    return {
        **mine,
        OURS: Filters(parties=(our_party(visitor),)),
        LATE: Filters(late_on=today),
        OPEN: Filters(),
        CLOSED: Filters(state=CaseState.CLOSED),
    }


def our_party(visitor: Visitor) -> Party:
    """Whose ball the visitor's own is: a registrar acts for the municipality, all others for the desk."""
    return Party.MUNICIPALITY if visitor.may(Permission.REGISTER_PERSON) else Party.DESK


def read_asked(args: MultiDict[str, str], visitor: Visitor, region: Region, today: date) -> Asked:
    """The list that this address asks for. Who searches by name looks through closed cases as well."""
    typed = args.get("q", "")[:LONGEST_SEARCH].strip()
    search = typed if is_plain(typed) else ""
    views = [*saved_filters(visitor, today), EVERYTHING]
    usual = EVERYTHING if search else OPEN
    known: dict[str, Iterable[str]] = {
        "party": Party, "track": Track, "mark": Mark,
        "municipality": [*(town.code for town in region.municipalities), NOWHERE],
    }  # fmt: skip
    chosen = {facet: tuple(_known(args.getlist(facet), values)) for facet, values in known.items()}
    chosen["officer"] = tuple(_officers(args.getlist("officer")))
    sort = _one_of(args.get("sort"), SORTED_BY, "lawful")
    beyond = read_place(args, sort)
    return Asked(
        view=_one_of(args.get("view"), views, usual),
        chosen=chosen,
        search=search,
        sort=sort,
        page=min(max(args.get("page", 1, type=int), 2), LAST_PAGE) if beyond else 1,
        when=_one_of(args.get("when"), WHEN, ""),
        beyond=beyond,
    )


def read_query(query: str, visitor: Visitor, region: Region, today: date) -> Asked:
    """The list that a saved filter keeps. A colleague who shares theirs means each one's own work."""
    return read_asked(MultiDict(parse_qsl(query)), visitor, region, today)


def _one_of(value: str | None, values: Iterable[str], usual: str) -> str:
    return value if value is not None and value in values else usual


def _known(asked: Iterable[str], values: Iterable[str]) -> Iterator[str]:
    known = {str(value) for value in values}
    yield from (value for value in asked if value in known)


def _officers(asked: Iterable[str]) -> Iterator[str]:
    for value in asked:
        if value == NOBODY or _is_id(value):
            yield value


def _is_id(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
