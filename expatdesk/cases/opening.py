"""Opening many cases at once, for a sheet of hires: the same rows as `open_case` makes, in a few statements.

Nothing here commits.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import insert

from expatdesk.cases.actions import PERSON_FIELDS, Hire, case_of, free_codes
from expatdesk.cases.employer_view import HALF_A_PRINT, print_of_told
from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case, ChangeKind, HireChange
from expatdesk.cases.projection import project, title_and_search
from expatdesk.cases.search import CaseWords, words_by
from expatdesk.cases.sign_in import invite_all_within_limits
from expatdesk.logbook.actions import record_for_all
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.people.names import name_key
from expatdesk.rules.fees import fee_for
from expatdesk.rules.outcome import Fee, Route
from expatdesk.rules.region import Region
from expatdesk.rules.route import route_for
from expatdesk.shared.db import session, table_of

# No plan turns on who somebody is, or in which street they live.
NAMELESS: dict[str, Any] = {
    "given_names": "", "particle": "", "family_name": "", "email": "", "language": "", "home_street": None,
    "work_street": None,
}  # fmt: skip

Row = dict[str, Any]


class Outlook(NamedTuple):
    """Where a hire goes, and what the visit costs."""

    route: Route
    fee: Fee


class Foresight:
    """What comes of many hires of one employer; of those alike but for names and streets the same."""

    def __init__(self, employer: Employer, by: Actor, region: Region, today: date) -> None:
        self.employer, self.by, self.region, self.today = employer, by, region, today
        self._outlooks: dict[Hire, Outlook] = {}
        self._rows: dict[Hire, tuple[Row, Row]] = {}

    def outlook(self, hire: Hire) -> Outlook:
        """What follows if this hire is submitted; not its steps, which take four times as long. Stores nothing."""
        nameless = replace(hire, **NAMELESS)
        if nameless not in self._outlooks:
            facts = facts_of(self._case(nameless))
            route = route_for(facts, self.region, self.today)
            self._outlooks[nameless] = Outlook(route, fee_for(facts, self.region, route, self.today))
        return self._outlooks[nameless]

    def rows(self, hire: Hire) -> tuple[Row, Row]:
        """The columns of the case and of its principal, without those that tell who it is."""
        nameless = replace(hire, **NAMELESS)
        if nameless not in self._rows:
            case = self._case(nameless)
            with session.no_autoflush:
                project(case, self.region, self.today)
            row = {**_columns(case), "employer_id": self.employer.id}
            self._rows[nameless] = row, _columns(case.principal)
        return self._rows[nameless]

    def _case(self, nameless: Hire) -> Case:
        case = case_of(nameless, self.employer, self.today)
        case.submitted_by_id, case.as_submitted = self.by.user_id, nameless.as_json()
        return case


def open_cases(hires: Sequence[tuple[str, Hire]], foresight: Foresight) -> list[uuid.UUID]:
    """Open a case for each hire, with the employer's own number of it, and invite them; answers the ids.

    Invitations have their limits, as in `open_case`.
    """
    cases: list[Row] = []
    people: list[Row] = []
    words: list[Row] = []
    for code, (reference, hire) in zip(free_codes(len(hires), foresight.region), hires, strict=True):
        case, person = _rows_of(hire, foresight)
        cases.append({**case, "code": code, "reference": reference})
        people.append(person)
        found_by = words_by(code, [hire], case["email"], foresight.employer.name, hire.home_postcode or "")
        words.append({"case_id": case["id"], "words": found_by})
    ids = [case["id"] for case in cases]
    changes: list[Row] = [{"case_id": case_id, "kind": ChangeKind.SUBMITTED} for case_id in ids]
    for model, rows in ((Case, cases), (Person, people), (CaseWords, words), (HireChange, changes)):
        if rows:
            session.execute(insert(table_of(model)), rows)
    record_for_all("case_opened", by=foresight.by, case_ids=ids, employer=foresight.employer.name)
    invite_all_within_limits(ids, foresight.employer.id)
    return ids


def _rows_of(hire: Hire, foresight: Foresight) -> tuple[Row, Row]:
    case, person = foresight.rows(hire)
    case_id, name = uuid.uuid4(), hire.full_name
    title, name_search = title_and_search(name)
    told, email = hire.as_json(), hire.email.strip().lower()
    told_print = print_of_told(name, email, told)
    own = {
        "id": case_id, "email": email, "language": hire.language, "title": title,
        "home_street": hire.home_street, "work_street": hire.work_street, "name_search": name_search,
        "as_submitted": told, "hire_print": case["hire_print"][:HALF_A_PRINT] + told_print,
    }  # fmt: skip
    names = {part: getattr(hire, part) for part in PERSON_FIELDS}
    return {**case, **own}, {**person, **names, "case_id": case_id, "name_key": name_key(name)}


def _columns(made: Case | Person) -> Row:
    """The columns that were set; those that were not get their defaults with the INSERT."""
    return {
        column.key: made.__dict__[column.key] for column in table_of(type(made)).c if column.key in made.__dict__
    }
