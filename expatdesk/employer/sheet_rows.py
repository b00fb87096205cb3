"""What a page tells of a sheet: its rows with what is wrong in them, and what will follow from the others."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

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
from expatdesk.hire_sheets.queries import (
    PAGE_SIZE,
    Rush,
    count_alike,
    count_rows,
    rows_numbered,
    rows_of,
    rushes_of,
    titles_of,
    ways_of,
)
from expatdesk.hire_sheets.rows import name_in
from expatdesk.hire_sheets.words import Faults
from expatdesk.rules.plan import Destination
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _

# Nobody plans further ahead, and counters have no hours there yet.
WEEKS_AHEAD = 26
# In so many rows to mend it is counted what is wrong: looking at all of a large sheet takes seconds.
MOST_COUNTED = 1000


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
    twin: tuple[int, str] | None
    like: tuple[uuid.UUID, str] | None
    case: tuple[uuid.UUID, str] | None


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of the rows in a state."""

    rows: list[ShownRow]
    pages: int
    # In which columns something is wrong in how many rows, the most first; and the one that was asked for.
    faulty: list[tuple[str, int]]
    column: str


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


def page_of_rows(sheet: HireSheet, state: RowState, page: int, column: str = "") -> RowsPage:
    """One page of the rows in this state; of those to mend, if wished for, only those with a fault in a column."""
    count, faulty, rows = count_rows(sheet)[state], Counter[str](), rows_of(sheet, state, page=page)
    if state == RowState.WRONG:
        counted = rows_of(sheet, state, size=MOST_COUNTED)
        faults = list(faults_of(sheet, counted))
        faulty = Counter(key for wrong in faults for key in wrong)
        if column in faulty:
            count = faulty[column]
            alike = (row for row, wrong in zip(counted, faults, strict=True) if column in wrong)
            rows = list(islice(alike, (page - 1) * PAGE_SIZE, page * PAGE_SIZE))
    asked = column if column in faulty else ""
    return RowsPage(_shown_rows(sheet, rows), -(-count // PAGE_SIZE), faulty.most_common(), asked)


def _shown_rows(sheet: HireSheet, rows: list[SheetRow]) -> list[ShownRow]:
    ids = [case_id for row in rows for case_id in (row.case_id, row.like_id) if case_id]
    titles = titles_of(ids, visible_cases(current_visitor()))
    names = _names_of([row.twin_of for row in rows], sheet)
    faults = faults_of(sheet, rows)
    return [_shown(row, wrong, titles, names) for row, wrong in zip(rows, faults, strict=True)]


def _shown(row: SheetRow, faults: Faults, titles: dict[uuid.UUID, str], names: dict[int, str]) -> ShownRow:
    hire = Hire.from_json(row.hire).within(current_visitor().department) if row.hire else None
    return ShownRow(
        number=row.number, cells=row.cells, faults=faults, name=hire.full_name if hire else name_in(row.cells),
        department=hire.department if hire else None, where=where_to(row.route_to, row.municipality),
        fee_cents=row.fee_cents, twin=(row.twin_of, names.get(row.twin_of, "")) if row.twin_of else None,
        like=_named(row.like_id, titles), case=_named(row.case_id, titles),
    )  # fmt: skip


def _named(case_id: uuid.UUID | None, titles: dict[uuid.UUID, str]) -> tuple[uuid.UUID, str] | None:
    return (case_id, titles[case_id]) if case_id in titles and case_id else None


def _names_of(numbers: Iterable[int | None], sheet: HireSheet) -> dict[int, str]:
    """What the hires in the rows with these numbers are called: another page or file may not have them."""
    rows = rows_numbered(sheet, {number for number in numbers if number is not None})
    # Of what is taken over the sheet holds nothing but its case.
    titles = titles_of([row.case_id for row in rows if row.case_id], visible_cases(current_visitor()))
    return {row.number: _name_of(row, titles) for row in rows}


def _name_of(row: SheetRow, titles: dict[uuid.UUID, str]) -> str:
    title = titles.get(row.case_id) if row.case_id else None
    return title or name_in(row.cells)


def faults_of(sheet: HireSheet, rows: Sequence[SheetRow]) -> Iterator[Faults]:
    """What is wrong with each of these rows, by column, in the reader's language."""
    visitor = current_visitor()
    rules = rules_of_the_form(departments_to_give(visitor.employer_id, visitor.department))
    names = _names_of([row.same_as for row in rows], sheet)
    return (_faults_of(row, rules, names) for row in rows)


def _faults_of(row: SheetRow, rules: Rules, names: Mapping[int, str]) -> Faults:
    if row.state == RowState.KNOWN:
        return {"reference": _("You handed over a hire with this reference before.")}
    if row.state != RowState.WRONG:
        return {}
    faults = check_row(row.cells, row.withheld, rules).faults
    if row.same_as is not None:
        faults = {**faults, "reference": _twice(row.same_as, names.get(row.same_as))}
    return faults


def _twice(number: int, name: str | None) -> str:
    if not name:
        return _("Row %(number)d has this reference too. Give each hire one of its own.", number=number)
    return _(
        "%(name)s in row %(number)d has this reference too. Give each hire one of its own.",
        name=name, number=number,
    )  # fmt: skip


def columns_of(sheet: HireSheet, faults: Iterable[Faults]) -> list[str]:
    """The columns of a file with rows that have these faults; those that the sheet ought to have come first."""
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
