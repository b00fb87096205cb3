"""A household's case with its plan on one day: what everything on the status page is read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from expatdesk.cases.models import Case
from expatdesk.expat.family import called
from expatdesk.expat.keeping import read_until
from expatdesk.people.models import Person
from expatdesk.rules.forecasts import Awaited, Usual
from expatdesk.rules.plan import Destination, Plan, Step
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, ngettext

# More names than this are a crowd: then the number says it better.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Situation:
    """One case on one day. `plan` holds today; `expected` also what follows if all is registered at the visit."""

    case: Case
    plan: Plan
    expected: Plan
    region: Region
    today: date
    # How long comparable households wait, of what enough of them waited for.
    usual: Mapping[Awaited, Usual] = field(default_factory=dict)

    @property
    def at_desk(self) -> bool:
        """Whether this desk registers the household."""
        return self.plan.route.to is Destination.DESK

    @property
    def visit_at(self) -> datetime | None:
        """When the household comes to register; None where it registers elsewhere by now, whatever was booked."""
        return self.case.visit_at if self.at_desk else None

    @property
    def is_registered_elsewhere(self) -> bool:
        """Whether another office registers it, whatever home it finds."""
        return self.plan.route.to in (Destination.RNI, Destination.MUNICIPALITY)

    @property
    def has_no_address(self) -> bool:
        """Whether it needs a home before anybody can register it."""
        return self.plan.route.to is Destination.HOUSING_FIRST

    @property
    def employer(self) -> str:
        """The employer's name, or what stands in its place."""
        return self.case.employer.name if self.case.employer else _("your employer")

    @property
    def municipality(self) -> str:
        """The name of the municipality that registers, or what stands in its place."""
        code = self.plan.route.municipality
        return self.region.municipality(code).name if code else _("the municipality")

    @property
    def registered_on(self) -> date | None:
        """The day on which the principal was registered."""
        return next((step.done_on for step in self.plan.steps if step.id == "brp_registration:0"), None)

    @property
    def read_until(self) -> str:
        """Until when it can still be read, where it is closed."""
        return read_until(self.case, self.region, self.today)

    def steps(self, key: str) -> list[Step]:
        """The steps with this key: one, or one per person."""
        return [step for step in self.plan.steps if step.key == key]

    def names(self, steps: Iterable[Step]) -> str:
        """Whose steps these are, where that has to be said: not of a household of one, nor of everybody."""
        people = [self.case.people[step.person] for step in steps if step.person is not None]
        if not people or len(people) == len(self.case.people):
            return ""
        return names_of(people)


def names_of(people: list[Person]) -> str:
    """These people by the names they are called, or how many they are."""
    if len(people) > MOST_NAMES or not all(person.full_name for person in people):
        return ngettext("%(num)d person", "%(num)d people", len(people))
    return listed([called(person) for person in people])
