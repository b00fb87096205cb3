"""What a pack prints of the guide: by where the household lives, its children and what it asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from expatdesk.rules.facts import Facts
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Suggestion, seeker_of, suggestions

# As many as the chapter on people has room for; where there are children, their schools need some of it.
MOST_PLACES, MOST_BESIDE_SCHOOLS, MOST_SCHOOLS = 4, 2, 4
# The chapter has rows of its own for these.
APART = frozenset({PlaceKind.SCHOOL, PlaceKind.WORK})


@dataclass(frozen=True, slots=True)
class PackPlaces:
    """The places for this household with the reasons for each; schools, where there are children, apart."""

    places: tuple[Suggestion, ...]
    schools: tuple[Suggestion, ...]


def places_for(facts: Facts, plan: Plan, region: Region, guide: Iterable[Place], today: date) -> PackPlaces:
    """The places that suit this household. What nobody verified is not printed."""
    sure, seeker = [place for place in guide if place.verified], seeker_of(facts, plan.route, region)
    schools = [place for place in sure if place.kind is PlaceKind.SCHOOL]
    others = [place for place in sure if place.kind not in APART]
    most = MOST_BESIDE_SCHOOLS if seeker.children else MOST_PLACES
    return PackPlaces(
        suggestions(others, seeker, today, most=most),
        suggestions(schools, seeker, today, most=MOST_SCHOOLS, of_a_kind=MOST_SCHOOLS),
    )
