"""HR hands over three hundred hires as its personnel program exports them: messy, and mended in two rounds."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook

from expatdesk.cases.models import Case
from expatdesk.hire_sheets.models import RowState, SheetRow
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.work import check_sheets, take_over_sheets
from tests.conftest import Visit
from tests.factories import a_counter, a_user, an_employer
from tests.hire_sheets.nasty import csv_text
from tests.sending_files import sent
from tests.visitor import Visitor

HIRES, BAD, DOUBLE = 300, 24, 4
# A program that merges cells writes their text into the first one alone; what stands below it goes by two lines.
GROUPS = ("Medewerker", "", "", "", "", "Contact", "Reden van komst", "", "", "", "Salaris", "", "")
HEADS = (
    "Personeelsnr.", "Voornaam", "Tussenvoegsel", "Achternaam", "Nationaliteit", "E-mail", "Verblijfsdoel",
    "Datum in dienst (dd-mm-jjjj)", "Aankomst", "Duur verblijf", "Bruto per maand", "Gezinsleden", "",
)  # fmt: skip
NATIONALITIES = ("Indiase", "Duitse", "Turkije", "Braziliaans", "CHN", "Verenigde Staten")
PURPOSES = ("Kennismigrant", "EU-burger", "kennismigrant", "KM", "onderzoeker", "HSM")
SUBMIT_RIGHT = {
    "nl": "Alleen de 272 medewerkers zonder fouten aanmelden", "en": "Submit only the 272 hires that are right",
}  # fmt: skip
SUBMIT_ALL = {"nl": "Alle 28 medewerkers aanmelden", "en": "Submit all 28 hires"}
FAULTS = {"Voornaam": "", "Nationaliteit": "Duitslnd", "E-mail": "geen", "Aankomst": "31-02-2027"}


def hire(number: int) -> list[str]:
    """A line as the program writes it: numbers as text, a date by its own habit, a blank column at the end."""
    kind = number % len(NATIONALITIES)
    first = today() + timedelta(days=60 + number % 90)
    return [
        f"00{number}", ("Zoë", "José", "Anaïs")[number % 3], ("", "van der")[number % 2], f"Müller {word(number)}",
        NATIONALITIES[kind], f"hire{number}@mail.example", PURPOSES[kind], f"{first:%d-%m-%Y}",
        f"{first - timedelta(days=7):%-d-%-m-%Y}", ("24,00", "onbepaalde tijd")[number % 2], "=4500*1,08",
        str(number % 3), " ",
    ]  # fmt: skip


def word(number: int) -> str:
    """A name of letters alone, another one for each number."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()


def lines_of_the_sheet() -> Iterator[list[str]]:
    """A title, two lines of names, the hires with what is wrong of them, and what a program leaves below."""
    yield ["Export personeel", *[""] * (len(HEADS) - 1)]
    yield list(GROUPS)
    yield list(HEADS)
    for number in range(HIRES):
        line = hire(number)
        if number < BAD:
            column, text = list(FAULTS.items())[number % len(FAULTS)]
            line[HEADS.index(column)] = text
        elif number < BAD + DOUBLE:
            line[0] = hire(number - DOUBLE)[0]
        yield line
    yield from ([""] * len(HEADS), [" "] * len(HEADS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_messy_sheet_of_three_hundred(visit: Visit, language: str) -> None:
    a_counter()
    hr = visit(a_user(Role.EMPLOYER, employer=an_employer(recognised_sponsor=True)), language=language)
    right, wrong = HIRES - BAD - DOUBLE, BAD + DOUBLE
    sheet = hands_over(hr, "export.csv", csv_text(*lines_of_the_sheet()).encode("cp1252"))
    hr.sees("Bruto per maand", f"{right} ", f"{wrong} ", hr.says("Nothing is sent yet."))
    hr.sees(hr.says("We do not know “%(text)s”. Do you mean “%(meant)s”?", text="Duitslnd", meant="Duitsland"))
    assert (count(sheet, RowState.RIGHT), count(sheet, RowState.WRONG), cases()) == (right, wrong, 0)
    assert "4500" not in str([row.cells for row in session.query(SheetRow)])
    rest = hr.asks_for("employer.rest_of_sheet", sheet_id=sheet).data
    hr.presses(SUBMIT_RIGHT[language])
    take_over_sheets()
    assert cases() == right
    hands_over(hr, "rest.xlsx", mended(rest))
    hr.presses(SUBMIT_ALL[language])
    take_over_sheets()
    assert cases() == HIRES
    # What was exported once more is known by its references.
    again = hands_over(hr, "export.csv", csv_text(HEADS, *map(hire, range(HIRES))).encode("utf-8-sig"))
    assert (count(again, RowState.KNOWN), cases()) == (HIRES, HIRES)
    hr.sees(hr.says("There is nothing left to submit."))
    hr.does_not_see(hr.says("Download the rest, with the reasons"), hr.says("Costs with VAT"))


def hands_over(hr: Visitor, name: str, content: bytes) -> UUID:
    """HR gives a sheet, the worker checks it, HR looks at what will follow; answers which sheet it is."""
    hr.opens("employer.new_sheet").presses(hr.says("Check the sheet"), sheet=sent((name, content)))
    sheet = UUID(hr.page.url.rpartition("/")[2])
    check_sheets()
    hr.opens("employer.sheet", sheet_id=sheet)
    return sheet


def count(sheet: UUID, state: RowState) -> int:
    """How many rows of the sheet are in this state."""
    return session.query(SheetRow).filter_by(sheet_id=sheet, state=state).count()


def cases() -> int:
    """How many cases there are."""
    return session.query(Case).count()


def mended(rest: bytes) -> bytes:
    """The rest as HR gives it back: each cell mended, the columns of our own left where they are."""
    given: Any = load_workbook(io.BytesIO(rest)).worksheets[0]
    lines = [["" if cell is None else str(cell) for cell in line] for line in given.iter_rows(values_only=True)]
    numbers = iter(range(BAD + DOUBLE))
    book = Workbook()
    for line in [lines[0], *([line[0], *hire(next(numbers))[:10], line[11], line[-1]] for line in lines[1:])]:
        book.worksheets[0].append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
