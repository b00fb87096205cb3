"""What goes into a household's pack: everything but the words. Pure: the same facts give the same pack."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from expatdesk.housing.contract_queries import READS_CONTRACT
from expatdesk.rules.facts import Category, Facts
from expatdesk.rules.plan import Destination, Party, Plan, RouteReason, StepState
from expatdesk.rules.region import Municipality, Region
from expatdesk.rules.terms import is_working_day
from expatdesk.welcome_pack.activities import PackActivity
from expatdesk.welcome_pack.fridge import Group, in_groups, on_one_sheet, steps_to_come
from expatdesk.welcome_pack.household import PackHousehold
from expatdesk.welcome_pack.moments import DateKind, Moment
from expatdesk.welcome_pack.places import PackPlaces
from expatdesk.welcome_pack.regional import PackRegion
from expatdesk.welcome_pack.visit_days import VisitDay, visit_days

# The steps that need more than one line, explained on the back of the page for the fridge.
EXPLAINED = (
    "referral", "papers_handed_in", "visit_booked", "bank_account", "digid", "health_insurance", "gp",
    "thirty_percent_request", "driving_licence",
)  # fmt: skip
LEAVES = 4
EXPLAINED_APART = 3
# Past already, or said by the leaf of the registration.
NO_LEAVES = ("registered", "visit_booked")
# Beside the one among the steps.
DATED_ACTIVITIES = 1


class Situation(StrEnum):
    """Where the household lives, as far as the register goes."""

    EMPLOYER_ADDRESS = "employer_address"
    HOME = "home"
    NO_HOME = "no_home"


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything that the templates need, apart from the language."""

    household: PackHousehold
    facts: Facts
    plan: Plan
    region: Region
    extras: PackRegion
    today: date
    municipality: Municipality | None
    situation: Situation
    visits: tuple[VisitDay, ...]
    activities: tuple[PackActivity, ...]
    guide: PackPlaces
    steps: tuple[Moment, ...]

    @property
    def is_registered(self) -> bool:
        """Whether somebody of the household is."""
        return bool(self.visits)

    @property
    def made_on_visit(self) -> bool:
        """Whether the pack is handed over on the day of registration itself."""
        return bool(self.visits) and self.visits[-1].day == self.today

    @property
    def at_desk(self) -> bool:
        """Whether the desk registers this household."""
        return self.plan.route.to is Destination.DESK

    @property
    def all_registered(self) -> bool:
        """Whether everybody of the household is."""
        return self.household.registered == self.household.everyone

    @property
    def fee_exempt(self) -> bool:
        """Whether the employer's booking makes the visit free."""
        return self.plan.fee.exempt

    @property
    def reads_contract(self) -> bool:
        """Whether the desk reads rental contracts of this household before they are signed."""
        return any(step.key == READS_CONTRACT and step.state is not StepState.WAIVED for step in self.plan.steps)

    @property
    def has_thirty_percent(self) -> bool:
        """Whether the 30 percent ruling is among the steps to come."""
        return any(step.key == "thirty_percent_request" for step in self.steps)

    @property
    def no_salary_norm(self) -> bool:
        """Whether the 30 percent ruling asks for no salary norm of this principal."""
        return self.facts.category in (Category.RESEARCHER, Category.DOCTOR_IN_TRAINING)

    @property
    def is_move(self) -> bool:
        """Whether they had reported at another town hall before they found a home here."""
        return self.at_desk and self.facts.reported_elsewhere_on is not None

    def is_done(self, key: str) -> bool:
        """Whether a step of the household is done."""
        return key in self.facts.completed

    def is_sure(self, amount: str) -> bool:
        """Whether the region's file has a firm source for an amount in force today."""
        return self.region.amount(amount, self.today).verified

    def is_working_day(self, day: date) -> bool:
        """Whether a day is one on which offices work."""
        return is_working_day(day, self.region.extra_holidays)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The steps of the page for the fridge, under their headings."""
        return in_groups(self.fridge, self.today)

    @property
    def fridge(self) -> tuple[Moment, ...]:
        """The steps to come, as far as one sheet holds them."""
        return on_one_sheet(self.steps)

    @property
    def explained(self) -> tuple[Moment, ...]:
        """The steps that are explained, each once, in the order of EXPLAINED."""
        first = {step.key: step for step in reversed(self.steps)}
        return tuple(first[key] for key in EXPLAINED if key in first)

    def moments_of(self, key: str) -> tuple[Moment, ...]:
        """The steps of this key: several where the people of a household have days of their own."""
        return tuple(step for step in self.steps if step.key == key)

    @property
    def leaves(self) -> tuple[Moment, ...]:
        """The dates to see at a glance: the visit and the limits first, then what else has a day."""
        first = {moment.key: moment for moment in reversed(self.dates) if moment.key not in NO_LEAVES}
        ranked = sorted(first.values(), key=lambda moment: (_rank(moment), _day(moment)))
        return tuple(sorted(ranked[:LEAVES], key=_day))

    @property
    def main_year(self) -> int:
        """The year of most of the dates: the others are printed with their own."""
        years = Counter(moment.day.year for moment in self.dates if moment.day)
        return years.most_common(1)[0][0] if years else self.today.year

    @property
    def dates(self) -> tuple[Moment, ...]:
        """All dates of the timeline, as its table lists them: the steps but for mere advice, and events."""
        steps = [_as_event(step) for step in self.steps if step.day and step.kind is not DateKind.ADVICE]
        return tuple(sorted([*self._events(), *steps], key=_day))

    @property
    def explained_apart(self) -> bool:
        """Whether the explanations fill a page of their own, the back of the page for the fridge."""
        return len(self.explained) >= EXPLAINED_APART

    @property
    def expected_at(self) -> datetime | None:
        """When the household comes to its visit; None once the day of it is over."""
        visit_at = self.household.visit_at
        return visit_at if visit_at and visit_at.date() >= self.today else None

    def _events(self) -> list[Moment]:
        events = [
            Moment("registered", visit.day, DateKind.FIXED, Party.MUNICIPALITY, visit.people)
            for visit in self.visits
        ]
        start = self.facts.first_working_day
        if start and self.facts.employer:
            events.append(Moment("first_working_day", start, DateKind.FIXED, Party.EXPAT, (self.facts.principal,)))
        expected = self.expected_at
        if expected and (expected.date() > self.today or not self.is_registered):
            events.append(Moment("visit", expected.date(), DateKind.FIXED, Party.EXPAT, self.household.everyone))
        listed = {step.key for step in self.steps}
        unlisted = [one for one in self.activities if one.key not in listed]
        return events + [_activity_moment(one, self.household) for one in unlisted[:DATED_ACTIVITIES]]

    @property
    def home_limit(self) -> Moment | None:
        """The step that says until when a new address must be found or reported."""
        keys = ("employer_address_ends", "address_reported", "home_found")
        return next((step for step in self.steps if step.key in keys), None)


def pack_content(
    household: PackHousehold, facts: Facts, plan: Plan, region: Region, extras: PackRegion, guide: PackPlaces,
    activities: Sequence[PackActivity], today: date,
) -> PackContent:  # fmt: skip
    """The content of the pack that is made today; the activities, the best first, are for who wants company."""
    wanted = activities if facts.wants.social else ()
    first = _activity_moment(wanted[0], household) if wanted else None
    return PackContent(
        household=household,
        facts=facts,
        plan=plan,
        region=region,
        extras=extras,
        today=today,
        municipality=region.municipality(plan.route.municipality) if plan.route.municipality else None,
        situation=_situation(facts, plan),
        visits=visit_days(household, facts, plan),
        activities=tuple(sorted(wanted, key=lambda one: one.starts)),
        guide=guide,
        steps=steps_to_come(household, facts, plan, today, first_activity=first),
    )


def _activity_moment(one: PackActivity, household: PackHousehold) -> Moment:
    return Moment(one.key, one.day, DateKind.FIXED, Party.EXPAT, household.adults, one.day)


def _situation(facts: Facts, plan: Plan) -> Situation:
    if plan.route.reason is RouteReason.EMPLOYER_ADDRESS:
        return Situation.EMPLOYER_ADDRESS
    return Situation.HOME if facts.home and facts.home.counts else Situation.NO_HOME


def _rank(moment: Moment) -> int:
    if moment.key == "visit":
        return 0
    return 1 if moment.kind in (DateKind.LAW, DateKind.AGREED) else 2


def _as_event(step: Moment) -> Moment:
    """To check the letter is for the household; that it comes is for the municipality."""
    return replace(step, party=Party.MUNICIPALITY) if step.key == "records_letter" else step


def _day(moment: Moment) -> date:
    return moment.day or date.max
