"""Where a household must go to register, and why: the first rule that fits decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from .facts import Category, Employer, Facts, Home
from .outcome import Destination, Route, RouteReason
from .region import CoverageMode, Region

# Who stays four months or more within half a year must register as a resident (Wet BRP 2.38).
SHORTEST_STAY_OF_A_RESIDENT = 4


@dataclass(frozen=True, slots=True)
class _Question:
    """A household before the rules: its facts, and what the region says of its addresses."""

    facts: Facts
    home: Home | None
    home_covered: bool
    employer_covered: bool

    @property
    def employer(self) -> Employer | None:
        return self.facts.employer


def _short_stay(asked: _Question) -> bool:
    return asked.facts.stay_months < SHORTEST_STAY_OF_A_RESIDENT


def _student(asked: _Question) -> bool:
    return asked.facts.category is Category.STUDENT


def _temporary_protection(asked: _Question) -> bool:
    return asked.facts.category is Category.TEMPORARY_PROTECTION


def _lived_in_nl(asked: _Question) -> bool:
    return asked.facts.earlier.lived_in_nl


def _has_bsn(asked: _Question) -> bool:
    """The RNI gives everybody a number: who stays on after all has one."""
    return asked.facts.earlier.has_bsn or asked.facts.in_rni_since is not None


def _home_not_covered(asked: _Question) -> bool:
    return asked.home is not None and not asked.home_covered


def _covered_home(asked: _Question) -> bool:
    return asked.home is not None


def _employer_address(asked: _Question) -> bool:
    employer = asked.employer
    return _employer_form_missing(asked) and employer is not None and employer.address_form_signed


def _employer_form_missing(asked: _Question) -> bool:
    return asked.employer is not None and asked.employer.recognised_sponsor and asked.employer_covered


def _employer_not_sponsor(asked: _Question) -> bool:
    return asked.employer is not None and not asked.employer.recognised_sponsor


def _employer_not_covered(asked: _Question) -> bool:
    return asked.employer is not None


def _no_address(_asked: _Question) -> bool:
    return True


# Each rule counts on those above it not having fitted: from `employer_address` on there is no
# home that counts, and `employer_not_covered` is all that is left of an employer.
RULES: tuple[tuple[RouteReason, Destination, Callable[[_Question], bool]], ...] = (
    (RouteReason.SHORT_STAY, Destination.RNI, _short_stay),
    (RouteReason.STUDENT, Destination.MUNICIPALITY, _student),
    (RouteReason.TEMPORARY_PROTECTION, Destination.MUNICIPALITY, _temporary_protection),
    (RouteReason.LIVED_IN_NL, Destination.MUNICIPALITY, _lived_in_nl),
    (RouteReason.HAS_BSN, Destination.MUNICIPALITY, _has_bsn),
    (RouteReason.HOME_NOT_COVERED, Destination.MUNICIPALITY, _home_not_covered),
    (RouteReason.COVERED_HOME, Destination.DESK, _covered_home),
    (RouteReason.EMPLOYER_ADDRESS, Destination.DESK, _employer_address),
    (RouteReason.EMPLOYER_FORM_MISSING, Destination.HOUSING_FIRST, _employer_form_missing),
    (RouteReason.EMPLOYER_NOT_SPONSOR, Destination.HOUSING_FIRST, _employer_not_sponsor),
    (RouteReason.EMPLOYER_NOT_COVERED, Destination.HOUSING_FIRST, _employer_not_covered),
    (RouteReason.NO_ADDRESS, Destination.HOUSING_FIRST, _no_address),
)


def route_for(facts: Facts, region: Region, today: date) -> Route:
    """The route of a household.

    Coverage is asked on the day of arrival or, while that is unknown, today. What is done stays
    done: a home that starts after the registration does not send a registered household to
    another desk. Where it was registered at its employer's address, that stays the route, so
    that the three months run on until the move is reported.
    """
    asked = _ask(facts, region, facts.arrival or today)
    for reason, destination, fits in RULES:
        if fits(asked):
            return Route(destination, reason, _municipality(reason, facts, region))
    raise AssertionError("the last rule fits everybody")


def _ask(facts: Facts, region: Region, day: date) -> _Question:
    """Look up what the region says of this household's addresses on that day."""
    home = facts.home if facts.home is not None and facts.home.counts else None
    employer = facts.employer
    asked = _Question(
        facts,
        home,
        home is not None and _covered(region, home.postcode, CoverageMode.HOME, day),
        employer is not None and _covered(region, employer.postcode, CoverageMode.EMPLOYER_ADDRESS, day),
    )
    if facts.moves_in_on is None:
        return asked
    was_at_employer = _employer_address(asked) and not facts.moved_from_home
    registered_at_home = None if was_at_employer else home
    return replace(asked, home=registered_at_home, home_covered=True)


def _covered(region: Region, postcode: str, mode: CoverageMode, day: date) -> bool:
    """Whether the desk may serve this postcode; never outside the region."""
    municipality = region.municipality_of(postcode)
    return municipality is not None and region.covers(municipality.code, mode, day)


def _municipality(reason: RouteReason, facts: Facts, region: Region) -> str | None:
    """The CBS code that goes with the route: the home's, or the employer's on its address."""
    place: Home | Employer | None = facts.home
    if reason is RouteReason.EMPLOYER_ADDRESS:
        place = facts.employer
    municipality = region.municipality_of(place.postcode) if place is not None else None
    return municipality.code if municipality is not None else None
