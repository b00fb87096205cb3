"""Who belongs to a household: somebody comes in, somebody was announced by mistake. Nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from expatdesk.cases.actions import claim
from expatdesk.cases.difference import Difference, difference
from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_by, plan_of, registration_of
from expatdesk.cases.refusals import IsPrincipal, OnePartner, PersonRegistered
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

ORDER = (PersonRole.PRINCIPAL, PersonRole.PARTNER, PersonRole.CHILD)


def set_household(
    case: Case,
    *,
    partner: bool,
    children: int,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Difference:
    """Make room for a partner and this many children; those already known stay, the last ones too many go.

    Answers what that did to the plan. Raises as `claim` does, and PersonRegistered where somebody would go
    whom the municipality has registered.
    """
    before, members = plan_of(case, region, today), list(case.people)
    wanted = [PersonRole.PRINCIPAL, *([PersonRole.PARTNER] if partner else []), *[PersonRole.CHILD] * children]
    known = {role: [person for person in members if person.role == role] for role in PersonRole}
    keep = [known[role].pop(0) if known[role] else Person(role=role, nationalities=[]) for role in wanted]
    if keep == members and case.people_expected == len(keep):
        return difference(before, before)
    claim(case, version)
    _refuse_to_lose_registered(case, [person for person in members if person not in keep])
    places = places_of(members, keep)
    seat(case, keep)
    change = difference(before, refresh(case, region, today), places=places)
    record("household_changed", by=by, case_id=case.id, people=len(keep), plan=change)
    return change


def add_member(
    case: Case,
    role: PersonRole,
    facts: Mapping[str, object],
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Difference:
    """Take somebody into the household: a partner before the children, a child after them.

    Answers and raises as `change_facts` does, and OnePartner where there is a partner already.
    """
    before = plan_of(case, region, today)
    if role is PersonRole.PARTNER and any(person.role == role for person in case.people):
        raise OnePartner
    claim(case, version)
    announced = max(case.people_expected, len(case.people) + 1)
    person = Person(role=role, **{"nationalities": [], **facts})
    people = sorted([*case.people, person], key=lambda member: ORDER.index(PersonRole(member.role)))
    places = places_of(case.people, people)
    seat(case, people)
    case.people_expected = announced
    change = difference(before, refresh(case, region, today), places=places)
    record("member_added", by=by, case_id=case.id, person=person.full_name, plan=change)
    return change


def remove_member(
    case: Case, person: Person, *, version: int, by: Actor, region: Region, today: date
) -> Difference:
    """Take somebody out of the file who does not come after all, with all that was noted of them.

    Answers and raises as `change_facts` does, and as `refuse_to_let_go` does.
    """
    refuse_to_let_go(case, person)
    before, name = plan_of(case, region, today), person.full_name
    claim(case, version)
    announced = max(case.people_expected - 1, len(case.people) - 1)
    stay = [member for member in case.people if member is not person]
    places = places_of(case.people, stay)
    seat(case, stay)
    case.people_expected = announced
    change = difference(before, refresh(case, region, today), places=places)
    record("member_removed", by=by, case_id=case.id, person=name, plan=change)
    return change


def without(case: Case, leaving: Sequence[Person], region: Region, today: date) -> Difference:
    """What it would do to the plan if these were not in the file; nothing is changed."""
    facts, gone = facts_of(case), {person.position for person in leaving}
    places = places_of(case.people, [person for person in case.people if person not in leaving])
    stay = tuple(person for place, person in enumerate(facts.people) if place not in gone)
    completed, waived = _at_new_places(facts.completed, places), _at_new_places(facts.waived, places)
    careers = {places[place]: told for place, told in facts.careers.items() if place in places}
    fewer = replace(facts, people=stay, completed=completed, waived=waived, careers=careers)
    after = plan_by(fewer, case, region, today)
    return difference(plan_of(case, region, today), after, places=places)


def places_of(before: Sequence[Person], after: Sequence[Person]) -> dict[int, int]:
    """From the old places of these people to their new ones, for who is still there."""
    return {place: after.index(person) for place, person in enumerate(before) if person in after}


def _at_new_places(days: Mapping[str, date], places: Mapping[int, int]) -> dict[str, date]:
    moved = {}
    for step, day in days.items():
        key, colon, position = step.partition(":")
        if not colon or int(position) in places:
            moved[f"{key}:{places[int(position)]}" if colon else key] = day
    return moved


def refuse_to_let_go(case: Case, person: Person) -> None:
    """Raise IsPrincipal for whose case it is, PersonRegistered for whom the municipality has registered."""
    if person is case.principal:
        raise IsPrincipal
    _refuse_to_lose_registered(case, [person])


def _refuse_to_lose_registered(case: Case, leaving: Sequence[Person]) -> None:
    if any(registration_of(case, person) for person in leaving):
        raise PersonRegistered


def seat(case: Case, people: Sequence[Person]) -> None:
    """Make these the household, in this order. What was done for somebody goes along with their place.

    Who is not among them leaves the file, and so does what was done for them.
    """
    _move_records(case, {member.position: people.index(member) for member in case.people if member in people})
    for position, person in enumerate(people):
        # Positions are unique within a case: park them out of the way before the new order is set.
        person.position = position + 1000
    case.people = list(people)
    session.flush()
    for position, person in enumerate(people):
        person.position = position
    case.people_expected = len(people)


def _move_records(case: Case, moves: Mapping[int, int]) -> None:
    """What was done for somebody stays theirs: the key of a step per person ends with the person's position."""
    keys = {row: row.step.partition(":") for row in case.records if ":" in row.step}
    gone = [row for row, (_key, _colon, position) in keys.items() if int(position) not in moves]
    for row in gone:
        case.records.remove(row)
    staying = {row: keys[row] for row in keys if row not in gone}
    for row in staying:
        # As with people: no two rows may have one key on the way.
        row.step = f"moving {row.step}"
    session.flush()
    for row, (key, _colon, position) in staying.items():
        row.step = f"{key}:{moves[int(position)]}"
