"""Help with work for who comes along, each their own steps: only of who told the desk, and only what fits that.

What the household does has no day: nobody is late with their own career. The desk keeps its promise of a talk.
Who says "not now" has none of these any more; what was done stays known.
"""

from collections.abc import Callable
from datetime import date

from ..careers import (
    CONTACTS,
    DIPLOMA,
    LANGUAGE,
    RECOGNITION,
    RIGHT_TO_WORK,
    TALK,
    WORKING_DAYS_TO_TALK,
    Career,
)
from ..household import Household
from ..outcome import DueKind, Party, Source
from ..terms import add_working_days
from .row import Asked, Row, same_persons


def _told(fits: Callable[[Career], bool]) -> Asked:
    """Of whoever told something that fits."""

    def applies(household: Household, person: int) -> bool:
        career = household.facts.careers.get(person)
        return career is not None and fits(career)

    return applies


def _must_look_at_card(household: Household, person: int) -> bool:
    """Whose residence document says whether they may work; EU, EEA and Swiss citizens have none."""
    career = household.facts.careers.get(person)
    return career is not None and career.is_active and household.needs_residence_right(person)


def _learns_dutch(household: Household, person: int) -> bool:
    """A household that wants a course has that step already."""
    wants = household.facts.wants
    career = household.facts.careers.get(person)
    return career is not None and career.learns_dutch and not (wants.social and wants.language_course)


def _day_of_talk(household: Household, person: int) -> date | None:
    career = household.facts.careers.get(person)
    if career is None or career.talk_asked_on is None:
        return None
    return add_working_days(career.talk_asked_on, WORKING_DAYS_TO_TALK, household.region.extra_holidays)


CAREERS: tuple[Row, ...] = (
    Row(
        TALK,
        Party.DESK,
        Source.DESK_PROMISE,
        _told(lambda career: career.asks_talk),
        per_person=True,
        due=_day_of_talk,
        due_kind=DueKind.PROMISE,
    ),
    Row(RIGHT_TO_WORK, Party.EXPAT, Source.RESIDENCE_DOCUMENT, _must_look_at_card, per_person=True),
    Row(
        RECOGNITION,
        Party.EXPAT,
        Source.REGULATED_PROFESSIONS,
        _told(lambda career: career.may_be_regulated),
        per_person=True,
    ),
    Row(
        DIPLOMA,
        Party.EXPAT,
        Source.CREDENTIAL_EVALUATION,
        _told(lambda career: career.has_diploma_to_value),
        per_person=True,
        after=(same_persons(RECOGNITION),),
    ),
    Row(LANGUAGE, Party.EXPAT, Source.DESK_ADVICE, _learns_dutch, per_person=True),
    Row(
        CONTACTS,
        Party.EXPAT,
        Source.DESK_ADVICE,
        _told(lambda career: career.is_active),
        per_person=True,
        after=(same_persons("brp_registration"),),
    ),
)
