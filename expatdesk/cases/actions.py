"""Changing a case: open it, assign it, change its facts and its people. Nothing here commits."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.cases.difference import Difference, difference
from expatdesk.cases.home_moves import ended_search, left_home, tell_of_move
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.cases.sign_in import invite_within_limits, leave_address
from expatdesk.cases.worklist import next_case_to_take
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person, Role, User
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.db import is_one_of, session

# Without the letters and digits that are mistaken for each other on paper and by telephone.
CODE_ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"


@dataclass(frozen=True, slots=True)
class Hire:
    """What an employer, or an expat without one, tells when a case begins."""

    given_names: str
    particle: str
    family_name: str
    email: str
    language: str
    category: str
    nationality: str
    stay_months: int
    people_expected: int = 1
    arrival: date | None = None
    first_working_day: date | None = None
    home_kind: str | None = None
    home_street: str | None = None
    home_postcode: str | None = None
    home_from: date | None = None
    home_until: date | None = None
    home_registration_allowed: bool | None = None
    work_street: str | None = None
    work_postcode: str | None = None
    address_form_signed: bool = False
    has_bsn: bool = False
    lived_in_nl: bool = False
    department: str | None = None

    @property
    def full_name(self) -> str:
        """The name as on the passport."""
        return " ".join(part for part in (self.given_names, self.particle, self.family_name) if part)

    def within(self, department: str | None) -> Self:
        """The hire as HR submits it that is limited to this department, whatever was typed; None is no limit."""
        return replace(self, department=department) if department else self

    def as_json(self) -> dict[str, Any]:
        """The hire as a column keeps it; dates as ISO text."""
        told = ((key, getattr(self, key)) for key in self.__slots__)
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in told}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The hire that `as_json` kept."""
        days = {key: date.fromisoformat(stored[key]) for key in DAYS if stored.get(key)}
        return cls(**{**stored, **days})


DAYS = ("arrival", "first_working_day", "home_from", "home_until")
PERSON_FIELDS = ("given_names", "particle", "family_name")
ON_CASE = tuple(name for name in Hire.__slots__ if name not in (*PERSON_FIELDS, "nationality"))
# That these changed is logged, what they say is not: it leads to somebody's door and the log outlives the file, or
# not every reader of the history may know it.
ONLY_NAMED = frozenset({
    "email", "home_street", "home_postcode", "work_street", "work_postcode", "interests", "home_wishes",
    "left_street", "left_postcode",
    "wants_housing_help", "wants_social", "wants_buddy", "wants_language_course",
})  # fmt: skip


def preview(
    hire: Hire, employer: Employer | None, region: Region, today: date, *, by: Actor | None = None
) -> Plan:
    """The plan that this hire would get if `by` submits it; nothing is stored."""
    case = case_of(hire, employer, today)
    case.submitted_by_id = by.user_id if by else None
    with session.no_autoflush:
        return plan_of(case, region, today)


def open_case(
    hire: Hire,
    *,
    employer: Employer | None,
    by: Actor,
    region: Region,
    today: date,
    reference: str | None = None,
) -> Case:
    """Open a case for a hire and invite the expat by mail, in the expat's language.

    `reference` is the employer's own number of the hire, which no other hire of it has.
    Where too many invitations went out already, the desk is told in the case's history and sends it by hand.
    """
    case = case_of(hire, employer, today)
    case.code = free_code(region)
    case.submitted_by_id, case.reference = by.user_id, reference
    case.as_submitted = hire.as_json() if employer else None
    session.add(case)
    session.flush()
    refresh(case, region, today)
    record("case_opened", by=by, case_id=case.id, employer=employer.name if employer else None)
    invite_within_limits(case)
    return case


def change_facts(
    case: Case, changes: Mapping[str, object], *, version: int, by: Actor, region: Region, today: date
) -> Difference:
    """Set these columns of the case; answers what that did to the plan. Raises as `claim` does.

    Where nothing changes, nothing is written, and the version stays.
    """
    changes = {**changes, **ended_search(case, changes), **left_home(case, changes, region, today)}
    return _change(case, case, changes, version=version, by=by, region=region, today=today)


