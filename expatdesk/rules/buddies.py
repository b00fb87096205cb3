"""Who would get on: what a newcomer and a volunteer have in common, and what it is worth to the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .interests import Interest

# The step of the plan that is done once a newcomer and a volunteer met.
MEETING = "buddy_met"


class FreeTime(StrEnum):
    """When somebody has time."""

    WEEKDAY = "weekday"
    EVENING = "evening"
    WEEKEND = "weekend"


class Family(StrEnum):
    """With whom somebody lives."""

    ALONE = "alone"
    COUPLE = "couple"
    SMALL_CHILDREN = "small_children"
    OLDER_CHILDREN = "older_children"


class Common(StrEnum):
    """A kind of thing that two people have in common."""

    LANGUAGE = "language"
    INTEREST = "interest"
    PRACTICE = "practice"
    FAMILY = "family"
    TOWN = "town"
    TIME = "time"


# A child of this age goes to the first school after primary school.
YEARS_OF_SMALL_CHILDREN = 12
# What the desk finds worth most: the first of each kind counts whole, each further one less.
FIRST = {
    Common.LANGUAGE: 4, Common.INTEREST: 10, Common.PRACTICE: 8, Common.FAMILY: 8, Common.TOWN: 6, Common.TIME: 6,
}  # fmt: skip
FURTHER = {Common.LANGUAGE: 2, Common.INTEREST: 6, Common.TIME: 2}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody who looks for a buddy, or wants to be one. Languages by their code."""

    languages: frozenset[str]
    interests: frozenset[Interest] = frozenset()
    times: frozenset[FreeTime] = frozenset()
    family: Family | None = None
    municipality: str | None = None
    practises: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in common: of which kind, and what it is by its code."""

    kind: Common
    what: str


def reasons_for(newcomer: Profile, volunteer: Profile) -> tuple[Reason, ...]:
    """Why the two suit each other, in a fixed order; nothing at all where they have no language in common."""
    spoken = newcomer.languages & volunteer.languages
    if not spoken:
        return ()
    practised = newcomer.practises if newcomer.practises in volunteer.languages else None
    alike = {
        Common.FAMILY: newcomer.family if newcomer.family == volunteer.family else None,
        Common.TOWN: newcomer.municipality if newcomer.municipality == volunteer.municipality else None,
    }
    return (
        *_each(Common.INTEREST, newcomer.interests & volunteer.interests),
        *_each(Common.LANGUAGE, spoken),
        *_each(Common.PRACTICE, {practised} - {None} - spoken),
        *(Reason(kind, what) for kind, what in alike.items() if what),
        *_each(Common.TIME, newcomer.times & volunteer.times),
    )


def _each(kind: Common, what: Collection[str | None]) -> list[Reason]:
    return [Reason(kind, str(one)) for one in sorted(str(one) for one in what)]


def score(reasons: Collection[Reason]) -> int:
    """How well two suit each other by what they have in common; nothing in common is 0."""
    worth, seen = 0, set[Common]()
    for reason in reasons:
        worth += FURTHER.get(reason.kind, 0) if reason.kind in seen else FIRST[reason.kind]
        seen.add(reason.kind)
    return worth


def family_of(*, has_partner: bool, ages: Collection[int | None]) -> Family:
    """With whom somebody lives, by the ages of the children, in years; of whom none is known, a small one."""
    if ages:
        is_small = any(age is None or age < YEARS_OF_SMALL_CHILDREN for age in ages)
        return Family.SMALL_CHILDREN if is_small else Family.OLDER_CHILDREN
    return Family.COUPLE if has_partner else Family.ALONE
