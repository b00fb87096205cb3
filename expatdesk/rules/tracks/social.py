"""The social track, for who wants it: interests, activities, a buddy, the language.

Where the process sheet is silent: what the household likes to do comes before anything that
is chosen by it. Who registers elsewhere starts at once, and is called after that first talk. Nobody is both called
and asked by a check-in: who wants to be called says so there.
"""

from ..check_ins import CheckIn
from ..household import Household
from ..outcome import DueKind, Party, Source
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
    """Once they are registered the first check-in asks how it goes instead."""
    is_asked = household.registered_on is not None and not _is_over(household)
    return household.at_desk and household.facts.wants.social and not is_asked


def _is_called_elsewhere(household: Household, _person: int) -> bool:
    """Who asks for a talk at the check-in is called for that, and not for both.

    That they reported elsewhere may be heard before or after this talk, so it alone changes nothing.
    """
    is_asked_for = CheckIn.SIX_WEEKS in household.facts.talks_asked
    return not household.at_desk and household.facts.wants.social and (_is_over(household) or not is_asked_for)


def _is_over(household: Household) -> bool:
    return "settled_talk" in household.facts.completed or "settled_talk" in household.facts.waived


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
