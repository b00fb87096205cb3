"""What a household lets its employer do, and an adult of it the desk: off until a yes, and off again by one no."""

import enum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from expatdesk.cases.consent_models import Consent
from expatdesk.cases.digests import forget_in_digests
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import NobodyToAllow
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


class Purpose(enum.StrEnum):
    """What is asked. Each needs an answer of its own (GDPR art. 4(11), 7)."""

    VISIT = "visit"
    # Whether it has a home that lasts; never which one, or where (`sharing_home.py`).
    HOME = "home"
    # Of an adult, for the desk: to look for a buddy, and to tell who is proposed who they are.
    BUDDY = "buddy"
    BUDDY_SEES = "buddy_sees"


OF_PEOPLE = (Purpose.BUDDY, Purpose.BUDDY_SEES)

# Whoever changes the words in which it is asked raises the number: who agreed to others did not agree to these.
TEXT_VERSIONS = dict.fromkeys(Purpose, 1)


def answer(case: Case, purpose: Purpose, *, is_given: bool, language: str, by: Actor) -> None:
    """Keep what a household answers, with the words that it read; it holds from the next request on.

    Raises NobodyToAllow where the household has no employer. The same answer once more changes nothing.
    """
    if case.employer is None:
        raise NobodyToAllow
    # Two tabs of one household come one after the other.
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    before = _found(case, purpose)
    if answered(case, purpose) is is_given:
        return
    was_given = before is not None and before.is_given
    kept = before or Consent(case_id=case.id, employer_id=case.employer.id, purpose=purpose)
    kept.is_given, kept.answered_at = is_given, now()
    kept.language, kept.text_version = language, TEXT_VERSIONS[purpose]
    session.add(kept)
    session.flush()
    if was_given and not is_given and purpose is Purpose.VISIT:
        forget_in_digests(case)
    _note_answer(kept, case.employer.name, was_given=was_given, by=by)


def _note_answer(kept: Consent, employer: str, *, was_given: bool, by: Actor) -> None:
    """What the household reads of it in its history, and with it the words that it read then."""
    case_id, given = kept.case_id, kept.is_given
    said: dict[str, Any] = {
        "by": by, "employer": employer, "purpose": kept.purpose, "language": kept.language,
        "text_version": kept.text_version,
    }  # fmt: skip
    if kept.purpose == Purpose.HOME:
        record(
            "home_shared" if given else "home_unshared" if was_given else "home_not_shared",
            case_id=case_id, **said,
        )  # fmt: skip
    else:
        record(
            "consent_given" if given else "consent_withdrawn" if was_given else "consent_refused",
            case_id=case_id, **said,
        )  # fmt: skip


def answered(case: Case, purpose: Purpose) -> bool | None:
    """What this household answered, for its own eyes: yes, no, or nothing yet."""
    found = _found(case, purpose)
    return found.is_given if found and found.text_version == TEXT_VERSIONS[purpose] else None


def allows(case: Case, purpose: Purpose) -> bool:
    """Whether its employer may: a no, a yes taken back and no answer are one and the same (security T08)."""
    return answered(case, purpose) is True


def lets(purpose: Purpose) -> ColumnElement[bool]:
    """The same as a condition for many cases."""
    between = and_(Consent.case_id == Case.id, Consent.employer_id == Case.employer_id, Consent.purpose == purpose)
    return exists().where(between, Consent.is_given, Consent.text_version == TEXT_VERSIONS[purpose])


def answer_as(person: Person, purpose: Purpose, *, is_given: bool, language: str, by: Actor) -> None:
    """Keep what an adult of a household answers for themselves, with the words that they read."""
    session.execute(select(Case.id).where(Case.id == person.case_id).with_for_update())
    if lets_desk(person, purpose) is is_given:
        return
    mine = Consent.person_id == person.id, Consent.purpose == purpose
    found = session.scalars(select(Consent).where(*mine)).one_or_none()
    kept = found or Consent(case_id=person.case_id, person_id=person.id, purpose=purpose)
    kept.is_given, kept.answered_at = is_given, now()
    kept.language, kept.text_version = language, TEXT_VERSIONS[purpose]
    session.add(kept)
    session.flush()
    record(
        "people_consent_given" if is_given else "people_consent_withdrawn", by=by, case_id=person.case_id,
        person=person.full_name, purpose=purpose, language=language, text_version=kept.text_version,
    )  # fmt: skip


def lets_desk(person: Person, purpose: Purpose) -> bool:
    """Whether an adult lets the desk do this; no answer is a no."""
    return session.scalar(select(Person.id).where(Person.id == person.id, person_lets(purpose))) is not None


def person_lets(*purposes: Purpose) -> ColumnElement[bool]:
    """The same as a condition for many people, and several things at once."""
    between = Consent.person_id == Person.id, Consent.case_id == Person.case_id, Consent.is_given
    return and_(
        *(
            exists().where(*between, Consent.purpose == purpose, Consent.text_version == TEXT_VERSIONS[purpose])
            for purpose in purposes
        )
    )


def _found(case: Case, purpose: Purpose) -> Consent | None:
    """The last answer; who agreed to one employer did not agree to another one."""
    between = (Consent.case_id == case.id) & (Consent.employer_id == case.employer_id)
    return session.scalars(select(Consent).where(between, Consent.purpose == purpose)).one_or_none()
