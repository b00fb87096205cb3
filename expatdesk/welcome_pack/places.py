"""What a pack prints of the guide: by where the household lives, its children, what it asked for and likes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.suggestions import Seeker, Suggestion, suggestions

# As many as the chapter on people has room for; schools take the room of what others said makes it home.
MOST_PLACES, MOST_SCHOOLS = 4, 4
# The chapter has rows of its own for these.
APART = frozenset({PlaceKind.SCHOOL, PlaceKind.WORK})


@dataclass(frozen=True, slots=True)
class PackPlaces:
    """The places for this household with the reasons for each; schools, where there are children, apart."""

    places: tuple[Suggestion, ...]
    schools: tuple[Suggestion, ...]


def places_for(seeker: Seeker, guide: Iterable[Place], today: date) -> PackPlaces:
    """The places that suit this household. What nobody verified is not printed."""
    sure = [place for place in guide if place.verified]
    schools = [place for place in sure if place.kind is PlaceKind.SCHOOL]
    others = [place for place in sure if place.kind not in APART]
    return PackPlaces(
        suggestions(others, seeker, today, most=MOST_PLACES),
        suggestions(schools, seeker, today, most=MOST_SCHOOLS, of_a_kind=MOST_SCHOOLS),
    )
