"""The page for the fridge: what is still to be done, in the order that works, with our own advice added."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from expatdesk.rules.facts import Facts
from expatdesk.rules.outcome import Step
from expatdesk.rules.plan import Party, Plan, StepState
from expatdesk.welcome_pack.household import PackHousehold
from expatdesk.welcome_pack.moments import KIND_OF_DUE, DateKind, Moment

# Until everybody is registered, these come first, in the order of the plan.
BEFORE_REGISTRATION = (
    "referral", "intake", "papers_handed_in", "papers_checked", "residence_right", "visit_booked",
    "brp_registration", "housing_wishes", "temporary_home", "home_found",
)  # fmt: skip
AFTER_REGISTRATION = (
    "welcome_talk", "digid", "social_intake", "first_activity", "buddy_met", "language_course", "settled_talk",
    "six_week_check_in", "employer_address_ends", "temporary_home_ends",
    "address_reported", "gp", "health_insurance",
    "thirty_percent_request", "driving_licence",
)  # fmt: skip
# Whoever registers you sends an overview of what it recorded within four weeks, to be checked.
DAYS_UNTIL_RECORDS_LETTER = 28
# Who is registered has come this far; the chapter on the home takes it from there.
BEFORE_ARRIVAL = ("housing_wishes", "temporary_home", "home_found")
# These are worth a tick without a day, the first of them at once; the others wait until they have one.
AT_ONCE = ("welcome_talk", "digid")
WITHOUT_DAY = (*AT_ONCE, "gp", "language_course")
MOVES = ("employer_address_ends", "address_reported")
STEPS_ON_A_SHEET = 14
# The chapter on people speaks of these, so the fridge can do without them.
GIVEN_ELSEWHERE = ("language_course", "social_intake", "buddy_met")
DAYS_NEAR = 14
DAYS_SOON = 60
FRIDAY = 4


class Time(StrEnum):
    """The headings of the page."""

    NEAR = "near"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Group:
    """Steps under one heading."""

    time: Time
    moments: tuple[Moment, ...]


def steps_to_come(
    household: PackHousehold, facts: Facts, plan: Plan, today: date, *, first_activity: Moment | None
) -> tuple[Moment, ...]:
    """All that is still to be done and worth a tick, first things first.

    A first activity with a day and a place takes the place of the advice to find one.
    """
    moments = _merged(plan, facts)
    if first_activity and household.registered_on is not None:
        moments = [first_activity if moment.key == "first_activity" else moment for moment in moments]
    undated: tuple[str, ...] = BEFORE_REGISTRATION
    if household.registered_on is not None:
        undated += WITHOUT_DAY
        moments = [moment for moment in moments if moment.key not in BEFORE_ARRIVAL]
        moments += _own_advice(household, facts, today)
    moments = [moment for moment in moments if moment.day or moment.key in undated]
    home = next((moment.day for moment in moments if moment.key in MOVES), None)
    others = home or today + timedelta(days=DAYS_NEAR)
    around = {moment: moment.day or (today if moment.key in AT_ONCE else others) for moment in moments}
    return tuple(sorted((replace(moment, around=around[moment]) for moment in moments), key=_order))


def on_one_sheet(steps: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The steps that the page for the fridge has room for.

    Where there are too many, people with days of their own share a row with the first of these days, and
    then advice makes way that other chapters give as well.
    """
    if len(steps) <= STEPS_ON_A_SHEET:
        return steps
    together: dict[str, Moment] = {}
    for step in steps:
        first = together.setdefault(step.key, step)
        together[step.key] = replace(first, people=tuple(sorted({*first.people, *step.people})))
    too_many = max(0, len(together) - STEPS_ON_A_SHEET)
    dropped = [key for key in GIVEN_ELSEWHERE if key in together][:too_many]
    return tuple(step for key, step in together.items() if key not in dropped)


def in_groups(moments: tuple[Moment, ...], today: date) -> tuple[Group, ...]:
    """The steps under their headings; a heading without steps is left out."""
    times = [(moment, _time_of(moment, today)) for moment in moments]
    groups = [Group(time, tuple(one for one, own in times if own is time)) for time in Time]
    return tuple(group for group in groups if group.moments)


def _merged(plan: Plan, facts: Facts) -> list[Moment]:
    """The plan's steps that are not done, those of several persons on the same day as one."""
    people: dict[tuple[str, date | None], list[int]] = {}
    steps: dict[tuple[str, date | None], Step] = {}
    for step in plan.steps:
        if step.state in (StepState.OPEN, StepState.WAITING) and _worth_a_tick(step, plan):
            steps.setdefault((step.key, step.due), step)
            people.setdefault((step.key, step.due), []).extend([] if step.person is None else [step.person])
    return [_moment(step, tuple(people[which]), facts) for which, step in steps.items()]


def _worth_a_tick(step: Step, plan: Plan) -> bool:
    # Leaving the employer's address and finding a home end together: one row says both.
    if step.key == "home_found" and any(other.key == "employer_address_ends" for other in plan.steps):
        return False
    return step.key in BEFORE_REGISTRATION + AFTER_REGISTRATION


def _moment(step: Step, people: tuple[int, ...], facts: Facts) -> Moment:
    kind = KIND_OF_DUE[step.due_kind] if step.due_kind else DateKind.ADVICE
    if step.key == "thirty_percent_request":
        people = (facts.principal,)
    return Moment(step.key, step.due, kind, step.party, people)


def _own_advice(household: PackHousehold, facts: Facts, today: date) -> list[Moment]:
    """What no rule asks and every newcomer needs; advice whose day has passed is left out."""
    registered = household.registered_on or today
    letter = registered + timedelta(days=DAYS_UNTIL_RECORDS_LETTER)
    advice = [
        Moment("bank_account", friday_of_next_week(registered), DateKind.ADVICE, Party.EXPAT, household.adults),
        Moment("records_letter", letter, DateKind.EXPECTED, Party.EXPAT, household.everyone),
    ]
    if facts.employer is not None:
        payday = max(facts.first_working_day or registered, registered + timedelta(days=1))
        advice.append(Moment("bsn_to_payroll", payday, DateKind.ADVICE, Party.EXPAT, (facts.principal,)))
    return [moment for moment in advice if moment.day and moment.day >= today]


def friday_of_next_week(day: date) -> date:
    """The Friday of the week after the one that holds this day."""
    return day + timedelta(days=FRIDAY - day.weekday() + 7)


def _order(moment: Moment) -> tuple[int, date, bool]:
    if moment.key in BEFORE_REGISTRATION:
        return BEFORE_REGISTRATION.index(moment.key), date.min, False
    # What has no day of its own follows what it goes with.
    return len(BEFORE_REGISTRATION), moment.around or date.max, moment.day is None


def _time_of(moment: Moment, today: date) -> Time:
    if moment.key in BEFORE_REGISTRATION or moment.around is None:
        return Time.NEAR
    days = (moment.around - today).days
    if days <= DAYS_NEAR:
        return Time.NEAR
    return Time.SOON if days <= DAYS_SOON else Time.LATER
