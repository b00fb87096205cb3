"""Which places suit a household, and why: by where it lives, its children, what it asked for and likes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from .facts import Category, Facts, PartialDate, PersonRole, Wants
from .interests import Interest
from .outcome import Route
from .places import Place, PlaceKind
from .region import Region


class Why(StrEnum):
    """Why a place is suggested."""

    CHILDREN = "children"
    COURSE = "course"
    INTEREST = "interest"
    COMPANY = "company"
    PARTNER = "partner"
    NEAR = "near"
    LANGUAGE = "language"


# What each reason counts. To be near is worth less than to be what somebody looks for, and more than a language.
WEIGHTS = {
    Why.CHILDREN: 8, Why.COURSE: 8, Why.INTEREST: 6, Why.COMPANY: 5, Why.PARTNER: 4, Why.NEAR: 3, Why.LANGUAGE: 1,
}  # fmt: skip
VERIFIED = 2
NO_WANTS = Wants()
NOBODY_TOLD: frozenset[str] = frozenset()
# Of these, being near alone is reason enough; of the others somebody must have asked for one, or have children.
# Whether somebody believes is never guessed, and who is a household's doctor is a step of its plan.
FOR_EVERYBODY = frozenset({PlaceKind.MEETING, PlaceKind.LIBRARY, PlaceKind.SPORT, PlaceKind.CULTURE})
# These are of use only where one lives.
LOCAL = frozenset({PlaceKind.LIBRARY})
FOR_PARENTS = frozenset({PlaceKind.SCHOOL, PlaceKind.PARENTS})
# More of one kind crowd out the others.
MOST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Likes:
    """What a household speaks (ISO 639-1), and what its adults like and would practise, as they told."""

    languages: frozenset[str] = NOBODY_TOLD
    practises: frozenset[str] = NOBODY_TOLD
    interests: frozenset[Interest] = frozenset()


NO_LIKES = Likes()


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of a household that tells what suits it; `municipality` is a CBS code."""

    municipality: str | None
    children: tuple[PartialDate, ...] = ()
    has_partner: bool = False
    is_student: bool = False
    wants: Wants = NO_WANTS
    languages: frozenset[str] = NOBODY_TOLD
    practises: frozenset[str] = NOBODY_TOLD
    interests: frozenset[Interest] = frozenset()

    def liked(self, topics: frozenset[Interest]) -> tuple[Interest, ...]:
        """Which of these topics they like, always in the same order."""
        return tuple(one for one in Interest if one in topics & self.interests)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place with the reasons for it, the best first; `liked`: what of it they told us that they like."""

    place: Place
    why: tuple[Why, ...]
    liked: tuple[Interest, ...] = ()

    @property
    def weight(self) -> int:
        """How well it suits; what nobody could verify comes after what is sure."""
        return sum(WEIGHTS[reason] for reason in self.why) + VERIFIED * self.place.verified


def seeker_of(facts: Facts, route: Route, region: Region, likes: Likes = NO_LIKES) -> Seeker:
    """What the facts of a case tell of a household; what it speaks and likes they do not say."""
    home = region.municipality_of(facts.home.postcode) if facts.home else None
    roles = [person.role for person in facts.people]
    return Seeker(
        municipality=home.code if home else route.municipality,
        children=tuple(person.born for person in facts.people if person.role is PersonRole.CHILD),
        has_partner=PersonRole.PARTNER in roles,
        is_student=facts.category is Category.STUDENT,
        wants=facts.wants,
        languages=likes.languages,
        practises=likes.practises,
        interests=likes.interests,
    )


def suggestions(
    places: Iterable[Place], seeker: Seeker, today: date, *, most: int, of_a_kind: int = MOST_OF_A_KIND
) -> tuple[Suggestion, ...]:
    """At most so many places that suit this household, the best first; one of each kind before a second of any."""
    fitting = (place for place in places if seeker.is_student or not place.for_students)
    found = (_suggestion(place, seeker, today) for place in fitting)
    ranked = sorted(filter(_is_enough, found), key=lambda one: (-one.weight, one.place.key))
    of_kind: Counter[PlaceKind] = Counter()
    rounds: list[list[Suggestion]] = [[] for _round in range(of_a_kind)]
    for one in ranked:
        if of_kind[one.place.kind] < of_a_kind:
            rounds[of_kind[one.place.kind]].append(one)
            of_kind[one.place.kind] += 1
    return tuple(chain.from_iterable(rounds))[:most]


def _suggestion(place: Place, seeker: Seeker, today: date) -> Suggestion:
    return Suggestion(place, tuple(reasons(place, seeker, today)), seeker.liked(place.interests))


def reasons(place: Place, seeker: Seeker, today: date) -> Iterator[Why]:
    """Why this place suits them, the weightiest first; not always enough to suggest it."""
    if _is_for_children(place, seeker, today):
        yield Why.CHILDREN
    if place.kind is PlaceKind.LANGUAGE and seeker.wants.language_course:
        yield Why.COURSE
    if place.interests & seeker.interests:
        yield Why.INTEREST
    if place.kind is PlaceKind.MEETING and (seeker.wants.social or seeker.wants.buddy):
        yield Why.COMPANY
    if place.kind is PlaceKind.WORK and seeker.has_partner:
        yield Why.PARTNER
    if seeker.municipality in place.municipalities:
        yield Why.NEAR
    if seeker.languages.intersection(place.languages):
        yield Why.LANGUAGE


def _is_for_children(place: Place, seeker: Seeker, today: date) -> bool:
    """Whether it is for children or their parents, and of the ages of one of theirs."""
    if place.kind not in FOR_PARENTS or not seeker.children:
        return False
    return not place.has_ages or any(place.suits_child(born, today) for born in seeker.children)


def _is_enough(one: Suggestion) -> bool:
    kind, why = one.place.kind, set(one.why)
    if kind is PlaceKind.GP or (kind in LOCAL and Why.NEAR not in why):
        return False
    if kind is PlaceKind.SCHOOL:
        return Why.CHILDREN in why
    if why - {Why.NEAR, Why.LANGUAGE}:
        return True
    return Why.NEAR in why and kind in FOR_EVERYBODY
