"""The check-ins: for everybody, from the day on which they settled, and never for long."""

from datetime import date, timedelta

import pytest

from expatdesk.rules.check_ins import CheckIn, offers_talk
from expatdesk.rules.facts import Category, Facts, Wants
from expatdesk.rules.plan import DueKind, Party, StepState
from tests.rules.households import household, plan_of

SETTLED = date(2027, 1, 6)
ONE_DAY = timedelta(days=1)
NOTHING = Wants()
REGISTERED = household(wants=NOTHING, completed={"brp_registration:0": SETTLED})
DAYS = {CheckIn.SIX_WEEKS: date(2027, 2, 17), CheckIn.FOUR_MONTHS: date(2027, 5, 6)}


def told_elsewhere(category: Category, **changes: object) -> Facts:
    """A household that another office registers, where it has reported."""
    return household(category=category, wants=NOTHING, completed={"referral": SETTLED}, **changes)


def social(facts: Facts, today: date) -> list[str]:
    return [step.key for step in plan_of(facts, today).steps if step.track == "social"]


@pytest.mark.parametrize("check_in", CheckIn)
def test_it_opens_a_week_before_its_day_and_lapses_four_weeks_after(check_in: CheckIn) -> None:
    day = DAYS[check_in]
    opens, lapses = day - timedelta(days=7), day + timedelta(days=28)
    step = plan_of(REGISTERED, opens).step(check_in)
    assert (step.party, step.due, step.due_kind) == (Party.EXPAT, day, DueKind.ADVICE)
    assert step.state is StepState.OPEN
    assert plan_of(REGISTERED, opens - ONE_DAY).step(check_in).state is StepState.WAITING
    assert plan_of(REGISTERED, lapses).step(check_in).state is StepState.OPEN
    assert check_in not in social(REGISTERED, lapses + ONE_DAY)


def test_before_the_registration_nobody_knows_the_day() -> None:
    assert social(household(wants=NOTHING), SETTLED) == []


@pytest.mark.parametrize("check_in", CheckIn)
def test_what_was_answered_stays(check_in: CheckIn) -> None:
    completed = {"brp_registration:0": SETTLED, check_in: DAYS[check_in]}
    step = plan_of(household(wants=NOTHING, completed=completed), date(2028, 1, 1)).step(check_in)
    assert step.state is StepState.DONE


def test_elsewhere_it_counts_from_the_day_of_reporting_there() -> None:
    facts = told_elsewhere(Category.STUDENT)
    plan = plan_of(facts, SETTLED)
    assert {check_in: plan.step(check_in).due for check_in in CheckIn} == DAYS
    assert social(household(wants=NOTHING, category=Category.STUDENT), SETTLED) == []


def test_who_stays_for_three_months_is_asked_once() -> None:
    facts = told_elsewhere(Category.EU_CITIZEN, stay_months=3)
    assert social(facts, SETTLED) == ["six_week_check_in"]


@pytest.mark.parametrize(
    ("check_in", "talk"), [("six_week_check_in", "six_week_talk"), ("four_month_check_in", "four_month_talk")]
)
def test_a_talk_follows_within_five_working_days_where_it_is_asked_for(check_in: str, talk: str) -> None:
    friday = date(2027, 5, 7)
    facts = household(
        wants=NOTHING, completed={"brp_registration:0": SETTLED, check_in: friday}, talks_asked={check_in: friday}
    )
    step = plan_of(facts, friday).step(talk)
    assert (step.party, step.due, step.due_kind) == (Party.DESK, date(2027, 5, 14), DueKind.PROMISE)
    assert step.state is StepState.OPEN


def talks(**done: date) -> set[str]:
    """The talks of somebody who wants company, and asks for a talk after six weeks."""
    answered = DAYS[CheckIn.SIX_WEEKS]
    completed = {"brp_registration:0": SETTLED, "six_week_check_in": answered, **done}
    facts = household(wants=Wants(social=True), completed=completed, talks_asked={"six_week_check_in": answered})
    return {key for key in social(facts, answered) if key.endswith("_talk")}


def test_who_was_called_already_and_asks_for_a_talk_gets_one() -> None:
    answered = DAYS[CheckIn.SIX_WEEKS]
    assert talks() == {"six_week_talk"}
    assert talks(settled_talk=answered) == {"settled_talk", "six_week_talk"}


@pytest.mark.parametrize(
    ("scores", "wants_talk", "offered"),
    [
        ((3, 3, 5, None), False, False),
        ((5, 5, 5, 2), False, True),
        ((1, None, None, None), False, True),
        ((None, None, None, None), True, True),
        ((None, None, None, None), False, False),
    ],
)
def test_who_is_offered_a_talk(scores: tuple[int | None, ...], wants_talk: bool, offered: bool) -> None:
    assert offers_talk(scores, wants_talk=wants_talk) is offered
