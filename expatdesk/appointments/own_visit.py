"""The visit of one household as it or its employer looks at it: what may be done with it, and what that costs."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from expatdesk.appointments.actions import visit_can_be_booked
from expatdesk.appointments.charges import charged_for, is_excused
from expatdesk.appointments.models import Appointment
from expatdesk.appointments.offers import Asked, Offer, best_offer_for
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.appointments.places import where_of, where_visit_is
from expatdesk.appointments.queries import changes_made, open_appointment, visit_is_over
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.logbook.models import Actor
from expatdesk.people.models import EMPLOYER_SIDE
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import Consequence, changes_left, consequence_of_change, papers_are_accepted
from expatdesk.shared.clock import local


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
class OwnVisit:
    """The visit of one household, whoever of its side asks."""

    case: Case
    plan: Plan
    visit: Appointment | None
    changes_left: int
    by: Actor
    region: Region
    today: date

    @classmethod
    def of(cls, case: Case, *, by: Actor, region: Region, today: date) -> Self:
        """The visit as it is now."""
        left = changes_left(changes_made(case.id), region, by_employer=by.role in EMPLOYER_SIDE)
        plan = plan_of(case, region, today)
        return cls(case, plan, open_appointment(case.id), left, by, region, today)

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
        """Whether another time may be chosen without the desk."""
        may = self.changes_left > 0 or self.cannot_be_kept
        return self.can_be_booked and may and not self._is_closed

    @property
    def may_cancel(self) -> bool:
        """Whether there is a visit to take back."""
        return self.is_booked and not self.case.registrations and not self._is_closed

    @property
    def is_over(self) -> bool:
        """Whether its day is over, and nobody is registered."""
        return visit_is_over(self.case, self.today)

    @cached_property
    def cannot_be_kept(self) -> bool:
        """Whether the visit cannot be as it is booked, so that another time has to be chosen."""
        return self.visit is not None and cannot_be_kept(self.visit, self.region)

    @property
    def is_excused(self) -> bool:
        """Whether that is no doing of the household, so that another time costs it nothing."""
        return is_excused(self.visit, self.region)

    @property
    def is_firm(self) -> bool:
        """Whether the papers are accepted; until then a time is only held."""
        return papers_are_accepted(self.plan)

    @property
    def where(self) -> str:
        """Where the visit is."""
        return where_visit_is(self.case, self.region)

    @property
    def withheld_now(self) -> int:
        """What of the fee must be paid all the same, in cents, when the visit is moved or cancelled today."""
        return charged_for(self.case, self.visit, by=self.by, region=self.region, today=self.today)

    def cost_of_changing(self, moment: datetime) -> Consequence:
        """What moving, cancelling or missing a visit at that moment costs today."""
        return consequence_of_change(local(moment).date(), self.plan.fee, self.region, self.today)

    def offer(self, asked: Asked) -> Offer:
        """The times that this household may choose from."""
        own = [self.visit] if self.visit else []
        return best_offer_for(self.case, self.plan, self.region, self.today, asked, own=own)

    @property
    def _is_closed(self) -> bool:
        return self.case.state == CaseState.CLOSED
