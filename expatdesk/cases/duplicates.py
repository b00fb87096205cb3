"""Cases that may be of one household: shown side by side before they become a problem."""

import enum
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select, union

from expatdesk.cases.merge_models import TwoHouseholds
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.people.names import name_key
from expatdesk.rules.facts import UNKNOWN_BIRTH
from expatdesk.shared.db import session

MOST_SHOWN = 5
NOBODY_KNOWS = frozenset({"", str(UNKNOWN_BIRTH)})


class Likeness(enum.StrEnum):
    """In what two cases are alike."""

    EMAIL = "email"
    NAME_AND_BIRTH = "name_and_birth"
    NAME_AND_EMPLOYER = "name_and_employer"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Alike:
    """Another case, and in what it is alike."""

    case: Case
    likenesses: tuple[Likeness, ...]


def possible_duplicates(case: Case, visible: ColumnElement[bool]) -> list[Alike]:
    """Open cases that the visitor may see and that may be of the same household as this open one."""
    if case.state != CaseState.OPEN:
        return []
    keys = {person.name_key for person in case.people if person.name_key}
    # Two indexes are asked, one after the other: an OR over both would read every case.
    found = union(
        select(Case.id).where(Case.email == case.email), select(Person.case_id).where(Person.name_key.in_(keys))
    ).subquery()
    wanted = select(Case).where(Case.id.in_(select(found.c[0])), Case.id != case.id, Case.state == CaseState.OPEN)
    wanted = wanted.where(visible, ~exists().where(_pair(case.id))).order_by(Case.opened_at, Case.id)
    pairs = ((other, tuple(likenesses(case, other))) for other in session.scalars(wanted.limit(50)))
    return [Alike(other, alike) for other, alike in pairs if alike][:MOST_SHOWN]


def _pair(case_id: uuid.UUID) -> ColumnElement[bool]:
    return or_(
        and_(TwoHouseholds.first_id == case_id, TwoHouseholds.second_id == Case.id),
        and_(TwoHouseholds.second_id == case_id, TwoHouseholds.first_id == Case.id),
    )


def likenesses(case: Case, other: Case) -> Iterator[Likeness]:
    """In what these two cases are alike."""
    if case.email == other.email:
        yield Likeness.EMAIL
    if any(is_same(mine, theirs) for mine in case.people for theirs in other.people):
        yield Likeness.NAME_AND_BIRTH
    if case.employer_id and case.employer_id == other.employer_id and _same_name(case.principal, other.principal):
        yield Likeness.NAME_AND_EMPLOYER
    elif (case.signed_up or other.signed_up) and _may_be_same(case.principal, other.principal):
        yield Likeness.NAME


def _may_be_same(one: Person, other: Person) -> bool:
    """Who signs up may be submitted by an employer as well, before anybody told when they are born."""
    return _same_name(one, other) and bool({one.born, other.born} & NOBODY_KNOWS)


def is_same(one: Person, other: Person) -> bool:
    """Whether two people have the same name and the same date of birth, as far as both are known."""
    return _same_name(one, other) and one.born == other.born and one.born not in NOBODY_KNOWS


def _same_name(one: Person, other: Person) -> bool:
    key = name_key(one.full_name)
    return key is not None and key == name_key(other.full_name)


def say_two_households(case: Case, other: Case, *, by: Actor) -> None:
    """Remember that these two cases are of different households; they are not shown as alike any more."""
    first, second = sorted((case.id, other.id))
    if session.get(TwoHouseholds, (first, second)) is not None:
        return
    session.add(TwoHouseholds(first_id=first, second_id=second))
    record("two_households", by=by, case_id=case.id, other=other.code)
    record("two_households", by=by, case_id=other.id, other=case.code)
