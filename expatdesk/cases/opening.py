"""Opening many cases at once, for a sheet of hires: the same rows as `open_case` makes, in a few statements.

Nothing here commits.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert

from expatdesk.cases.actions import Hire, case_of, free_codes
from expatdesk.cases.models import Case
from expatdesk.cases.projection import project
from expatdesk.cases.queries import plan_of
from expatdesk.cases.search import CaseWords, words_of
from expatdesk.cases.sign_in import invite_all_within_limits
from expatdesk.logbook.actions import record_for_all
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.db import Model, session, table_of

# No plan turns on who somebody is, or in which street they live.
NAMELESS: dict[str, Any] = {
    "given_names": "", "particle": "", "family_name": "", "email": "", "language": "", "home_street": None,
    "work_street": None,
}  # fmt: skip

Row = dict[str, Any]


class Foresight:
    """The plans of many hires of one employer; those alike but for names and streets have one and the same."""

    def __init__(self, employer: Employer, by: Actor, region: Region, today: date) -> None:
        self.employer, self.by, self.region, self.today = employer, by, region, today
        self._plans: dict[Hire, Plan] = {}

    def plan(self, hire: Hire) -> Plan:
        """The plan that this hire gets if it is submitted; nothing is stored."""
        nameless = replace(hire, **NAMELESS)
        if nameless not in self._plans:
            self._plans[nameless] = self._plan_of(nameless)
        return self._plans[nameless]

    def _plan_of(self, hire: Hire) -> Plan:
        case = case_of(hire, self.employer, self.today)
        case.submitted_by_id = self.by.user_id
        with session.no_autoflush:
            return plan_of(case, self.region, self.today)


def open_cases(hires: Sequence[tuple[str, Hire]], foresight: Foresight) -> list[uuid.UUID]:
    """Open a case for each hire, with the employer's own number of it, and invite them; answers the ids.

    Invitations have their limits, as in `open_case`.
    """
    codes = free_codes(len(hires), foresight.region)
    cases = [
        _prepared(hire, reference, code, foresight) for (reference, hire), code in zip(hires, codes, strict=True)
    ]
    _insert(Case, (_row(case) | {"employer_id": foresight.employer.id} for case in cases))
    _insert(Person, (_row(case.principal) | {"case_id": case.id} for case in cases))
    _insert(CaseWords, ({"case_id": case.id, "words": words_of(case)} for case in cases))
    ids = [case.id for case in cases]
    record_for_all("case_opened", by=foresight.by, case_ids=ids, employer=foresight.employer.name)
    invite_all_within_limits(ids, foresight.employer.id)
    return ids


def _prepared(hire: Hire, reference: str, code: str, foresight: Foresight) -> Case:
    case = case_of(hire, foresight.employer, foresight.today)
    case.id, case.code, case.reference = uuid.uuid4(), code, reference
    case.submitted_by_id, case.as_submitted = foresight.by.user_id, hire.as_json()
    project(case, foresight.plan(hire), foresight.today)
    return case


def _insert(model: type[Model], rows: Iterator[Row]) -> None:
    if ready := list(rows):
        session.execute(insert(table_of(model)), ready)


def _row(made: Case | Person) -> Row:
    """The columns that were set; those that were not get their defaults with the INSERT."""
    return {
        column.key: made.__dict__[column.key] for column in table_of(type(made)).c if column.key in made.__dict__
    }
