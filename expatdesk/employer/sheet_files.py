"""Sheets that HR takes home: our example with its lists, and the rows that were not submitted, with the reason."""

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

from flask import Response, abort
from werkzeug.exceptions import ServiceUnavailable

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.labels import CATEGORIES
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.hire_list import departments
from expatdesk.employer.sheet_rows import columns_of, faults_of
from expatdesk.employer.sheets import sheet_or_404
from expatdesk.hire_sheets.actions import note_rest
from expatdesk.hire_sheets.columns import BY_KEY, COLUMNS, ROW_NUMBER, WHY_NOT, Column
from expatdesk.hire_sheets.files import MOST_HIRES
from expatdesk.hire_sheets.models import HireSheet, RowState
from expatdesk.hire_sheets.queries import rows_of
from expatdesk.hire_sheets.words import CHOICES
from expatdesk.shared.clock import today
from expatdesk.shared.countries import countries
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import SECONDS_TO_RECOVER
from expatdesk.shared.sheets import Cell, csv_file, xlsx_file

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# Ten thousand rows take a core for seconds: who comes when two are being written is asked to come again (T27).
AT_THE_DOOR = threading.BoundedSemaphore(2)


@blueprint.get("/sheets/example.<kind>")
def sheet_example(kind: str) -> Response:
    """A sheet with all columns and two made-up hires."""
    if kind not in MEDIA_TYPES:
        abort(404)
    rows = [_names(), *_examples()]
    content = csv_file(rows) if kind == "csv" else xlsx_file(_("Hires"), rows, more={_("Lists"): _lists()})
    return user_file(content, media_type=MEDIA_TYPES[kind], name=_("example of hires") + f".{kind}")


@blueprint.get("/sheets/<uuid:sheet_id>/rest.xlsx")
def rest_of_sheet(sheet_id: uuid.UUID) -> Response:
    """The rows that were not or will not be submitted, as they were given, with a column that says why."""
    sheet = sheet_or_404(sheet_id)
    if not AT_THE_DOOR.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=SECONDS_TO_RECOVER)
    try:
        lines = list(_rest(sheet))
        content = xlsx_file(_("Hires"), lines)
    finally:
        AT_THE_DOOR.release()
    begin_writing()
    note_rest(len(lines) - 1, by=current_visitor().actor)
    return user_file(content, media_type=MEDIA_TYPES["xlsx"], name=_("hires to mend") + ".xlsx")


def _rest(sheet: HireSheet) -> Iterator[list[Cell]]:
    rows = rows_of(sheet, RowState.WRONG, RowState.KNOWN, size=MOST_HIRES)
    faults = list(faults_of(sheet, rows))
    columns, names = columns_of(sheet, faults), {key: column.name(language()) for key, column in BY_KEY.items()}
    yield [ROW_NUMBER.name(language()), *(names[key] for key in columns), WHY_NOT.name(language())]
    for row, wrong in zip(rows, faults, strict=True):
        why = [f"{names[key]}: {str(fault).removesuffix('.')}" for key, fault in wrong.items()]
        yield [row.number, *(row.cells.get(key, "") for key in columns), "; ".join(why)]


def _names() -> list[Cell]:
    return [column.name(language()) for column in _columns()]


def _columns() -> list[Column]:
    """All columns; that of the department where the visitor can choose one."""
    return [column for column in COLUMNS if column.key != "department" or departments()]


def _examples() -> Iterator[list[Cell]]:
    """Two hires that nobody is called: one with a home, one without."""
    is_dutch = language() == "nl"
    start = today() + timedelta(days=45)
    yes, rented = ("Ja", "Huurwoning") if is_dutch else ("Yes", "Rented home")
    ananya = {
        "reference": "P-1001", "given_names": "Ananya", "family_name": "Voorbeeld", "nationality": _country("IN"),
        "email": "ananya@example.org", "mail_language": "Engels" if is_dutch else "English",
        "category": _category("highly_skilled_migrant"), "first_working_day": start,
        "arrival": start - timedelta(days=10), "stay_months": 60, "people_along": 2, "address_form_signed": yes,
        "department": next(iter(departments()), ""),
    }  # fmt: skip
    jonas = {
        "reference": "P-1002", "given_names": "Jonas", "particle": "von", "family_name": "Beispiel",
        "nationality": _country("DE"), "email": "jonas@example.org", "category": _category("eu_citizen"),
        "first_working_day": start, "arrival": start - timedelta(days=5), "stay_months": 24, "people_along": 0,
        "home_kind": rented, "home_street": "Hooigracht 12", "home_postcode": "2312 KS",
        "home_from": start - timedelta(days=5), "home_registration_allowed": yes,
    }  # fmt: skip
    for hire in (ananya, jonas):
        yield [hire.get(column.key, "") for column in _columns()]  # type: ignore[misc]


def _country(code: str) -> str:
    return dict(countries())[code]


def _category(key: str) -> str:
    return next(str(label) for category, label in CATEGORIES.items() if category == key)


def _lists() -> Iterator[list[Cell]]:
    """What can be filled in where there is a choice: a column for each, in the reader's language."""
    place = 1 if language() == "nl" else 0
    lists = {
        **({"department": departments()} if departments() else {}),
        "nationality": [name for _code, name in countries()],
        "category": [str(label) for label in CATEGORIES.values()],
        **{key: [words[place] for words in choices.values()] for key, choices in CHOICES.items()},
    }
    yield [BY_KEY[key].name(language()) for key in lists]
    for line in range(max(map(len, lists.values()))):
        yield [names[line] if line < len(names) else None for names in lists.values()]
