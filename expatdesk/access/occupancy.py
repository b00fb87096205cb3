"""Own places and who lives in them when, as both doors show it: a calendar of months, and what is free when."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from flask import request
from sqlalchemy import ColumnElement, false, true

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import own_homes, visible_cases
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.cases.temporary_queries import count_registered
from expatdesk.housing.home_queries import ever_offered
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stay_queries import OwnPlace, find_place, own_places, stays_at
from expatdesk.housing.stay_words import in_short, long_words, place_words, registered_words
from expatdesk.organisations.models import EmployerAddress
from expatdesk.rules.occupancy import Period, Span, free_periods, nights_used, periods
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import date_like

MONTHS, MOST_MONTHS_AWAY = 6, 60
# So many free times of a place are told; further on the calendar says it.
MOST_FREE = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in the calendar, as wide as it has days, and what is said of it, in short and in full."""

    kind: str
    days: int
    short: str
    says: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its calendar: its free times, the nights used in the first month shown, who is registered."""

    place: OwnPlace
    words: str
    bars: list[Bar]
    free: list[str]
    used: int
    possible: int
    registered: str


@dataclass(frozen=True, slots=True)
class Window:
    """The months that are shown."""

    first: date

    @property
    def after(self) -> date:
        """The day after the last one."""
        return add_months(self.first, MONTHS)

    @property
    def months(self) -> list[tuple[str, int]]:
        """Each month by its name, and how many days it has."""
        firsts = [add_months(self.first, number) for number in range(MONTHS + 1)]
        return [(date_like(first, "LLL y"), (after - first).days) for first, after in pairwise(firsts)]

    @property
    def days(self) -> int:
        """How many days these months have."""
        return (self.after - self.first).days

    @property
    def ways(self) -> dict[str, str]:
        """The windows beside this one, as they stand in an address."""
        is_now = self.first == today().replace(day=1)
        ways = {"before": f"{add_months(self.first, -MONTHS):%Y-%m}", "after": f"{self.after:%Y-%m}"}
        return ways if is_now else {**ways, "now": "now"}


def kept_homes(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for homes whose occupancy the visitor keeps, or the desk looks at."""
    if visitor.may(Permission.SEE_OCCUPANCY):
        return true()
    return own_homes(visitor) if visitor.may(Permission.KEEP_OCCUPANCY) else false()


def kept_housing(visitor: Visitor) -> ColumnElement[bool]:
    """The same for the addresses at which an employer houses its hires."""
    if visitor.may(Permission.SEE_OCCUPANCY):
        return true()
    if visitor.employer_id is None or not visitor.may(Permission.KEEP_OCCUPANCY):
        return false()
    return EmployerAddress.employer_id == visitor.employer_id


def place_seen(place_id: uuid.UUID) -> OwnPlace | None:
    """A place of the visitor's."""
    visitor = current_visitor()
    return find_place(kept_homes(visitor), kept_housing(visitor), place_id)


def window_asked_for() -> Window:
    """From the month that is asked for on; else from the present one."""
    now = today().replace(day=1)
    typed = request.args.get("from", "")
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return Window(now)
    near = add_months(now, -MOST_MONTHS_AWAY) <= first <= add_months(now, MOST_MONTHS_AWAY)
    return Window(first if near else now)


def places_shown(window: Window, page: int) -> tuple[list[PlaceRow], bool]:
    """The places of this page with their calendars; whether more follow."""
    visitor = current_visitor()
    places, has_more = own_places(kept_homes(visitor), kept_housing(visitor), page)
    stays = stays_at([place.id for place in places], min(window.first, today()))
    registered = registered_at(places)
    rows = [
        row_of(place, [stay.as_span() for stay in stays[place.id]], window, registered[place.id])
        for place in places
    ]
    return rows, has_more


def row_of(place: OwnPlace, spans: Sequence[Span], window: Window, registered: int) -> PlaceRow:
    """A place with its calendar."""
    month_after, capacity = add_months(window.first, 1), place.capacity
    return PlaceRow(
        place, place_words(place), bars_of(place, spans, window),
        [long_words(place, period, today()) for period in free_from_now(place, spans)[:MOST_FREE]],
        nights_used(spans, window.first, month_after), (month_after - window.first).days * capacity,
        registered_words(registered, place.most_registered),
    )  # fmt: skip


def free_from_now(place: OwnPlace, spans: Sequence[Span]) -> tuple[Period, ...]:
    """When a place is free, wholly or in part, from today on."""
    return free_periods(spans, place.capacity, today()) if place.capacity else ()


def bars_of(place: OwnPlace, spans: Sequence[Span], window: Window) -> list[Bar]:
    """The times of a place in these months; none of one of which nobody said how many can live there."""
    if not place.capacity:
        return []
    found = periods(spans, place.capacity, window.first, window.after)
    return [
        Bar(_kind(one), one.nights or 0, in_short(place, one), long_words(place, one, window.first))
        for one in found
    ]


def _kind(period: Period) -> str:
    if not period.used:
        return "free"
    return "part" if period.free else "full"


def registered_at(places: Collection[OwnPlace]) -> dict[uuid.UUID, int]:
    """How many are registered at each place for a time, as the desk knows.

    Who keeps a place sees no more than that all of a household are: that some of them are is the household's own
    affair (security T07). And whoever types an address does not learn by it who is registered there: an employer
    reads of its own hires, a partner of homes that the desk and households have seen in the offer (security T05).
    """
    visitor = current_visitor()
    if visitor.may(Permission.SEE_OCCUPANCY):
        counted = count_registered({place.address for place in places})
        return {place.id: counted.get(place.address, 0) for place in places}
    shown = ever_offered([place.id for place in places if place.is_home])
    homes = count_registered({place.address for place in places if place.id in shown}, whole_households=True)
    housing = {place.address for place in places if not place.is_home}
    hires = count_registered(housing, visible_cases(visitor), whole_households=True)
    return {place.id: (homes if place.id in shown else hires).get(place.address, 0) for place in places}


def parted(stays: Sequence[PlaceStay]) -> tuple[list[PlaceStay], list[PlaceStay]]:
    """Those of now and later, and those that are over: the last one in front."""
    over = [stay for stay in stays if stay.ends is not None and stay.ends <= today()]
    return [stay for stay in stays if stay not in over], sorted(over, key=lambda stay: stay.starts, reverse=True)


def last_night(period: Period) -> date | None:
    """The last night of a free time; None where it has no end."""
    return None if period.ends is None else period.ends - timedelta(days=1)
