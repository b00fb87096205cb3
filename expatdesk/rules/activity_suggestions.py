"""Which activities ahead suit a household, and why, as `suggestions` tells it of places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .interests import Interest
from .suggestions import Seeker

DUTCH = "nl"


class WhyCome(StrEnum):
    """Why an activity is suggested."""

    CHILDREN = "children"
    INTEREST = "interest"
    PRACTICE = "practice"
    NEAR = "near"
    COMPANY = "company"


# What each reason counts. That children are welcome counts more than all others together: without that a family
# stays at home.
WEIGHTS = {
    WhyCome.CHILDREN: 16, WhyCome.INTEREST: 6, WhyCome.PRACTICE: 4, WhyCome.NEAR: 3, WhyCome.COMPANY: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One time of an activity for which one can sign up; `starts` by the desk's clock.

    `activity` is the same for all its times, `municipality` a CBS code, `languages` (ISO 639-1) what is spoken.
    """

    activity: str
    occasion: str
    starts: datetime
    municipality: str
    languages: frozenset[str]
    topics: frozenset[Interest]
    child_friendly: bool
    has_room: bool

    @property
    def is_for_learners(self) -> bool:
        """Whether whoever learns its language is expected, and not only who speaks it."""
        return Interest.LANGUAGES in self.topics or len(self.languages) == 1


@dataclass(frozen=True, slots=True)
class Invitation:
    """A time of an activity with the reasons to come, the best first; `liked`: what of it they like."""

    held: Held
    why: tuple[WhyCome, ...]
    liked: tuple[Interest, ...]

    @property
    def weight(self) -> int:
        """How well it suits."""
        return sum(WEIGHTS[reason] for reason in self.why)


def invitations(
    ahead: Iterable[Held], seeker: Seeker, *, first: date, last: date, most: int
) -> tuple[Invitation, ...]:
    """At most so many activities from one day to another, both included, the best first and the earlier before.

    Of each activity one time: the first for which there is room, or else the first of all.
    """
    within = sorted((one for one in ahead if first <= one.starts.date() <= last), key=_by_time)
    times: dict[str, Held] = {}
    for one in within:
        if one.activity not in times or (one.has_room and not times[one.activity].has_room):
            times[one.activity] = one
    found = (Invitation(one, tuple(reasons(one, seeker)), seeker.liked(one.topics)) for one in times.values())
    return tuple(sorted(filter(_is_enough, found), key=_by_worth))[:most]


def reasons(held: Held, seeker: Seeker) -> Iterator[WhyCome]:
    """Why this suits them, the weightiest first; none where they would understand nobody there."""
    practises = _is_practice(held, seeker)
    if held.languages and not held.languages & seeker.languages and not practises:
        return
    if held.child_friendly and seeker.children:
        yield WhyCome.CHILDREN
    if held.topics & seeker.interests:
        yield WhyCome.INTEREST
    if practises:
        yield WhyCome.PRACTICE
    if seeker.municipality == held.municipality:
        yield WhyCome.NEAR
    if seeker.wants.social or seeker.wants.buddy:
        yield WhyCome.COMPANY


def _is_practice(held: Held, seeker: Seeker) -> bool:
    """Whether they can practise there what they learn. Who wants a course learns Dutch."""
    learns = seeker.practises | ({DUTCH} if seeker.wants.language_course else frozenset())
    return held.is_for_learners and bool(held.languages & learns)


def _is_enough(one: Invitation) -> bool:
    """That it is near alone is no reason to come."""
    return bool(set(one.why) - {WhyCome.NEAR})


def _by_time(held: Held) -> tuple[datetime, str]:
    return held.starts, held.occasion


def _by_worth(one: Invitation) -> tuple[int, datetime, str]:
    return -one.weight, *_by_time(one.held)
