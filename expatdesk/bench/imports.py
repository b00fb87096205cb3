"""How many hires a second two workers take in as a sheet, beside the bare rows that come of them.

A sheet is read, kept, checked with all that will follow, and taken over, as HR and the worker do it. Files come
of it, each with its plan, the words of its search and its history; invitations follow by themselves, and are not
measured. Beside it the same rows of all these tables are written once more, all at once on the bare driver.
The files are taken away again; as of any other, their lines in the logbook stay.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from secrets import choice
from string import ascii_lowercase
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select

from expatdesk.access.acting import the_region
from expatdesk.bench.copies import AT_BENCH, BRANCH
from expatdesk.bench.names import a_family_name, a_name
from expatdesk.bench.pages import NotSeeded
from expatdesk.bench.workers import Part
from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.models import Case, HireChange
from expatdesk.cases.search import CaseWords
from expatdesk.employer.forms.sheets import rules_of_the_form
from expatdesk.hire_sheets.actions import keep_sheet, start_taking
from expatdesk.hire_sheets.columns import BY_KEY
from expatdesk.hire_sheets.files import tables_in
from expatdesk.hire_sheets.models import HireSheet, SheetRow
from expatdesk.hire_sheets.rows import hires_in
from expatdesk.hire_sheets.work import check_waiting, take_waiting
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import EMPLOYER_SIDE, Person, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import Model, begin_immediate, session, table_of
from expatdesk.shared.many_rows import Pile
from expatdesk.shared.sheets import Cell, csv_file

COLUMNS = (
    "reference", "given_names", "particle", "family_name", "only_one_name", "nationality", "email", "category",
    "arrival", "stay_months", "people_along", "home_kind", "home_postcode",
)  # fmt: skip
ABOUT_A_HIRE: tuple[Any, ...] = (Person, CaseWords, HireChange, LogLine, HeldInvitation)


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """What was measured of one way: how many hires, how many rows came of them, and in which time."""

    what: str
    hires: int
    rows: int
    seconds: float

    @property
    def hires_a_second(self) -> float:
        """Lines of the sheet that were read, checked and taken over."""
        return self.hires / self.seconds

    @property
    def rows_a_second(self) -> float:
        """Rows that were stored."""
        return self.rows / self.seconds


def measure_import(count: int, all_do: Callable[[Part], None]) -> list[ImportFigures]:
    """Hand over so many hires to workers, and write the rows of their files once more. Raises NotSeeded."""
    is_seeded = session.scalars(select(Employer.id).where(Employer.name.contains(BRANCH)).limit(1)).first()
    user = session.scalars(select(User).where(User.role.in_(EMPLOYER_SIDE)).limit(1)).first()
    if not is_seeded or user is None or user.employer_id is None:
        raise NotSeeded("there are no employers to measure with: run expatdesk bench seed")
    content = csv_file([[BY_KEY[key].english for key in COLUMNS], *_hires(count)])
    start = time.perf_counter()
    sheet_id = _hand_over(content, user, all_do)
    seconds = time.perf_counter() - start
    cases = [case_id for case_id in session.scalars(_cases_of(sheet_id)) if case_id]
    piles = [_copied(model, which) for model, which in _all_of(sheet_id)]
    rows = sum(len(pile.rows) for pile in piles)
    _forget(cases, sheet_id)
    bare = ImportFigures("the same rows, bare", count, rows, _seconds_to_write(piles))
    _forget(cases, sheet_id)
    return [ImportFigures("hires of a sheet", count, rows, seconds), bare]


def _hires(count: int) -> Iterator[list[Cell]]:
    """Lines as an employer fills them in. References and addresses are new each time, and look like no BSN."""
    sheet = "".join(choice(ascii_lowercase) for _letter in range(12))
    for number in range(count):
        rng = Random(number)  # noqa: S311
        name = a_name(rng, a_family_name(rng))
        nationality, category = rng.choice((("India", "hsm"), ("Germany", "EU"), ("Turkey", "researcher")))
        home = rng.choice((("", ""), ("Rented home", "2312 KS"), ("Bought home", "2221 AA")))
        arrival = today() + timedelta(days=rng.randrange(10, 100))
        yield [
            f"{sheet}-{number}", name.given_names, name.particle, name.family_name,
            "" if name.given_names and name.family_name else "Yes", nationality,
            f"{sheet}-{number}{AT_BENCH}", category, arrival, rng.choice((12, 24, 60)), rng.randrange(4), *home,
        ]  # fmt: skip


def check_sheets() -> None:
    """A worker's part while a sheet is checked."""
    check_waiting(rules_of_the_form, the_region(), today())


def take_over_sheets() -> None:
    """A worker's part while a sheet is taken over."""
    take_waiting(the_region(), today())


def _hand_over(content: bytes, user: User, all_do: Callable[[Part], None]) -> uuid.UUID:
    by, employer_id = Actor(user.role, user.name, user.id), user.employer_id
    given = hires_in(tables_in(content))
    begin_immediate()
    sheet = keep_sheet(given, "bench", employer=session.get_one(Employer, employer_id), by=by)
    session.commit()
    all_do(check_sheets)
    begin_immediate()
    start_taking(sheet, by=by)
    session.commit()
    all_do(take_over_sheets)
    return sheet.id


def _cases_of(sheet_id: uuid.UUID) -> Select[uuid.UUID | None]:
    return select(SheetRow.case_id).where(SheetRow.sheet_id == sheet_id)


def _all_of(sheet_id: uuid.UUID) -> Iterator[tuple[type[Model], ColumnElement[bool]]]:
    """Every table that a sheet writes to, in the order of its keys, and which rows there are of this one."""
    yield Case, Case.id.in_(_cases_of(sheet_id))
    for model in ABOUT_A_HIRE:
        yield model, model.case_id.in_(_cases_of(sheet_id))
    yield HireSheet, HireSheet.id == sheet_id
    yield SheetRow, SheetRow.sheet_id == sheet_id


def _copied(model: type[Model], which: ColumnElement[bool]) -> Pile:
    """These rows, to be written once more; of lines in the logbook, which stay, as other ones."""
    pile = Pile(model)
    found = session.execute(select(table_of(model)).where(which)).mappings()
    pile.rows = [pile.ready({**row, **({"id": uuid.uuid4()} if model is LogLine else {})}) for row in found]
    return pile


def _seconds_to_write(piles: list[Pile]) -> float:
    start = time.perf_counter()
    begin_immediate()
    for pile in piles:
        pile.write()
    session.commit()
    return time.perf_counter() - start


def _forget(cases: list[uuid.UUID], sheet_id: uuid.UUID) -> None:
    begin_immediate()
    session.execute(delete(HireSheet).where(HireSheet.id == sheet_id))
    session.execute(delete(Mail).where(Mail.case_id.in_(cases)))
    session.execute(delete(Case).where(Case.id.in_(cases)))
    session.commit()
