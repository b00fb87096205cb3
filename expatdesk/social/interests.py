"""What the adults of a household tell to meet people, and take back as easily. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, exists, select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.consents import OF_PEOPLE, Purpose, answer_as, lets_desk
from expatdesk.cases.intake_actions import complete_told
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, record_of
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.buddies import MEETING, Family, FreeTime, Profile, family_of
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.interests import Interest
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Likes
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session
from expatdesk.social.interest_models import PersonInterests
from expatdesk.social.pairs import withdraw

ADULTS = (PersonRole.PRINCIPAL, PersonRole.PARTNER)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells; `words` are anything else, of the household as a whole."""

    languages: Sequence[str]
    interests: Sequence[str]
    times: Sequence[str]
    practises: str | None = None
    words: str = ""


def adults_of(case: Case) -> list[Person]:
    """Who of the household may tell of themselves, the principal first."""
    return [person for person in case.people if person.role in ADULTS]


def interests_of(person: Person) -> PersonInterests | None:
    """What this adult told, if anything."""
    return session.scalars(select(PersonInterests).where(PersonInterests.person_id == person.id)).one_or_none()


def likes_of(case: Case) -> Likes:
    """What the household speaks, and what its adults told they like; for its own eyes and the desk's alone."""
    told = session.scalars(select(PersonInterests).where(PersonInterests.case_id == case.id)).all()
    return Likes(
        languages=frozenset({case.language}.union(*(row.languages for row in told))),
        practises=frozenset(row.practises for row in told if row.practises),
        interests=frozenset(Interest(one) for row in told for one in row.interests),
    )


def tell(case: Case, person: Person, told: Told, *, by: Actor, region: Region, today: date) -> None:
    """Keep what an adult tells, in place of what they told before; the plan's step is done by it.

    Raises HoldsBsn, and as `claim` does.
    """
    if holds_bsn(told.words):
        raise HoldsBsn
    as_stored_now(case, to_change=True)
    row = interests_of(person) or PersonInterests(case_id=case.id, person_id=person.id)
    row.languages, row.interests, row.times = list(told.languages), list(told.interests), list(told.times)
    row.practises, row.told_on = told.practises, today
    session.add(row)
    change_facts(case, {"interests": told.words or None}, version=case.version, by=by, region=region, today=today)
    case.interests_told_on = today
    session.flush()
    record("interests_told", by=by, case_id=case.id, person=person.full_name)
    complete_told(case, by=by, region=region, today=today)


def say(
    case: Case,
    person: Person,
    purpose: Purpose,
    *,
    is_given: bool,
    language: str,
    by: Actor,
    region: Region,
    today: date,
) -> None:
    """Keep a yes or no of an adult: by a no what was proposed to them is gone, by a yes a buddy is wished for.

    Once nobody of them lets the desk look for one, the plan asks it for none any more. Whoever may not be seen any
    more is not by whom they met either.
    """
    as_stored_now(case, to_change=True)
    answer_as(person, purpose, is_given=is_given, language=language, by=by)
    if not is_given:
        withdraw([person], today=today, matched_too=purpose is Purpose.BUDDY_SEES)
        _end_wish(case, by, region, today)
    elif purpose is Purpose.BUDDY and not case.wants_buddy:
        wishes = {"wants_buddy": True, "wants_social": True}
        change_facts(case, wishes, version=case.version, by=by, region=region, today=today)


def _end_wish(case: Case, by: Actor, region: Region, today: date) -> None:
    """Wish for no buddy any more, if the last yes was taken back; one whom they met stays in the plan."""
    is_over = case.state != CaseState.OPEN or not case.wants_buddy or record_of(case, MEETING) is not None
    if is_over or any(lets_desk(adult, Purpose.BUDDY) for adult in adults_of(case)):
        return
    change_facts(case, {"wants_buddy": False}, version=case.version, by=by, region=region, today=today)


def forget(case: Case, person: Person, *, language: str, by: Actor, region: Region, today: date) -> None:
    """Erase all that an adult told here, and take back every yes of theirs."""
    as_stored_now(case, to_change=True)
    for purpose in OF_PEOPLE:
        answer_as(person, purpose, is_given=False, language=language, by=by)
    withdraw([person], today=today, matched_too=True)
    session.execute(delete(PersonInterests).where(PersonInterests.person_id == person.id))
    others = select(exists().where(PersonInterests.case_id == case.id))
    if not session.scalar(others):
        case.interests, case.interests_told_on = None, None
    session.flush()
    record("interests_forgotten", by=by, case_id=case.id, person=person.full_name)
    _end_wish(case, by, region, today)


def profile_of(row: PersonInterests, case: Case, today: date) -> Profile:
    """What an adult told as the rules want it, with the town and the family that the file knows."""
    return Profile(
        languages=frozenset(row.languages),
        interests=frozenset(map(Interest, row.interests)),
        times=frozenset(map(FreeTime, row.times)),
        family=_family(case, today),
        municipality=case.municipality,
        practises=row.practises,
    )


def _family(case: Case, today: date) -> Family:
    roles = [person.role for person in case.people]
    ages = [_age(person.born, today) for person in case.people if person.role == PersonRole.CHILD]
    return family_of(has_partner=PersonRole.PARTNER in roles, ages=ages)


def _age(born: str, today: date) -> int | None:
    """In years as it will be by the end of this year; None where the year of birth is not known."""
    year = int(born[:4]) if born[:4].isdigit() else 0
    return today.year - year if year else None
