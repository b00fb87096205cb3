"""The social track: only for who wants it, with dates from the registration on."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.facts import Category, Facts, Wants
from expatdesk.rules.plan import DueKind, Party, StepState
from tests.rules.households import household, plan_of

ALL = Wants(social=True, buddy=True, language_course=True)


def social(facts: Facts) -> list[str]:
    return [step.key for step in plan_of(facts).steps if step.track == "social"]


@pytest.mark.parametrize(
    ("wants", "expected"),
    [
        (Wants(buddy=True, language_course=True), []),
        (Wants(social=True), ["social_intake", "first_activity", "settled_talk"]),
        (Wants(social=True, buddy=True), ["social_intake", "first_activity", "buddy_met", "settled_talk"]),
        (ALL, ["social_intake", "first_activity", "buddy_met", "language_course", "settled_talk"]),
    ],
)
def test_who_has_which_step(wants: Wants, expected: list[str]) -> None:
    assert social(household(wants=wants)) == expected
    assert social(household(wants=wants, category=Category.STUDENT)) == expected


@pytest.mark.parametrize(
    ("step", "party", "by", "kind"),
    [
        ("social_intake", Party.EXPAT, date(2027, 1, 20), DueKind.ADVICE),
        ("first_activity", Party.EXPAT, date(2027, 2, 17), DueKind.ADVICE),
        ("buddy_met", Party.DESK, date(2027, 2, 7), DueKind.PROMISE),
        ("language_course", Party.EXPAT, None, None),
    ],
)
def test_by_when(step: str, party: Party, by: date | None, kind: DueKind | None) -> None:
    completed = {
        "brp_registration:0": date(2027, 1, 6),
        "welcome_talk": date(2027, 1, 7),
        "social_intake": date(2027, 1, 10),
    }
    found = plan_of(household(wants=ALL, completed=completed)).step(step)
    assert (found.party, found.due, found.due_kind) == (party, by, kind)


def test_the_check_in_takes_the_place_of_the_talk() -> None:
    """Both at six weeks would be twice the same question; who was called already is not called again."""
    registered = {"brp_registration:0": date(2027, 1, 6), "welcome_talk": date(2027, 1, 7)}
    asked = social(household(wants=ALL, completed=registered))
    assert "six_week_check_in" in asked
    assert "settled_talk" not in asked
    called = {**registered, "settled_talk": date(2027, 2, 1)}
    assert plan_of(household(wants=ALL, completed=called)).step("settled_talk").state is StepState.DONE


def test_who_is_not_known_to_be_here_is_called_six_weeks_after_the_first_talk() -> None:
    facts = household(wants=ALL, category=Category.STUDENT, completed={"social_intake": date(2027, 1, 10)})
    talk = plan_of(facts).step("settled_talk")
    assert (talk.party, talk.due, talk.due_kind) == (Party.DESK, date(2027, 2, 21), DueKind.PROMISE)
    reported = replace(facts, completed={**facts.completed, "referral": date(2027, 1, 12)})
    assert {"settled_talk", "six_week_check_in"} <= set(social(reported))
    asked = replace(reported, talks_asked={CheckIn.SIX_WEEKS: date(2027, 2, 20)})
    assert "settled_talk" not in social(asked)


def test_who_registers_elsewhere_starts_at_once() -> None:
    plan = plan_of(household(wants=ALL, category=Category.STUDENT))
    assert plan.step("social_intake").state is StepState.OPEN
    assert plan.step("settled_talk").waits_for == ("social_intake",)
    at_desk = plan_of(household(wants=ALL))
    assert at_desk.step("social_intake").state is StepState.WAITING


def test_the_partners_registration_is_not_waited_for() -> None:
    facts = household(wants=ALL, completed={"brp_registration:0": date(2027, 1, 6)})
    assert plan_of(facts).step("social_intake").state is StepState.OPEN
    swapped = replace(facts, completed={"brp_registration:1": date(2027, 1, 6)})
    assert plan_of(swapped).step("social_intake").state is StepState.WAITING
