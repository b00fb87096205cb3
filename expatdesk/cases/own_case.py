"""Somebody leaves a household into a case of their own. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from expatdesk.cases.actions import claim, free_code
from expatdesk.cases.difference import difference
from expatdesk.cases.household import places_of, seat
from expatdesk.cases.models import Case, Outcome, StepRecord
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of, registration_of
from expatdesk.cases.refusals import IsPrincipal, NotOfHousehold
from expatdesk.cases.rows import let_rows_follow, read_anew
from expatdesk.cases.sign_in import invite_within_limits
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

OF_THE_STAY = ("arrival", "stay_months", "has_bsn", "lived_in_nl")
OF_THE_HOME = ("home_kind", "home_street", "home_postcode", "home_from", "home_until", "home_registration_allowed")
# What the household did for all of its members: who is registered need not do it once more.
BEFORE_REGISTRATION = ("intake", "papers_handed_in", "papers_checked", "visit_booked")


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What only the person who leaves can tell: where to write, and what they stay here for."""

    email: str
    language: str
    category: str
    same_home: bool


def leave_into_own_case(
    case: Case,
    leaving: Sequence[Person],
    told: OwnCase,
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Case:
    """Open a case for who leaves, the first of them as its principal, and invite them; answers the new case.

    What was done for them, their registrations and their papers go along. Employer and visit stay with the
    household: they are not of who leaves. Raises as `claim` does, IsPrincipal and NotOfHousehold.
    """
    _check(case, leaving)
    before, names = plan_of(case, region, today), [person.full_name for person in leaving]
    roles = {str(person.id): person.role for person in leaving}
    claim(case, version)
    announced = max(case.people_expected - len(leaving), len(case.people) - len(leaving))
    places = places_of(case.people, [person for person in case.people if person not in leaving])
    own = _new_case(case, told, region, today)
    _keep_what_was_done(case, own, leaving)
    _move(case, own, leaving)
    case.people_expected, own.people_expected = announced, len(leaving)
    change = difference(before, refresh(case, region, today), places=places)
    refresh(own, region, today)
    record("member_left", by=by, case_id=case.id, person=_joined(names), roles=roles, other=own.code, plan=change)
    record("own_case_opened", by=by, case_id=own.id, other=case.code)
    invite_within_limits(own)
    return own


def _check(case: Case, leaving: Sequence[Person]) -> None:
    if case.principal in leaving:
        raise IsPrincipal
    if not leaving or any(person not in case.people for person in leaving):
        raise NotOfHousehold


def _new_case(case: Case, told: OwnCase, region: Region, today: date) -> Case:
    copied = OF_THE_STAY + (OF_THE_HOME if told.same_home else ())
    own = Case(
        code=free_code(region), submitted_on=today, email=told.email, language=told.language,
        category=told.category, officer_id=case.officer_id, officer_name=case.officer_name,
        wants_housing_help=not told.same_home, people=[], records=[], registrations=[],
        **{name: getattr(case, name) for name in copied},
    )  # fmt: skip
    session.add(own)
    session.flush()
    return own


def _keep_what_was_done(case: Case, own: Case, leaving: Sequence[Person]) -> None:
    if not any(registration_of(case, person) for person in leaving):
        return
    done = [row for row in case.records if row.step in BEFORE_REGISTRATION and row.outcome == Outcome.DONE]
    session.add_all(
        StepRecord(case_id=own.id, step=row.step, outcome=row.outcome, on=row.on, recorded_on=row.recorded_on)
        for row in done
    )


def _move(case: Case, own: Case, leaving: Sequence[Person]) -> None:
    """People and what was done for them change places row by row, so that nothing is made anew or lost."""
    ids = [person.id for person in leaving]
    for place, person in enumerate(leaving):
        _move_records(case, own, person.position, place)
        role = PersonRole.PRINCIPAL if place == 0 else person.role
        moved = update(Person).where(Person.id == person.id).values(case_id=own.id, position=place, role=role)
        session.execute(moved, execution_options={"synchronize_session": False})
    let_rows_follow(ids)
    read_anew(case, own, *leaving)
    seat(case, case.people)


def _move_records(case: Case, own: Case, old: int, new: int) -> None:
    for row in [row for row in case.records if row.step.endswith(f":{old}")]:
        step = f"{row.step.partition(':')[0]}:{new}"
        moved = update(StepRecord).where(StepRecord.id == row.id).values(case_id=own.id, step=step)
        session.execute(moved, execution_options={"synchronize_session": False})


def _joined(names: Sequence[str]) -> str:
    return ", ".join(name for name in names if name)
