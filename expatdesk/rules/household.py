"""What papers and tracks ask about a household, in the desk's own words."""

from dataclasses import dataclass
from datetime import date

from .facts import TEMPORARY_HOMES, UNKNOWN_BIRTH, Category, Facts, Home, Person
from .outcome import Destination, Route, RouteReason
from .region import Region

EMPLOYED_CATEGORIES = frozenset(
    {
        Category.HIGHLY_SKILLED_MIGRANT,
        Category.EU_BLUE_CARD,
        Category.INTRA_CORPORATE_TRANSFEREE,
        Category.RESEARCHER,
        Category.DOCTOR_IN_TRAINING,
    }
)
# Whose right to stay no employer asks for: their place of study does, or the law gives it.
WITHOUT_SPONSOR_AT_WORK = frozenset({Category.STUDENT, Category.TEMPORARY_PROTECTION})
# These may come for a job or without one: what counts is whether an employer is known.
PERHAPS_EMPLOYED_CATEGORIES = frozenset({Category.EU_CITIZEN, Category.ORIENTATION_YEAR})

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Household:
    """A household's facts with its region, its route and the day of asking."""

    facts: Facts
    region: Region
    route: Route
    today: date
    principal: int
    registered_on: date | None

    @property
    def at_desk(self) -> bool:
        """Whether the desk registers this household."""
        return self.route.to is Destination.DESK

    @property
    def is_elsewhere(self) -> bool:
        """Whether another office registers it, whatever home it finds."""
        return self.route.to in (Destination.RNI, Destination.MUNICIPALITY)

    @property
    def at_employer_address(self) -> bool:
        """Whether it is registered at its employer's address for the time being."""
        return self.route.reason is RouteReason.EMPLOYER_ADDRESS

    @property
    def employer_address_possible(self) -> bool:
        """Whether the employer's address serves, or would if only its form were signed."""
        return self.route.reason in (
            RouteReason.EMPLOYER_ADDRESS,
            RouteReason.EMPLOYER_FORM_MISSING,
        )

    @property
    def home(self) -> Home | None:
        """The home that may be registered at; none as long as the employer's address serves."""
        home = self.facts.home
        return None if home is None or self.at_employer_address or not home.counts else home

    @property
    def is_housed(self) -> bool:
        """Whether it lives, by what is known, in a home that lasts, at which one may be registered.

        Without a first day it counts from the registration there; nobody lives anywhere before they came.
        """
        home, arrival = self.facts.home, self.facts.arrival
        if home is None or not home.counts or home.kind in TEMPORARY_HOMES:
            return False
        is_here = self.registered_on is not None or (arrival is not None and arrival <= self.today)
        if home.starts is None:
            return self.registered_on is not None and not self.at_employer_address
        return is_here and home.starts <= self.today

    @property
    def moves_in_on(self) -> date | None:
        """First day of a home that starts after the registration."""
        return self.facts.moves_in_on

    @property
    def has_reported(self) -> bool:
        """Whether they came to the desk after they had reported as residents at another town hall."""
        return self.at_desk and self.facts.reported_elsewhere_on is not None

    @property
    def came_to_live_on(self) -> date | None:
        """From when on they live here: from their arrival, or for non-residents of before from their home on."""
        non_resident = self.facts.in_rni_since
        if non_resident is None:
            return self.facts.arrival
        starts = self.home.starts if self.home is not None else None
        return None if starts is None else max(starts, non_resident)

    def done_on(self, step_id: str) -> date | None:
        """The day on which a step was done; who reported as non-resident has not reported as a resident."""
        if step_id == "referral" and self.facts.reported_as_non_resident and self.route.to is not Destination.RNI:
            return None
        return self.facts.completed.get(step_id)

    @property
    def is_employed(self) -> bool:
        """Whether the principal comes for a job here."""
        if self.facts.category in EMPLOYED_CATEGORIES:
            return True
        perhaps = self.facts.category in PERHAPS_EMPLOYED_CATEGORIES
        return perhaps and self.facts.employer is not None

    @property
    def moves_from_employer_address(self) -> bool:
        """Whether the next home is known while the employer's address still serves."""
        return self.at_employer_address and self.moves_in_on is not None

    def person(self, index: int) -> Person:
        """A member of the household."""
        return self.facts.people[index]

    def needs_residence_right(self, index: int) -> bool:
        """Whether somebody holds no EU, EEA or Swiss nationality; so also who is stateless.

        Of whom nothing is told yet, the same is expected as of the main applicant.
        """
        person = self.person(index)
        is_untold = not person.nationalities and not person.comes_from
        held = self.person(self.principal).nationalities if is_untold else person.nationalities
        return self.region.countries.free_movement.isdisjoint(held)

    def employer_asks_right_for(self, index: int) -> bool:
        """Whether it is the employer that sees to this person's right to stay, wherever they register."""
        has_employer = self.facts.employer is not None
        asks = has_employer and self.facts.category not in WITHOUT_SPONSOR_AT_WORK
        return asks and self.needs_residence_right(index)

    def is_adult(self, index: int) -> bool:
        """Whether somebody is certainly 18 today, also where the date of birth is partial.

        Who was born on an unknown day counts as an adult: a step too many is waived, one too few is missed.
        """
        born = self.person(index).born
        return born == UNKNOWN_BIRTH or born.age_at_least(self.today) >= ADULT_AGE

    def is_finished(self, step_id: str) -> bool:
        """Whether a step was done or waived, also one that is not in the plan of today."""
        return step_id in self.facts.completed or step_id in self.facts.waived

    def registration_of(self, index: int) -> date | None:
        """The day on which this person was registered, once that is done."""
        return self.facts.completed.get(f"brp_registration:{index}")