def change_person(
    case: Case,
    person: Person,
    changes: Mapping[str, object],
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Difference:
    """Set these columns of a member of the household; answers and raises as `change_facts` does."""
    return _change(case, person, changes, version=version, by=by, region=region, today=today)


def assign(case: Case, officer: User | None, *, version: int, by: Actor, why: str | None = None) -> None:
    """Give the case to an officer, or to nobody. Raises as `claim` does."""
    claim(case, version)
    case.officer_id = officer.id if officer else None
    case.officer_name = officer.name if officer else None
    taken = officer is not None and officer.id == by.user_id
    record("case_taken" if taken else "assigned", by=by, case_id=case.id, officer=case.officer_name, why=why)


def take_next_case(visible: ColumnElement[bool], *, officer: User, by: Actor) -> Case | None:
    """Give the officer the most urgent case that waits for the desk and that nobody has; None where there is none.

    Whoever comes second to a case gets the next one.
    """
    while (case := next_case_to_take(visible)) is not None:
        try:
            assign(case, officer, version=case.version, by=by)
        except StaleVersion:
            session.refresh(case)
            continue
        return case
    return None


def claim(case: Case, version: int) -> None:
    """Take the next version of an open case for a change; raises StaleVersion when somebody was first.

    Raises CaseClosed as well: what is done on a closed case would stand on nobody's worklist.
    """
    if case.state != CaseState.OPEN:
        raise CaseClosed
    take_version(case, version)


def take_version(case: Case, version: int) -> None:
    """Take the next version of a case, whatever its state; raises StaleVersion when somebody was first.

    One UPDATE decides: of two at the same moment the database lets one through (security T39).
    """
    mine = update(Case).where(Case.id == case.id, Case.version == version).values(version=version + 1)
    # The rows of a RETURNING are counted alike by both databases.
    mine_first = session.execute(mine.returning(Case.id), execution_options={"synchronize_session": False})
    if mine_first.one_or_none() is None:
        raise StaleVersion
    set_committed_value(case, "version", version + 1)


def _change(
    case: Case,
    row: Case | Person,
    changes: Mapping[str, object],
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Difference:
    before = plan_of(case, region, today)
    town = before.route.municipality
    old = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    if not old:
        return difference(before, before)
    claim(case, version)
    changed = {name: changes[name] for name in old}
    for name, value in changed.items():
        setattr(row, name, value)
    if "email" in changed:  # A household confirmed both addresses: the old one was not wrong.
        leave_address(case, old["email"], was_wrong=by.role != Role.EXPAT)
    after = refresh(case, region, today)
    change = difference(before, after)
    # Of a person nothing is logged but what changed.
    told: dict[str, Any] = {"person": row.full_name} if isinstance(row, Person) else {"values": _from_to(row, old)}
    record("facts_changed", by=by, case_id=case.id, fields=sorted(changed), plan=change, **told)
    tell_of_move(case, town, after, by=by, region=region)
    return change


def _from_to(row: Case, old: Mapping[str, object]) -> dict[str, list[object]]:
    """What these columns said and say now, as a column of JSON keeps it; not of ONLY_NAMED."""
    return {
        name: [_plain(value), _plain(getattr(row, name))] for name, value in old.items() if name not in ONLY_NAMED
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def case_of(hire: Hire, employer: Employer | None, today: date) -> Case:
    """The case of a hire as it would begin; nothing is stored."""
    principal, columns = Person(**principal_columns(hire)), first_columns(hire, employer, today)
    return Case(employer=employer, people=[principal], records=[], registrations=[], **columns)


def first_columns(hire: Hire, employer: Employer | None, today: date) -> dict[str, Any]:
    """The columns of a case as it begins; also defaults, as these come with the INSERT and a preview has none."""
    told = {name: getattr(hire, name) for name in ON_CASE}
    return {
        **told, "submitted_on": today, "wants_social": True, "wants_housing_help": hire.home_kind is None,
        "wants_buddy": False, "wants_language_course": False,
        "employer_pays": employer is not None and employer.invoice_customer,
    }  # fmt: skip


def principal_columns(hire: Hire) -> dict[str, Any]:
    """The columns of the one whom the case is about."""
    return {
        "position": 0, "role": PersonRole.PRINCIPAL,
        "nationalities": [hire.nationality] if hire.nationality else [],
        **{name: getattr(hire, name) for name in PERSON_FIELDS},
    }  # fmt: skip


def free_code(region: Region) -> str:
    """A code that no case has yet."""
    return free_codes(1, region).pop()


def free_codes(how_many: int, region: Region) -> set[str]:
    """So many codes that no case has yet."""
    codes: set[str] = set()
    while len(codes) < how_many:
        codes |= {_a_code(region) for _ in range(how_many - len(codes))}
        codes -= set(session.scalars(select(Case.code).where(is_one_of(Case.code, codes))))
    return codes


def _a_code(region: Region) -> str:
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(4))
    return f"{region.key[:2].upper()}-{letters}-{secrets.randbelow(90) + 10}"
