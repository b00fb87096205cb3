"""Copies of the demonstration's households, under other names and with other employers and officers."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, func, select

from expatdesk.bench.names import Name, a_family_name, a_name
from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.consent_models import Consent
from expatdesk.cases.consents import Purpose
from expatdesk.cases.employer_view import LETTERS_OF_HALF, print_of_told
from expatdesk.cases.models import Case, Registration, StepRecord
from expatdesk.cases.search import GAP, CaseWords
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person, Role, User
from expatdesk.people.names import name_key, words_for_search
from expatdesk.shared.db import Model, session, table_of
from expatdesk.shared.folding import folded
from expatdesk.shared.many_rows import Pile, Ready, Row, write_rows

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ALL_CODES = len(SIGNS) ** 6
SCATTER = 387_420_489
# Each employer of the demonstration comes so many times, and so many officers share the work.
EMPLOYERS_EACH, OFFICERS = 40, 12
BRANCH, FIRST_KVK = " / ", 80_000_001
AT_BENCH = "@mail.bench.example"
COPIED = f"%{AT_BENCH}"
OFFICERS_OF_BENCH = "officer%@bench.example"
# Of the history of a household its copies get the last lines.
LINES_EACH = 3
# Copies of a household do not all wait equally long: so many kinds of days there are, at most so much earlier.
KINDS_OF_DAYS, MOST_EARLIER = 12, 4
ABOUT_A_CASE: tuple[Any, ...] = (Person, StepRecord, Registration, LogLine)
OWN_YES = (
    select(PersonCareer.case_id),
    select(Consent.case_id).where(Consent.purpose == Purpose.HOME, Consent.is_given),
)
COPIED_TABLES: tuple[type[Model], ...] = (Case, *ABOUT_A_CASE, CaseWords)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One household of the demonstration: all rows that a copy of it needs, as the driver takes them."""

    case: Row
    ready: Ready
    # Who had the ball from which day on: as it was, and on other days.
    turns: list[Any]
    people: list[Ready]
    # Whom the household did not name yet stays without a name.
    named: list[bool]
    records: list[Ready]
    # With each registration the position of the person whom it is about.
    registrations: list[tuple[Ready, int]]
    lines: list[Ready]


