"""The demonstration's day at the counters: somebody in every state, from the door to the end."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from sqlalchemy import select, true

from expatdesk.appointments.day import Guests, check_in, finish, no_show, start, walk_in
from expatdesk.appointments.day_queries import Household, households_on
from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.cases.models import BsnWay
from expatdesk.cases.queries import plan_of
from expatdesk.cases.step_actions import may_be_registered, register_person
from expatdesk.demo.accounts import actor_of
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role, User
from expatdesk.rules.region import Region
from expatdesk.shared.clock import back_in, now, start_of
from expatdesk.shared.db import session

LATE, EARLY, WAITED = timedelta(minutes=20), timedelta(minutes=5), timedelta(minutes=12)


class Day:
    """Who stands at the counters of one day, and on which day that is."""

    def __init__(self, users: list[User], region: Region, today: date) -> None:
        self.region, self.today, self.users = region, today, users
        self.officer = actor_of(next(user for user in users if user.role == Role.OFFICER))

    def passes(self) -> None:
        """What happened so far: two households are served, one did not come, one is at the counter, one waits.

        On a day when the counters are closed nobody comes, not even with a question.
        """
        coming = households_on(true(), self.today, None, without_case=True)
        expected = (
            household for household in coming if household.case is None or not household.case.registrations
        )
        for act, household in zip(self._acts(), expected, strict=False):
            act(household)
        counter = session.scalars(select(Counter).order_by(Counter.name)).first()
        if coming and counter is not None:
            question = Guests(VisitKind.QUESTIONS, 1, None)
            walk_in(counter, question, by=self.officer, region=self.region, today=self.today)

    def _acts(self) -> list[Callable[[Household], None]]:
        return [self.is_served, self.does_not_come, self.is_served, self.is_at_the_counter, self.waits]

    def waits(self, household: Household) -> None:
        """Checked in, a little before the time."""
        with self._at(household.appointment.starts_at - EARLY - WAITED):
            check_in(household.appointment, by=self.officer, today=self.today)

    def is_at_the_counter(self, household: Household) -> None:
        """Called to the counter, and still there."""
        self.waits(household)
        with self._at(household.appointment.starts_at):
            start(household.appointment, by=self.officer)

    def is_served(self, household: Household) -> None:
        """Registered, and gone."""
        self.is_at_the_counter(household)
        self._registers(household)
        with self._at(household.appointment.ends_at):
            finish(household.appointment, by=self.officer)

    def does_not_come(self, household: Household) -> None:
        """Nobody saw them, which can be said from the time of the visit on alone."""
        with back_in(household.appointment.starts_at + LATE):
            no_show(household.appointment, household.case, by=self.officer, region=self.region, today=self.today)

    def _at(self, moment: datetime) -> AbstractContextManager[None]:
        """At its time in the day, but neither in the future nor the day before: somebody may look at night."""
        return back_in(max(min(moment, now() - WAITED), start_of(self.today)))

    def _registers(self, household: Household) -> None:
        case, registrar = household.case, self._registrar(household)
        if case is None or registrar is None:
            return
        for person in case.people:
            if may_be_registered(plan_of(case, self.region, self.today), person.position):
                register_person(
                    case, person, registered_on=self.today, bsn_way=BsnWay.HANDED_OVER, originals_seen=True,
                    version=case.version,
                    by=registrar, region=self.region, today=self.today,
                )  # fmt: skip

    def _registrar(self, household: Household) -> Actor | None:
        town = household.case.municipality if household.case else None
        own = [user for user in self.users if user.role == Role.REGISTRAR and user.municipality == town]
        return actor_of(own[0]) if own else None
