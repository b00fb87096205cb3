"""Help with work: telling what would help, taking it back, and whom the desk may invite. Nothing here commits.

Who comes along tells it, or the desk writes it down as they say it; each for themselves, and with their own yes.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select

from expatdesk.cases.actions import claim, take_version
from expatdesk.cases.career_models import TEXT_VERSION, PersonCareer
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import as_stored_now, record_of
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import OF_HOUSEHOLD, Person
from expatdesk.rules.careers import CAREER_STEPS, TALK, Looking
from expatdesk.rules.facts import UNKNOWN_BIRTH, Category, PartialDate, PersonRole
from expatdesk.rules.household import ADULT_AGE
from expatdesk.rules.region import Region
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session

# More than these no page lists: whoever invites narrows the list first.
MOST_LISTED = 200


class CareerChanged(Refusal):
    """Somebody else told something else since the page was opened."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of work; `version` is that of what stood on their page, 0 where nothing did."""

    version: int
    looks_for: Sequence[str]
    field: str | None
    profession: str | None
    level: str | None
    diploma: str
    diploma_from: str | None
    regulated: str
    dutch: str
    english: str
    wants_talk: bool
    may_invite: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a list of the desk is about; None is everybody."""

    field: str | None = None
    looks_for: str | None = None
    dutch: str | None = None
    municipality: str | None = None


def companions_of(case: Case, today: date) -> list[Person]:
    """Who of the household may tell it: adults who come along, and whoever told already."""
    told = {row.person_id for row in case.careers}
    return [person for person in case.people if person.id in told or _comes_along(person, case, today)]


def _comes_along(person: Person, case: Case, today: date) -> bool:
    """Partners, and whoever came as a family member with a case of their own."""
    is_family = person.role == PersonRole.PRINCIPAL and case.category == Category.FAMILY_MEMBER
    born = PartialDate.parse(person.born) if person.born else UNKNOWN_BIRTH
    is_grown_up = born == UNKNOWN_BIRTH or born.age_at_least(today) >= ADULT_AGE
    return is_grown_up and (is_family or person.role == PersonRole.PARTNER)


def career_row(person: Person) -> PersonCareer | None:
    """What this person told and still lets the desk keep, as it is stored at this moment."""
    mine = PersonCareer.person_id == person.id, PersonCareer.text_version == TEXT_VERSION
    told = select(PersonCareer).where(*mine).execution_options(populate_existing=True)
    return session.scalars(told).one_or_none()


def tell_career(
    case: Case, person: Person, told: Told, *, language: str, by: Actor, region: Region, today: date
) -> None:
    """Keep what somebody tells of work, whole, with their yes to it; the plan follows.

    Raises CareerChanged where `told.version` is not the newest, HoldsBsn, and as `claim` does.
    """
    if holds_bsn(told.profession or ""):
        raise HoldsBsn
    as_stored_now(case, to_change=True)
    row = _any_row(person)
    if (row.version if row else 0) != told.version:
        raise CareerChanged
    claim(case, case.version)
    kept = row or PersonCareer(case_id=case.id, person_id=person.id, version=0)
    _write(kept, told, by=by, language=language, today=today)
    _write_talk(kept, told, case, person, today)
    session.add(kept)
    session.flush()
    session.expire(case, ["careers"])
    refresh(case, region, today)
    words: dict[str, Any] = {
        "person": person.full_name, "language": language, "text_version": TEXT_VERSION,
        "may_invite": told.may_invite,
    }  # fmt: skip
    if by.role in OF_HOUSEHOLD:
        record("career_told", by=by, case_id=case.id, **words)
    else:
        record("career_written_down", by=by, case_id=case.id, **words)


def _any_row(person: Person) -> PersonCareer | None:
    """Also one that was told under words of before, which this one replaces."""
    mine = select(PersonCareer).where(PersonCareer.person_id == person.id)
    return session.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def _write(row: PersonCareer, told: Told, *, by: Actor, language: str, today: date) -> None:
    row.looks_for = sorted(told.looks_for)
    for name in ("field", "profession", "level", "diploma", "diploma_from", "regulated", "dutch", "english"):
        setattr(row, name, getattr(told, name))
    row.may_invite, row.told_on, row.by_desk = told.may_invite, today, by.role not in OF_HOUSEHOLD
    row.language, row.text_version = language, TEXT_VERSION
    row.version += 1


def _write_talk(row: PersonCareer, told: Told, case: Case, person: Person, today: date) -> None:
    """Since when they ask for a talk; whoever asks once more after one is called once more."""
    is_new = told.wants_talk and row.talk_asked_on is None
    past = record_of(case, f"{TALK}:{person.position}")
    if is_new and past is not None:
        case.records.remove(past)
    row.talk_asked_on = (row.talk_asked_on or today) if told.wants_talk else None


def withdraw_career(case: Case, person: Person, *, by: Actor, region: Region, today: date) -> None:
    """Take back the yes: what was told goes, with what was done for it. Also of a closed case."""
    as_stored_now(case, to_change=True)
    row = _any_row(person)
    if row is None:
        return
    take_version(case, case.version)
    session.delete(row)
    theirs = {f"{key}:{person.position}" for key in CAREER_STEPS}
    for past in [past for past in case.records if past.step in theirs]:
        case.records.remove(past)
    session.flush()
    session.expire(case, ["careers"])
    if case.state == CaseState.OPEN:
        refresh(case, region, today)
    record("career_withdrawn", by=by, case_id=case.id, person=person.full_name)


def who_may_be_invited(
    visible: ColumnElement[bool], wanted: Wanted
) -> Sequence[tuple[PersonCareer, Person, Case]]:
    """Who looks for something and lets the desk invite them, who told last in front; of open cases."""
    asked = (
        select(PersonCareer, Person, Case)
        .join(Person, Person.id == PersonCareer.person_id)
        .join(Case, Case.id == PersonCareer.case_id)
        .where(visible, Case.state == CaseState.OPEN, *_narrowed(wanted))
        .order_by(PersonCareer.told_on.desc(), PersonCareer.id)
        .limit(MOST_LISTED)
    )
    return [(row, person, case) for row, person, case in session.execute(asked)]


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    lets = [PersonCareer.may_invite.is_(True), PersonCareer.text_version == TEXT_VERSION]
    asked = [
        (PersonCareer.field, wanted.field),
        (PersonCareer.dutch, wanted.dutch),
        (Case.municipality, wanted.municipality),
    ]
    narrowed = [column == value for column, value in asked if value]
    looks = _looks_for(wanted.looks_for) if wanted.looks_for else ~_looks_for(Looking.NOT_NOW)
    return [*lets, *narrowed, looks]


def _looks_for(kind: str) -> ColumnElement[bool]:
    """Whether it stands in the list that the column keeps; both databases read it as text alike."""
    return cast(PersonCareer.looks_for, String).contains(f'"{kind}"', autoescape=True)


def career_of_person(case: Case, person_id: uuid.UUID, today: date) -> Person | None:
    """Somebody of this household who may tell it."""
    return next((person for person in companions_of(case, today) if person.id == person_id), None)