class Copier:
    """Makes households like these ones, and keeps their rows until they are written."""

    def __init__(self, officers: list[Row], employers: dict[uuid.UUID, list[Row]]) -> None:
        self.piles = {model: Pile(model) for model in COPIED_TABLES}
        self.patterns = _patterns(self.piles)
        self.officers, self.employers = officers, employers
        self.taken = {pattern.case["code"] for pattern in self.patterns}

    def write_households(self, numbers: range) -> None:
        """Write the copies with these numbers, within the present transaction."""
        rng = Random(numbers.start)  # noqa: S311 - invented people need no good randomness
        for number in numbers:
            self._copy(rng.choice(self.patterns), number, rng)
        for pile in self.piles.values():
            pile.write()

    def _copy(self, pattern: Pattern, number: int, rng: Random) -> None:
        case_id, family = _an_id(rng), a_family_name(rng)
        names = [a_name(rng, family) if named else None for named in pattern.named]
        first = names[0] or Name("", "", "")
        code = self._code(number)
        email = f"{folded(first.family_name).replace(' ', '')}{number}{AT_BENCH}"
        employer = self._employer(pattern, rng)
        titles = {"title": first.full, "name_search": folded(first.full)}
        case = {
            "id": case_id,
            "code": code,
            "email": email,
            **titles,
            "hire_print": _print(pattern, first.full, email),
            "turns": rng.choice(pattern.turns),
        }
        if employer:
            case["employer_id"] = employer["id"].hex
        if pattern.case["officer_id"]:
            officer = rng.choice(self.officers)
            case |= {"officer_id": officer["id"].hex, "officer_name": officer["name"]}
        self._add(Case, pattern.ready, case)
        self._add_people(pattern, case_id, names, rng)
        where = pattern.case["home_postcode"] or ""
        known = [name for name in names if name]
        joined = [(name.particle + name.family_name).replace(" ", "") for name in known if name.particle]
        texts = [code, *(name.full for name in known), *joined, email, employer["name"] if employer else ""]
        words = dict.fromkeys(word for one in [*texts, where, where.replace(" ", "")] for word in _words(one))
        self.piles[CaseWords].rows.append([case_id, "".join(GAP + word for word in words)])

    def _add_people(self, pattern: Pattern, case_id: str, names: list[Name | None], rng: Random) -> None:
        ids = [_an_id(rng) for _ in pattern.people]
        for row, name, person_id in zip(pattern.people, names, ids, strict=True):
            known = {**name._asdict(), "name_key": _name_key(name)} if name else {}
            self._add(Person, row, {"id": person_id, "case_id": case_id, **known})
        for row in pattern.records:
            self._add(StepRecord, row, {"id": _an_id(rng), "case_id": case_id})
        for row, position in pattern.registrations:
            self._add(Registration, row, {"id": _an_id(rng), "case_id": case_id, "person_id": ids[position]})
        for row in pattern.lines:
            self._add(LogLine, row, {"id": _an_id(rng), "case_id": case_id})

    def _add(self, model: type[Model], ready: Ready, changes: dict[str, Any]) -> None:
        pile, row = self.piles[model], ready.copy()
        for name, value in changes.items():
            row[pile.place[name]] = value
        pile.rows.append(row)

    def _code(self, number: int) -> str:
        """Neighbours have codes far apart, and no two the same: the factor is odd."""
        code = _as_code(number * SCATTER % ALL_CODES)
        return _as_code((number + ALL_CODES // 2) * SCATTER % ALL_CODES) if code in self.taken else code

    def _employer(self, pattern: Pattern, rng: Random) -> Row | None:
        employer_id = pattern.case["employer_id"]
        return rng.choice(self.employers[employer_id]) if employer_id else None


def _an_id(rng: Random) -> str:
    return f"{rng.getrandbits(128):032x}"


def _print(pattern: Pattern, name: str, email: str) -> str:
    """The print of a copy: its plan is that of the pattern, its name and address are its own."""
    case = pattern.case
    told = print_of_told(name, email, case["people_expected"], case["department"], case["as_submitted"])
    return str(case["hire_print"])[:LETTERS_OF_HALF] + told


def _as_code(number: int) -> str:
    signs = [SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(6)]
    return f"LE-{''.join(signs[:4])}-{''.join(signs[4:])}"


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words_for_search([text]))


@lru_cache(maxsize=100_000)
def _name_key(name: Name) -> str | None:
    return name_key(name.full)


def copier() -> Copier:
    """What makes copies of all households of the demonstration; adds the employers and officers that it takes."""
    return Copier(_officers(), _employers())


def _patterns(piles: dict[type[Model], Pile]) -> list[Pattern]:
    """The demonstration's households are those that no copy's address is of.

    What hangs on a yes of somebody is theirs alone: such a household is no pattern for others.
    """
    cases = _rows(Case, Case.email.not_like(COPIED), *(Case.id.not_in(said) for said in OWN_YES))
    ids = [case["id"] for case in cases]
    rows = {model: _by_case(_rows(model, model.case_id.in_(ids))) for model in ABOUT_A_CASE}
    return [_pattern(case, {model: rows[model][case["id"]] for model in ABOUT_A_CASE}, piles) for case in cases]


def _pattern(case: Row, about: dict[Any, list[Row]], piles: dict[type[Model], Pile]) -> Pattern:
    people = sorted(about[Person], key=lambda row: row["position"])
    positions = {row["id"]: position for position, row in enumerate(people)}
    lines = sorted(about[LogLine], key=lambda row: row["at"])[-LINES_EACH:]
    pile, rng = piles[Case], Random(case["title"])  # noqa: S311
    days = [case["turns"], *(_on_other_days(case["turns"], rng) for _ in range(KINDS_OF_DAYS - 1))]
    return Pattern(
        case=case,
        ready=pile.ready({**case, "secret_hash": None}),
        turns=[pile.ready({**case, "turns": turns})[pile.place["turns"]] for turns in days],
        people=[piles[Person].ready(row) for row in people],
        named=[bool(row["family_name"]) for row in people],
        records=[piles[StepRecord].ready(row) for row in about[StepRecord]],
        registrations=[
            (piles[Registration].ready(row), positions[row["person_id"]]) for row in about[Registration]
        ],
        lines=[piles[LogLine].ready(row) for row in lines],
    )


def _on_other_days(turns: dict[str, str | None], rng: Random) -> dict[str, str | None]:
    """The same order, and the same first day; each of the others may be earlier."""
    other: dict[str, str | None] = {}
    before: date | None = None
    for day in sorted(turns):
        on = date.fromisoformat(day)
        if before is not None:
            on = max(on - timedelta(days=rng.randint(0, MOST_EARLIER)), before + timedelta(days=1))
        other[on.isoformat()], before = turns[day], on
    return other


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
    write_rows(User, new)
    return new


def _employers() -> dict[uuid.UUID, list[Row]]:
    rng, employers = Random(3), {}  # noqa: S311
    for row in _rows(Employer, Employer.name.not_like(f"%{BRANCH}%")):
        there = _rows(Employer, Employer.name.startswith(f"{row['name']}{BRANCH}", autoescape=True))
        employers[row["id"]] = there or _branches(row, rng)
    return employers


def _branches(row: Row, rng: Random) -> list[Row]:
    # The trade register gives each a number of its own; so many were given out already.
    given = session.scalar(select(func.count()).select_from(Employer)) or 0
    new = [
        {**row, "id": uuid.uuid4(), "name": f"{row['name']}{BRANCH}{a_family_name(rng)} {number}",
         "kvk_number": f"{FIRST_KVK + given + number}"}
        for number in range(EMPLOYERS_EACH)
    ]  # fmt: skip
    write_rows(Employer, new)
    return new


def _rows(model: type[Model], *which: ColumnElement[bool]) -> list[Row]:
    return [dict(row._mapping) for row in session.execute(select(table_of(model)).where(*which))]
