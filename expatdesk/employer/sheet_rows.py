"""The rows of a sheet as pages and files show them: with what is wrong in them, and whom they are like."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import departments_to_give
from expatdesk.employer.forms.sheets import rules_of_the_form
from expatdesk.employer.sheet_outlook import where_to
from expatdesk.hire_sheets.checking import Rules, check_row
from expatdesk.hire_sheets.columns import BY_KEY
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetRow
from expatdesk.hire_sheets.queries import PAGE_SIZE, count_rows, rows_numbered, rows_of, titles_of
from expatdesk.hire_sheets.rows import name_in
from expatdesk.hire_sheets.words import Faults
from expatdesk.people.names import name_key
from expatdesk.shared.i18n import gettext as _

# In so many rows it is counted what is wrong: looking at all of a large sheet takes seconds.
MOST_COUNTED = 1000

# The names of hires that the visitor sees.
Titles = dict[uuid.UUID, str]


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
    # Its reference was given before, to somebody who is called otherwise.
    is_stranger: bool


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of the rows in a state."""

    rows: list[ShownRow]
    pages: int
    # In which columns something is wrong in how many rows, the most first; and the one that was asked for.
    faulty: list[tuple[str, int]]
    column: str


def page_of_rows(sheet: HireSheet, state: RowState, page: int, column: str = "") -> RowsPage:
    """One page of the rows in this state; of those to mend, if wished for, only those with a fault in a column."""
    count, rows = count_rows(sheet)[state], rows_of(sheet, state, page=page)
    counted = rows_of(sheet, state, size=MOST_COUNTED) if state == RowState.WRONG else []
    faults = _by_number(sheet, counted)
    faulty = Counter(key for wrong in faults.values() for key in wrong)
    if column in faulty:
        count = faulty[column]
        alike = (row for row in counted if column in faults[row.number])
        rows = list(islice(alike, (page - 1) * PAGE_SIZE, page * PAGE_SIZE))
    faults |= _by_number(sheet, [row for row in rows if row.number not in faults])
    asked = column if column in faulty else ""
    return RowsPage(_shown_rows(sheet, rows, faults), -(-count // PAGE_SIZE), faulty.most_common(), asked)


def _by_number(sheet: HireSheet, rows: Sequence[SheetRow]) -> dict[int, Faults]:
    return {row.number: wrong for row, wrong in zip(rows, faults_of(sheet, rows), strict=True)}


def _shown_rows(sheet: HireSheet, rows: list[SheetRow], faults: Mapping[int, Faults]) -> list[ShownRow]:
    titles = _titles_of([case_id for row in rows for case_id in (row.case_id, row.like_id)])
    names = _names_of([row.twin_of for row in rows], sheet)
    return [_shown(row, faults[row.number], titles, names) for row in rows]


def _shown(row: SheetRow, faults: Faults, titles: Titles, names: dict[int, str]) -> ShownRow:
    hire = Hire.from_json(row.hire).within(current_visitor().department) if row.hire else None
    return ShownRow(
        number=row.number, cells=row.cells, faults=faults, name=hire.full_name if hire else name_in(row.cells),
        department=hire.department if hire else None, where=where_to(row.route_to, row.municipality),
        fee_cents=row.fee_cents, twin=(row.twin_of, names.get(row.twin_of, "")) if row.twin_of else None,
        like=_named(row.like_id, titles), case=_named(row.case_id, titles),
        is_stranger=bool(_stranger_to(row, titles)),
    )  # fmt: skip


def count_strangers(sheet: HireSheet) -> int:
    """How many rows have a reference under which somebody else was handed over before, of the first ones."""
    rows = rows_of(sheet, RowState.KNOWN, size=MOST_COUNTED)
    titles = _titles_of([row.case_id for row in rows])
    return sum(1 for row in rows if _stranger_to(row, titles))


def _stranger_to(row: SheetRow, titles: Titles) -> str:
    """Who was handed over under this reference before, where that is somebody else than the row tells of."""
    title = titles.get(row.case_id, "") if row.case_id and row.state == RowState.KNOWN else ""
    given = name_key(name_in(row.cells))
    return title if title and given and given != name_key(title) else ""


def _titles_of(cases: Iterable[uuid.UUID | None]) -> Titles:
    return titles_of([case_id for case_id in cases if case_id], visible_cases(current_visitor()))


def _named(case_id: uuid.UUID | None, titles: Titles) -> tuple[uuid.UUID, str] | None:
    return (case_id, titles[case_id]) if case_id in titles and case_id else None


def _names_of(numbers: Iterable[int | None], sheet: HireSheet) -> dict[int, str]:
    """What the hires in the rows with these numbers are called: another page or file may not have them."""
    rows = rows_numbered(sheet, {number for number in numbers if number is not None})
    # Of what is taken over the sheet holds nothing but its case.
    titles = _titles_of([row.case_id for row in rows])
    return {row.number: _name_of(row, titles) for row in rows}


def _name_of(row: SheetRow, titles: Titles) -> str:
    title = titles.get(row.case_id) if row.case_id else None
    return title or name_in(row.cells)


def faults_of(sheet: HireSheet, rows: Sequence[SheetRow]) -> Iterator[Faults]:
    """What is wrong with each of these rows, by column, in the reader's language."""
    visitor = current_visitor()
    rules = rules_of_the_form(departments_to_give(visitor.employer_id, visitor.department))
    names, titles = _names_of([row.same_as for row in rows], sheet), _titles_of([row.case_id for row in rows])
    return (_faults_of(row, rules, names, _stranger_to(row, titles)) for row in rows)


def _faults_of(row: SheetRow, rules: Rules, names: Mapping[int, str], stranger: str) -> Faults:
    if row.state == RowState.KNOWN:
        return {"reference": _known(stranger)}
    if row.state != RowState.WRONG:
        return {}
    faults = check_row(row.cells, row.withheld, rules).faults
    if row.same_as is not None:
        faults = {**faults, "reference": _twice(row.same_as, names.get(row.same_as))}
    return faults


def _known(stranger: str) -> str:
    if not stranger:
        return _("You handed over a hire with this reference before.")
    return _(
        "You handed over %(name)s with this reference before. Is this somebody else? Give them one of their own.",
        name=stranger,
    )


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
