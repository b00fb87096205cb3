"""What a household's own page on its visit shows: the visit, what may be done with it, and what that costs."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from expatdesk.appointments.actions import visit_can_be_booked
from expatdesk.appointments.charges import charged_for, is_excused
from expatdesk.appointments.models import Appointment
from expatdesk.appointments.offers import Leaf, Offer, leaf_of, offer_for
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.appointments.places import came_to_visit, where_of, where_visit_is
from expatdesk.appointments.queries import changes_made, visit_and_choice, visit_is_over
from expatdesk.appointments.releasing import may_be_released_from
from expatdesk.appointments.telling import papers_are_accepted, what_to_bring
from expatdesk.cases.models import Case
from expatdesk.expat.family import awaited, called
from expatdesk.expat.household import Household
from expatdesk.expat.overview.now import still_for, what_is_wrong
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import Consequence, changes_left, consequence_of_change, firm_by
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import LazyString, listed


@dataclass(frozen=True, slots=True)
class Choice:
    """A time at a counter, and until when it is kept where it is not booked yet."""

    starts_at: datetime
    ends_at: datetime
    where: str
    kept_until: datetime | None

    @classmethod
    def of(cls, appointment: Appointment, region: Region) -> Self:
        """The time of an appointment."""
        where = where_of(appointment, region)
        return cls(appointment.starts_at, appointment.ends_at, where, appointment.kept_until)


@dataclass(frozen=True)
class VisitPage:
    """The visit of one household, as its own pages tell it."""

    household: Household
    plan: Plan
    visit: Appointment | None
    changes_left: int

    @classmethod
    def of(cls, household: Household) -> Self:
        """The visit as it is now."""
        visit, _choice = visit_and_choice(household.case.id)
        left = changes_left(changes_made(household.case.id), household.region)
        return cls(household, household.plan, visit, left)

    @property
    def case(self) -> Case:
        """The household's file."""
        return self.household.case

    @property
    def is_booked(self) -> bool:
        """Whether there is a visit."""
        return self.case.visit_at is not None

    @property
    def can_be_booked(self) -> bool:
        """Whether the plan has come to the visit: papers handed in, arrival known, nobody registered."""
        return visit_can_be_booked(self.case, self.plan) and self.case.arrival is not None

    @property
    def may_choose(self) -> bool:
        """Whether the household may choose a time by itself."""
        may = self.changes_left > 0 or self.trouble is not None
        return self.can_be_booked and may and not self.household.is_closed

    @property
    def is_over(self) -> bool:
        """Whether its day is over, and nobody is registered."""
        return visit_is_over(self.case, self.household.today)

    @property
    def came(self) -> bool:
        """Whether somebody wrote down that the household came."""
        return came_to_visit(self.case)

    @property
    def still_for(self) -> str:
        """What it is still for, where somebody is registered and it lies ahead."""
        return still_for(self.case, self.household.today)

    @property
    def awaited(self) -> str:
        """Who is not registered yet."""
        return listed(awaited(self.case))

    @cached_property
    def trouble(self) -> LazyString | None:
        """Why the booked visit cannot be kept as it is."""
        visit = self.visit
        return what_is_wrong(visit) if visit and cannot_be_kept(visit, self.household.region) else None

    @property
    def is_excused(self) -> bool:
        """Whether that is no doing of the household, so that another time costs it nothing."""
        return is_excused(self.visit, self.household.region)

    @property
    def withheld_now(self) -> int:
        """What of the fee is not paid back, in cents, when the visit is moved or cancelled today."""
        household = self.household
        return charged_for(self.case, self.visit, by=household.by, region=household.region, today=household.today)

    @property
    def may_cancel(self) -> bool:
        """Whether there is a visit to take back."""
        return self.is_booked and not self.case.registrations and not self.household.is_closed

    @property
    def is_firm(self) -> bool:
        """Whether the papers are accepted; until then a time is only held."""
        return papers_are_accepted(self.plan)

    @property
    def where(self) -> str:
        """Where the visit is."""
        return where_visit_is(self.case, self.household.region)

    @property
    def bring(self) -> list[tuple[str, list[LazyString]]]:
        """What each of the household brings along."""
        return what_to_bring(self.case, self.plan)

    @property
    def who(self) -> list[str]:
        """Who has to come."""
        return [called(person) for person in self.case.people]

    @cached_property
    def offer(self) -> Offer:
        """The times that this household may choose from."""
        own = [self.visit] if self.visit else []
        return offer_for(self.case, self.plan, self.household.region, self.household.today, own=own)

    def leaf(self, since: date | None, size: int) -> Leaf:
        """Some days of them: in time for the law where any is left."""
        return leaf_of(self.offer.best, since, size)

    def firm_by(self, moment: datetime) -> date | None:
        """By when the papers should be accepted for a visit at that moment; None where that day is over."""
        day = firm_by(local(moment).date(), self.household.region)
        return day if day >= self.household.today else None

    def may_be_released_from(self, moment: datetime) -> date | None:
        """From which day somebody else may get that time while papers are with the household."""
        return may_be_released_from(local(moment).date(), self.household.region, self.household.today)

    def cost_of_changing(self, moment: datetime) -> Consequence:
        """What moving, cancelling or missing a visit at that moment costs today."""
        day = local(moment).date()
        return consequence_of_change(day, self.plan.fee, self.household.region, self.household.today)
