"""What a page tells of a sheet: its rows with what is wrong in them, and what will follow from the others."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.queries import FreeTime, Need, free_times
from expatdesk.appointments.room import visits_that_fit
from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import departments_to_give
from expatdesk.cases.labels import DESTINATIONS
from expatdesk.employer.forms.sheets import rules_of_the_form
from expatdesk.hire_sheets.checking import Rules, check_row
from expatdesk.hire_sheets.columns import BY_KEY
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow
from expatdesk.hire_sheets.queries import PAGE_SIZE, Rush, count_alike, rows_of, rushes_of, titles_of, ways_of
from expatdesk.hire_sheets.words import Faults
from expatdesk.rules.plan import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _

# Nobody plans further ahead, and counters have no hours there yet.
WEEKS_AHEAD = 26


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as a page shows it."""

    number: int
    cells: dict[str, str]
    faults: Faults
    name: str
    department: str | None
    where: str
    fee_cents: int
    twin_of: int | None
    like: tuple[uuid.UUID, str] | None
    case: tuple[uuid.UUID, str] | None


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


def shown_rows(sheet: HireSheet, state: RowState, page: int, size: int = PAGE_SIZE) -> list[ShownRow]:
    """One page of the rows in this state."""
    rows, rules = rows_of(sheet, state, page=page, size=size), rules_for_visitor()
    named = {row.case_id for row in rows} | {row.like_id for row in rows}
    titles = titles_of([case_id for case_id in named if case_id], visible_cases(current_visitor()))
    return [_shown(row, rules, titles) for row in rows]


def rules_for_visitor() -> Rules:
    """The rules for a sheet of the visitor's."""
    visitor = current_visitor()
    return rules_of_the_form(departments_to_give(visitor.employer_id, visitor.department))


def _shown(row: SheetRow, rules: Rules, titles: dict[uuid.UUID, str]) -> ShownRow:
    hire = Hire.from_json(row.hire).within(current_visitor().department) if row.hire else None
    return ShownRow(
        number=row.number, cells=row.cells, faults=faults_of(row, rules), name=hire.full_name if hire else "",
        department=hire.department if hire else None,
        where=where_to(row.route_to, row.municipality), fee_cents=row.fee_cents, twin_of=row.twin_of,
        like=_named(row.like_id, titles), case=_named(row.case_id, titles),
    )  # fmt: skip


def _named(case_id: uuid.UUID | None, titles: dict[uuid.UUID, str]) -> tuple[uuid.UUID, str] | None:
    return (case_id, titles[case_id]) if case_id in titles and case_id else None


def faults_of(row: SheetRow, rules: Rules) -> Faults:
    """What is wrong with a row, by column, in the reader's language."""
    if row.state == RowState.KNOWN:
        return {"reference": _("You handed over a hire with this reference before.")}
    if row.state != RowState.WRONG:
        return {}
    faults = check_row(row.cells, row.withheld, rules).faults
    if row.same_as is not None:
        twice = _("Row %(number)d has this reference too. Give each hire one of its own.", number=row.same_as)
        faults = {**faults, "reference": twice}
    return faults


def columns_of(sheet: HireSheet, faults: Iterable[Faults]) -> list[str]:
    """The columns in which rows with these faults are shown.

    Those that are not there, but ought to be, come first: behind a wide sheet nobody would see what is wrong.
    """
    wrong = {key for of_a_row in faults for key in of_a_row} | set(sheet.missing)
    return [key for key in BY_KEY if key in wrong and key not in sheet.columns] + sheet.columns


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
