"""How many hires a second one process takes in, beside the bare rows of the files that come of them.

A hire is submitted as the employer's form does it, in two transactions: kept as a draft, and sent. A file comes of
it, with its plan, the words of its search, its history and the invitation. Beside it the same rows of the table of
cases are written once more, all at once on the bare driver. The files are taken away again; as of any other, their
lines in the logbook stay.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import date
from random import Random
from secrets import token_hex

from sqlalchemy import delete, select

from expatdesk.bench.copies import AT_BENCH, BRANCH
from expatdesk.bench.names import a_family_name, a_name
from expatdesk.bench.pages import NotSeeded
from expatdesk.bench.writing import Sheet
from expatdesk.cases.actions import Hire
from expatdesk.cases.hire_actions import keep_draft, send_draft
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import EMPLOYER_SIDE, Role, User
from expatdesk.rules.facts import Category
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session, table_of


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """What was measured of one way: how many rows of the table of cases, and how many a second."""

    what: str
    count: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.count / self.seconds


def measure_import(count: int, region: Region, today: date) -> list[ImportFigures]:
    """Submit so many hires, and write the rows of their files once more. Raises NotSeeded."""
    employers = list(session.scalars(select(Employer.id).where(Employer.name.contains(BRANCH))))
    user = session.scalars(select(User).where(User.role.in_(EMPLOYER_SIDE)).limit(1)).first()
    if not employers or user is None:
        raise NotSeeded("there are no employers to measure with: run expatdesk bench seed")
    by = Actor(Role.EMPLOYER, user.name, user.id)
    hires = [_a_hire(Random(number)) for number in range(count)]  # noqa: S311
    start = time.perf_counter()
    # In turn, as no employer may have too many invitations sent in a day.
    cases = [_submit(hire, employers[n % len(employers)], by, region, today) for n, hire in enumerate(hires)]
    submitted = ImportFigures("hires submitted", count, time.perf_counter() - start)
    table = table_of(Case)
    sheet = Sheet(Case)
    rows = session.execute(select(table).where(table.c.id.in_(cases)))
    sheet.rows = [sheet.ready(dict(row._mapping)) for row in rows]
    _forget(cases)
    bare = ImportFigures("bare rows of cases", count, _seconds_to_write(sheet))
    _forget(cases)
    return [submitted, bare]


def _a_hire(rng: Random) -> Hire:
    # Addresses of its own each time: nobody gets many invitations in an hour.
    name = a_name(rng, a_family_name(rng))
    return Hire(
        given_names=name.given_names, particle=name.particle, family_name=name.family_name,
        email=f"hire{token_hex(8)}{AT_BENCH}", language="en", nationality="IN", stay_months=24,
        category=Category.HIGHLY_SKILLED_MIGRANT,
    )  # fmt: skip


def _submit(hire: Hire, employer_id: uuid.UUID, by: Actor, region: Region, today: date) -> uuid.UUID:
    begin_immediate()
    employer = session.get_one(Employer, employer_id)
    draft = keep_draft({}, hire, employer=employer, by=by)
    session.commit()
    begin_immediate()
    case = send_draft(draft, employer=employer, by=by, region=region, today=today)
    session.commit()
    return case.id


def _seconds_to_write(sheet: Sheet) -> float:
    start = time.perf_counter()
    begin_immediate()
    sheet.write()
    session.commit()
    return time.perf_counter() - start


def _forget(cases: list[uuid.UUID]) -> None:
    begin_immediate()
    session.execute(delete(Mail).where(Mail.case_id.in_(cases)))
    session.execute(delete(Case).where(Case.id.in_(cases)))
    session.commit()
