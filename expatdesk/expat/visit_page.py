"""What a household's own page on its visit shows besides the visit: who comes, with what, and what is wrong."""

from datetime import date, datetime

from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.appointments.places import came_to_visit
from expatdesk.appointments.release_rules import may_be_released_from
from expatdesk.appointments.telling import what_to_bring
from expatdesk.expat.family import awaited, called
from expatdesk.expat.overview.misfits import what_is_wrong
from expatdesk.expat.overview.now import still_for
from expatdesk.rules.visit_changes import firm_by
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import LazyString, listed


class VisitPage(OwnVisit):
    """The visit of one household, as its own pages tell it."""

    @property
    def came(self) -> bool:
        """Whether somebody wrote down that the household came."""
        return came_to_visit(self.case)

    @property
    def still_for(self) -> str:
        """What it is still for, where somebody is registered and it lies ahead."""
        return still_for(self.case, self.today)

    @property
    def awaited(self) -> str:
        """Who is not registered yet."""
        return listed(awaited(self.case))

    @property
    def trouble(self) -> LazyString | None:
        """Why the booked visit cannot be kept as it is."""
        return what_is_wrong(self.visit) if self.visit and self.cannot_be_kept else None

    @property
    def bring(self) -> list[tuple[str, list[LazyString]]]:
        """What each of the household brings along."""
        return what_to_bring(self.case, self.plan)

    @property
    def who(self) -> list[str]:
        """Who has to come."""
        return [called(person) for person in self.case.people]

    def firm_by(self, moment: datetime) -> date | None:
        """By when the papers should be accepted for a visit at that moment; None where that day is over."""
        day = firm_by(local(moment).date(), self.region)
        return day if day >= self.today else None

    def may_be_released_from(self, moment: datetime) -> date | None:
        """From which day somebody else may get that time while papers are with the household."""
        return may_be_released_from(local(moment).date(), self.region, self.today)
