"""Copies of the demonstration's households, under other names and with other employers and officers."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from sqlalchemy import ColumnElement, select

from expatdesk.bench.names import a_family_name, a_name
from expatdesk.bench.writing import Row, Rows, table_of, write_rows
from expatdesk.cases.models import Case, Registration, StepRecord
from expatdesk.cases.search import GAP, CaseWords
from expatdesk.logbook.models import LogLine, next_id
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person, Role, User
from expatdesk.people.names import folded, words_for_search
from expatdesk.shared.db import Model, session

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ALL_CODES = len(SIGNS) ** 6
SCATTER = 387_420_489
# Each employer of the demonstration comes so many times, and so many officers share the work.
EMPLOYERS_EACH, OFFICERS = 40, 12
BRANCH = " / "
AT_BENCH = "@mail.bench.example"
COPIED = f"%{AT_BENCH}"
OFFICERS_OF_BENCH = "officer%@bench.example"
# Of the history of a household its copies get the last lines.
LINES_EACH = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """One household of the demonstration: all rows that a copy of it needs."""

    case: Row
    people: list[Row]
    records: list[Row]
    registrations: list[Row]
    lines: list[Row]


class Copier:
    """Makes households like these ones."""

    def __init__(
        self, patterns: list[Pattern], officers: list[Row], employers: dict[uuid.UUID, list[Row]]
    ) -> None:
        self.patterns, self.officers, self.employers = patterns, officers, employers
        self.taken = {pattern.case["code"] for pattern in patterns}

    def households(self, numbers: range) -> Rows:
        """All rows of these copies, table by table."""
        rows: Rows = defaultdict(list)
        rng = Random(numbers.start)  # noqa: S311 - invented people need no good randomness
        for number in numbers:
            self._copy(rng.choice(self.patterns), number, rng, rows)
        return rows

    def _copy(self, pattern: Pattern, number: int, rng: Random, rows: Rows) -> None:
        case_id = uuid.UUID(int=rng.getrandbits(128), version=4)
        people = _people(pattern, case_id, rng)
        names = [" ".join(filter(None, map(person.get, NAME_PARTS))) for person in people]
        code = self._code(number)
        email = f"{folded(people[0]['family_name']).replace(' ', '')}{number}{AT_BENCH}"
        case = {**pattern.case, "id": case_id, "code": code, "email": email, "title": names[0],
                "name_search": folded(names[0]), "secret_hash": None, **self._officer(pattern, rng)}  # fmt: skip
        employer = self._employer(pattern, rng)
        case["employer_id"] = employer["id"] if employer else None
        rows[table_of(Case)].append(case)
        rows[table_of(Person)] += people
        where = case["home_postcode"] or ""
        joined = [(p["particle"] + p["family_name"]).replace(" ", "") for p in people if p["particle"]]
        texts = [code, *names, *joined, email, employer["name"] if employer else "", where, where.replace(" ", "")]
        words = dict.fromkeys(word for text in texts for word in _words(text))
        rows[table_of(CaseWords)].append({"case_id": case_id, "words": "".join(GAP + word for word in words)})
        _what_happened(pattern, case_id, people, rows)

    def _code(self, number: int) -> str:
        """Neighbours have codes far apart, and no two the same: the factor is odd."""
        code = _as_code(number * SCATTER % ALL_CODES)
        return _as_code((number + ALL_CODES // 2) * SCATTER % ALL_CODES) if code in self.taken else code

    def _officer(self, pattern: Pattern, rng: Random) -> Row:
        if pattern.case["officer_id"] is None:
            return {}
        officer = rng.choice(self.officers)
        return {"officer_id": officer["id"], "officer_name": officer["name"]}

    def _employer(self, pattern: Pattern, rng: Random) -> Row | None:
        employer_id = pattern.case["employer_id"]
        return rng.choice(self.employers[employer_id]) if employer_id else None


NAME_PARTS = ("given_names", "particle", "family_name")


def _people(pattern: Pattern, case_id: uuid.UUID, rng: Random) -> list[Row]:
    family, people = a_family_name(rng), []
    for row in pattern.people:
        name = dict(zip(NAME_PARTS, a_name(rng, family), strict=True))
        new = uuid.UUID(int=rng.getrandbits(128), version=4)
        # Whom the household did not name yet stays without a name.
        people.append({**row, "id": new, "case_id": case_id, **(name if row["family_name"] else {})})
    return people


def _what_happened(pattern: Pattern, case_id: uuid.UUID, people: list[Row], rows: Rows) -> None:
    new_ids = {old["id"]: new["id"] for old, new in zip(pattern.people, people, strict=True)}
    rows[table_of(StepRecord)] += [{**row, "id": uuid.uuid4(), "case_id": case_id} for row in pattern.records]
    rows[table_of(Registration)] += [
        {**row, "id": uuid.uuid4(), "case_id": case_id, "person_id": new_ids[row["person_id"]]}
        for row in pattern.registrations
    ]
    rows[table_of(LogLine)] += [{**row, "id": next_id(), "case_id": case_id} for row in pattern.lines]


def _as_code(number: int) -> str:
    signs = [SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(6)]
    return f"LE-{''.join(signs[:4])}-{''.join(signs[4:])}"


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words_for_search([text]))


def copier() -> Copier:
    """What makes copies of all households of the demonstration; adds the employers and officers that it takes."""
    return Copier(_patterns(), _officers(), _employers())


def _patterns() -> list[Pattern]:
    """The demonstration's households are those that no copy's address is of."""
    cases = _rows(Case, Case.email.not_like(COPIED))
    ids = [case["id"] for case in cases]
    people, records, registrations, lines = (
        _by_case(_rows(model, model.case_id.in_(ids))) for model in (Person, StepRecord, Registration, LogLine)
    )
    return [
        Pattern(
            case, sorted(people[case["id"]], key=lambda row: row["position"]), records[case["id"]],
            registrations[case["id"]], sorted(lines[case["id"]], key=lambda row: row["at"])[-LINES_EACH:],
        )
        for case in cases
    ]  # fmt: skip


def _by_case(rows: list[Row]) -> dict[uuid.UUID, list[Row]]:
    found: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(row)
    return found


def _officers() -> list[Row]:
    there = _rows(User, User.email.like(OFFICERS_OF_BENCH))
    if there:
        return there
    one, rng = _rows(User, User.role == Role.OFFICER)[0], Random(2)  # noqa: S311
    # Without a password nobody signs in with these accounts.
    new = [
        {**one, "id": uuid.uuid4(), "fs_uniquifier": uuid.uuid4().hex, "password": None,
         "email": OFFICERS_OF_BENCH.replace("%", str(number)), "name": a_name(rng, a_family_name(rng)).full}
        for number in range(OFFICERS)
    ]  # fmt: skip
    write_rows({table_of(User): new})
    return new


def _employers() -> dict[uuid.UUID, list[Row]]:
    rng, employers = Random(3), {}  # noqa: S311
    for row in _rows(Employer, Employer.name.not_like(f"%{BRANCH}%")):
        there = _rows(Employer, Employer.name.startswith(f"{row['name']}{BRANCH}", autoescape=True))
        employers[row["id"]] = there or _branches(row, rng)
    return employers


def _branches(row: Row, rng: Random) -> list[Row]:
    new = [
        {**row, "id": uuid.uuid4(), "name": f"{row['name']}{BRANCH}{a_family_name(rng)} {number}"}
        for number in range(EMPLOYERS_EACH)
    ]
    write_rows({table_of(Employer): new})
    return new


def _rows(model: type[Model], which: ColumnElement[bool]) -> list[Row]:
    return [dict(row._mapping) for row in session.execute(select(table_of(model)).where(which))]
