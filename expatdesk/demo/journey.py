"""What happens to a household of the demonstration, day by day, through the real actions."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.queries import free_times, need_of
from expatdesk.cases.actions import assign, change_facts, change_person, open_case
from expatdesk.cases.closing import close_case
from expatdesk.cases.household import set_household
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.cases.step_actions import (
    RECORDED_ELSEWHERE,
    complete_steps,
    is_before_arrival,
    register_person,
    return_steps,
    waive_steps,
)
from expatdesk.check_ins.actions import Said, answer
from expatdesk.demo.accounts import actor_of
from expatdesk.demo.home_wishes import wished_by
from expatdesk.demo.household import Household, arriving
from expatdesk.demo.past import in_office_hours
from expatdesk.housing.wishes import STEP as HOME_WISHES
from expatdesk.housing.wishes import say_wishes
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role, User
from expatdesk.rules.check_ins import Theme
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.plan import Party, Plan, Step, StepState
from expatdesk.rules.region import Region
from expatdesk.rules.reminders import CHECK_INS
from expatdesk.shared.clock import local, start_of

# No household of the demonstration waits longer for its visit.
LONGEST_WAIT = 60
# What households add when they are asked how it goes; most add nothing.
WORDS = (
    "", "", "", "We like the town, and the neighbours.", "I know few people outside my work.",
    "A home with one more room would help.", "The Dutch course is good, but it goes fast.",
)  # fmt: skip


@dataclass
class Journey:
    """The way of one household through the desk; `day` is the day on which things happen to it."""

    household: Household
    users: list[User]
    region: Region
    rng: Random
    today: date
    day: date = field(init=False)
    case: Case = field(init=False)
    _minute: int = 0

    @property
    def plan(self) -> Plan:
        """The plan of the present day."""
        return plan_of(self.case, self.region, self.day)

    def begins(self, ago: int, arrives_in: int) -> None:
        """So many days ago the employer submitted the hire, or an officer the household that has none."""
        self.go_to(ago)
        arrival = self.today + timedelta(days=arrives_in)
        hire = arriving(self.household.hire, arrival, self.region.extra_holidays)
        employer = self.household.employer
        by = self._hr() if employer else self._staff(Role.OFFICER)
        with self._moment():
            self.case = open_case(hire, employer=employer, by=by, region=self.region, today=self.day)
        if self.rng.random() < 0.6:
            self._assign()

    def go_to(self, ago: int) -> None:
        """So many days ago, the next thing happens."""
        self.day = self.today - timedelta(days=ago)
        self._minute = self.rng.randint(0, 120)

    def tells(self) -> None:
        """The household tells who comes along, when everybody was born, and what they want."""
        members = self.household.others
        children = [member for member in members if member.role == PersonRole.CHILD]
        named: dict[str, Any] = {"by": self._by(Party.EXPAT), "region": self.region, "today": self.day}
        facts = [self.household.principal, *(member.facts for member in members)]
        with self._moment():
            partner, version = len(members) > len(children), self.case.version
            set_household(self.case, partner=partner, children=len(children), version=version, **named)
            for person, told in zip(self.case.people, facts, strict=True):
                change_person(self.case, person, told, version=self.case.version, **named)
            change_facts(self.case, self.household.wants, version=self.case.version, **named)
        self.does("intake")

    def does(self, *keys: str) -> None:
        """Whoever has to do these steps ticks them off, where they are open."""
        for step in self.plan.open_steps:
            if step.key in keys:
                self._complete(step)

    def does_some(self, share: float) -> None:
        """About this share of what is open is ticked off."""
        for step in self.plan.open_steps:
            if self.rng.random() < share:
                self._complete(step)

    def does_all(self) -> None:
        """Everything is ticked off, until nothing is left that a tick can do."""
        while ticks := [step for step in self.plan.open_steps if self._may_tick(step)]:
            for step in ticks:
                self._complete(step)

    def is_sent_back(self, key: str) -> None:
        """An officer sends back what was handed in."""
        if key in self.case_records:
            reason = self.rng.choice(list(RETURN_REASONS)[:6])
            self._act(return_steps, [key], reason=reason, note="", by=self._staff(Role.OFFICER))

    @property
    def case_records(self) -> set[str]:
        """The steps that have an outcome."""
        return {record.step for record in self.case.records}

    def lets_go(self, key: str, reason: str) -> None:
        """An officer lets a step go undone."""
        for step in self.plan.steps:
            if step.key == key and step.state in (StepState.OPEN, StepState.WAITING):
                self._act(waive_steps, [step.id], reason=reason, by=self._staff(Role.OFFICER))

    def books(self, in_days: int) -> int | None:
        """An officer books the visit, so many days from today or soon after; answers how long ago it is then."""
        if "visit_booked" not in {step.key for step in self.plan.open_steps}:
            return None
        day = max(self.today + timedelta(days=in_days), self.day, self.case.arrival or self.day)
        last, morning = day + timedelta(days=LONGEST_WAIT), start_of(day)
        times = free_times(need_of(self.case), day, last, region=self.region, after=morning)
        first = local(times[0].starts_at).date()
        visit = local(self.rng.choice([free for free in times if local(free.starts_at).date() == first]).starts_at)
        self._act(book_visit, first, visit.time(), by=self._staff(Role.OFFICER))
        return (self.today - first).days

    def is_registered(self) -> None:
        """The registrar registers everybody whose turn it is."""
        for step in self.plan.open_steps:
            if step.key == "brp_registration" and step.person is not None:
                person, by = self.case.people[step.person], self._by(step.party)
                way = self.rng.choice((BsnWay.HANDED_OVER, BsnWay.HANDED_OVER, BsnWay.BY_POST))
                self._act(register_person, person, registered_on=self.day, bsn_way=way, originals_seen=True, by=by)

    def is_closed(self) -> None:
        """An officer closes the case, if nothing is left to do."""
        if all(step.state in (StepState.DONE, StepState.WAIVED) for step in self.plan.steps):
            self._act(close_case, by=self._staff(Role.OFFICER))

    def _assign(self) -> None:
        officer = self.rng.choice([user for user in self.users if user.role == Role.OFFICER])
        with self._moment():
            assign(self.case, officer, version=self.case.version, by=actor_of(officer))

    def _complete(self, step: Step) -> None:
        still_open = {open_step.id for open_step in self.plan.open_steps}
        if step.id in still_open and step.key in CHECK_INS:
            self._says_how_it_goes()
        elif step.id in still_open and step.key == HOME_WISHES:
            self._says_what_home()
        elif step.id in still_open and self._may_tick(step):
            self._act(complete_steps, [step.id], by=self._by(step.party))

    def _says_how_it_goes(self) -> None:
        """Most do well, and some not with everything."""
        mood = Random(f"{self.case.title} {self.day}")  # noqa: S311
        scores: dict[Theme, int | None] = {theme: mood.choice((2, 3, 3, 4, 4, 4, 5, 5)) for theme in Theme}
        said = Said(scores, mood.choice(WORDS), wants_talk=mood.random() < 0.1)
        with self._moment():
            answer(self.case, said, by=self._by(Party.EXPAT), region=self.region, today=self.day)

    def _says_what_home(self) -> None:
        said = wished_by(self.case, self.region)
        with self._moment():
            say_wishes(self.case, said, by=self._by(Party.EXPAT), region=self.region, today=self.day)

    def _may_tick(self, step: Step) -> bool:
        return step.key not in RECORDED_ELSEWHERE and not is_before_arrival(self.case, step, self.day)

    def _act(self, action: Callable[..., object], *arguments: object, **named: object) -> None:
        named |= {"version": self.case.version, "region": self.region, "today": self.day}
        with self._moment():
            action(self.case, *arguments, **named)

    def _moment(self) -> AbstractContextManager[None]:
        """The next moment of the present day's office hours."""
        self._minute += self.rng.randint(2, 15)
        return in_office_hours(self.day, self.today, minutes=self._minute)

    def _by(self, party: Party) -> Actor:
        match party:
            case Party.EXPAT:
                return Actor(Role.EXPAT, self.case.title)
            case Party.EMPLOYER if self.household.employer:
                return self._hr()
            case Party.MUNICIPALITY:
                return self._staff(Role.REGISTRAR)
            case _:
                return self._staff(Role.OFFICER)

    def _staff(self, role: Role) -> Actor:
        able = [user for user in self.users if user.role == role]
        own_town = [
            user for user in able if role is Role.REGISTRAR and user.municipality == self.case.municipality
        ]
        return actor_of(self.rng.choice(own_town or able))

    def _hr(self) -> Actor:
        employer = self.household.employer
        own = [user for user in self.users if employer and user.employer_id == employer.id]
        name = employer.name if employer else ""
        return actor_of(own[0]) if own else Actor(Role.EMPLOYER, "HR", organisation=name)
