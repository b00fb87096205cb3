"""What HR asks of its list of hires, read from the address of the page; what it does not know, it ignores."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.validators import InputRequired

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.departments import departments_at
from expatdesk.cases.hire_queries import CLOSED_SORTS, DAY, SORTS, HireFilters
from expatdesk.cases.list_pages import AFTER, BEFORE, Place, place_from
from expatdesk.cases.models import CaseState
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import Party
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.text import is_plain, tidy

LONGEST_SEARCH = 200
# Until how many days from today a next day lies; what is late lies before it.
WITHIN: dict[str, int] = {"late": -1, "week": 7, "month": 28}
WITHIN_WORDS: dict[str, LazyString] = {
    "late": _l("The day has passed"),
    "week": _l("Within a week"),
    "month": _l("Within four weeks"),
}
SORT_WORDS: dict[str, LazyString] = {
    "turn": _l("Your turn first"),
    "day": _l("Next day"),
    "name": _l("Name"),
    "start": _l("First working day"),
}


@dataclass(frozen=True, slots=True)
class AskedHires:
    """The list that HR wants to see."""

    state: CaseState
    search: str
    party: str
    department: str
    what: str
    within: str
    sort: str
    beyond: Place | None = None

    @property
    def sorts(self) -> dict[str, LazyString]:
        """What this list can be sorted by, the usual order first."""
        return {sort: SORT_WORDS[sort] for sort in _sorts(self.state)}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but open or closed narrows the list."""
        return bool(self.search or self.party or self.department or self.what or self.within)

    def filters(self, today: date) -> HireFilters:
        """The same as the queries understand it."""
        return HireFilters(
            state=self.state,
            search=self.search,
            party=self.party,
            department=self.department,
            what=EmployerDay(self.what) if self.what else None,
            until=today + timedelta(days=WITHIN[self.within]) if self.within else None,
            sort=self.sort,
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """What to write in the address of this list, or of the same one with changes."""
        wanted = {
            "q": self.search, "turn": self.party, "department": self.department, "what": self.what,
            "within": self.within, "sort": self.sort, "state": self.state, **changes,
        }  # fmt: skip
        usual = {"sort": _sorts(self.state)[0], "state": CaseState.OPEN}
        return {key: value for key, value in wanted.items() if value and value != usual.get(key)}

    def page(self, place: Place | None) -> dict[str, Any]:
        """The address of the page beyond this place; of the first one without."""
        name = BEFORE if place and place.backwards else AFTER
        return self.address(**{name: str(place)} if place else {})


def read_asked(args: MultiDict[str, str]) -> AskedHires:
    """The list that an address asks for. A search for what no name can hold finds what nothing finds: all.

    Closed hires are not narrowed or sorted by how their plan was on the last day: no line tells it (security T05).
    """
    typed = tidy(args.get("q"))[:LONGEST_SEARCH]
    state = CaseState.CLOSED if args.get("state") == CaseState.CLOSED else CaseState.OPEN
    plan = args if state == CaseState.OPEN else MultiDict[str, str]()
    sort = _one_of(args.get("sort"), _sorts(state)) or _sorts(state)[0]
    return AskedHires(
        state=state,
        search=typed if is_plain(typed) else "",
        party=_one_of(plan.get("turn"), Party),
        department=_one_of(args.get("department"), departments()),
        what=_one_of(plan.get("what"), EmployerDay),
        within=_one_of(plan.get("within"), WITHIN),
        sort=sort,
        beyond=_place(args, is_dated=sort == DAY),
    )


def _sorts(state: CaseState) -> tuple[str, ...]:
    return SORTS if state == CaseState.OPEN else CLOSED_SORTS


def departments() -> list[str]:
    """The departments that the list can be narrowed to; none for who is limited to one."""
    visitor = current_visitor()
    return [] if visitor.department else departments_at(visitor.employer_id)


def _one_of(value: str | None, values: Iterable[str]) -> str:
    return value if value is not None and value in {str(one) for one in values} else ""


def _place(args: MultiDict[str, str], *, is_dated: bool) -> Place | None:
    for name in (AFTER, BEFORE):
        with suppress(ValueError):
            return place_from(args.get(name, ""), is_dated=is_dated, backwards=name == BEFORE)
    return None


class ExportHiresForm(PageForm):
    """As which kind of file."""

    kind = RadioField(
        _l("Kind of file"),
        choices=options([("xlsx", _l("Excel (XLSX)")), ("csv", _l("CSV, for other programs"))]),
        default="xlsx",
        validators=[InputRequired(_l("Choose a kind of file."))],
    )
