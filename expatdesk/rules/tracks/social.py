"""The social track, for who wants it: interests, activities, a buddy, the language.

Where the process sheet is silent: what the household likes to do comes before anything that
is chosen by it. Who registers elsewhere starts at once, and is called after that first talk. Nobody is both called
and asked by a check-in: who wants to be called says so there.
"""

from ..household import Household
from ..outcome import DueKind, Party, Source
from .check_ins import settled_on
from .row import (
    After,
    Row,
    principals,
    weeks_after_completion,
    weeks_after_registration,
)

# The desk's norms and advice, in weeks.
WEEKS_TO_SOCIAL_INTAKE = 2
WEEKS_TO_FIRST_ACTIVITY = 6
WEEKS_TO_BUDDY = 4
WEEKS_TO_SETTLED_TALK = 6


def _wants_social(household: Household, _person: int) -> bool:
    return household.facts.wants.social


def _wants_buddy(household: Household, _person: int) -> bool:
    return household.facts.wants.social and household.facts.wants.buddy


def _wants_language_course(household: Household, _person: int) -> bool:
    return household.facts.wants.social and household.facts.wants.language_course


def _is_called_at_desk(household: Household, _person: int) -> bool:
    return household.at_desk and _is_called(household)


def _is_called_elsewhere(household: Household, _person: int) -> bool:
    return not household.at_desk and _is_called(household)


def _is_called(household: Household) -> bool:
    """Once the day is known from which the check-ins count, the first of them asks how it goes instead."""
    facts = household.facts
    is_over = "settled_talk" in facts.completed or "settled_talk" in facts.waived
    return facts.wants.social and (is_over or settled_on(household) is None)


SOCIAL: tuple[Row, ...] = (
    Row(
        "social_intake",
        Party.EXPAT,
        Source.DESK_ADVICE,
        _wants_social,
        due=weeks_after_registration(WEEKS_TO_SOCIAL_INTAKE),
        due_kind=DueKind.ADVICE,
        after=(principals("brp_registration"),),
    ),
    Row(
        "first_activity",
        Party.EXPAT,
        Source.DESK_ADVICE,
        _wants_social,
        due=weeks_after_registration(WEEKS_TO_FIRST_ACTIVITY),
        due_kind=DueKind.ADVICE,
        after=(After("social_intake"),),
    ),
    Row(
        "buddy_met",
        Party.DESK,
        Source.DESK_PROMISE,
        _wants_buddy,
        due=weeks_after_completion("social_intake", WEEKS_TO_BUDDY),
        due_kind=DueKind.PROMISE,
        after=(After("social_intake"),),
    ),
    Row(
        "language_course",
        Party.EXPAT,
        Source.DESK_PROCESS,
        _wants_language_course,
        after=(After("social_intake"),),
    ),
    Row(
        "settled_talk",
        Party.DESK,
        Source.DESK_PROMISE,
        _is_called_at_desk,
        due=weeks_after_completion("welcome_talk", WEEKS_TO_SETTLED_TALK),
        due_kind=DueKind.PROMISE,
        after=(After("welcome_talk"),),
    ),
    Row(
        "settled_talk",
        Party.DESK,
        Source.DESK_PROMISE,
        _is_called_elsewhere,
        due=weeks_after_completion("social_intake", WEEKS_TO_SETTLED_TALK),
        due_kind=DueKind.PROMISE,
        after=(After("social_intake"),),
    ),
)
