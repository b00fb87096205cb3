"""What will follow from a sheet: where its hires register, what it costs, and whether their weeks have room."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.queries import FreeTime, Need, free_times
from expatdesk.appointments.room import visits_that_fit
from expatdesk.cases.labels import DESTINATIONS
from expatdesk.hire_sheets.models import HireSheet
from expatdesk.hire_sheets.queries import Rush, count_alike, rushes_of, ways_of
from expatdesk.rules.plan import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today

# Nobody plans further ahead, and counters have no hours there yet.
WEEKS_AHEAD = 26


@dataclass(frozen=True, slots=True)
class Week:
    """How many visits a week should hold for a municipality, of how many people, and how many fit into it."""

    monday: date
    town: str
    needed: int
    people: int
    free: int

    @property
    def is_short(self) -> bool:
        """Whether not all of them fit."""
        return self.needed > self.free


def where_to(route_to: str | None, municipality: str | None) -> str:
    """Where a hire is registered, in a few words."""
    if not route_to:
        return ""
    words, town = str(DESTINATIONS[Destination(route_to)]), _town(municipality)
    return f"{words}, {town}" if town and route_to in (Destination.DESK, Destination.MUNICIPALITY) else words


def _town(code: str | None) -> str:
    return the_region().municipality(code).name if code else ""


def consequences(sheet: HireSheet) -> dict[str, object]:
    """What will follow if the rows that are right are submitted, as the page tells it."""
    found, weeks = ways_of(sheet), list(_weeks(rushes_of(sheet), the_region()))
    ways = [(where_to(way.route_to, way.municipality), way.count, way.cents) for way in found]
    of_the_desk = sum(way.count for way in found if way.route_to == Destination.DESK)
    return {
        "ways": ways, "cents": sum(cents for _where, _count, cents in ways),
        "alike": count_alike(sheet, visible_cases(current_visitor())),
        "weeks": weeks, "weekless": of_the_desk - sum(week.needed for week in weeks),
    }  # fmt: skip


def _weeks(rushes: list[Rush], region: Region) -> list[Week]:
    """The weeks with the room in them; those too far ahead are left out, one that has passed is this one."""
    day = today()
    this_week, last = _monday(day), day + timedelta(weeks=WEEKS_AHEAD)
    needed: dict[tuple[date, str], Counter[int]] = defaultdict(Counter)
    for rush in rushes:
        if rush.week <= last:
            needed[max(rush.week, this_week), rush.municipality][rush.people] += rush.needed
    times = {town: _times(town, needed, region) for town in {town for _week, town in needed}}
    return [
        Week(
            week, _town(town), households.total(), sum(size * count for size, count in households.items()),
            visits_that_fit(households, {size: of_weeks[week] for size, of_weeks in times[town].items()}),
        )
        for (week, town), households in sorted(needed.items())
    ]  # fmt: skip


def _times(
    town: str, needed: Mapping[tuple[date, str], Counter[int]], region: Region
) -> dict[int, dict[date, list[FreeTime]]]:
    """The free times of the weeks that are needed there, for single people and for households of each size."""
    here = {week: households for (week, at), households in needed.items() if at == town}
    furthest = max(here) + timedelta(days=6)
    times: dict[int, dict[date, list[FreeTime]]] = {}
    for size in {1, *(size for households in here.values() for size in households)}:
        times[size] = defaultdict(list)
        for free in free_times(Need(size, town), today(), furthest, region=region):
            times[size][_monday(free.starts_at.date())].append(free)
    return times


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
