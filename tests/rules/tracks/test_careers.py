"""Help with work in the plan: only of who told the desk, and only what fits what they told."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from expatdesk.rules.careers import (
    CAREER_STEPS,
    CONTACTS,
    DIPLOMA,
    LANGUAGE,
    RECOGNITION,
    RIGHT_TO_WORK,
    TALK,
    Career,
    Diploma,
    Looking,
    Regulated,
    Speaks,
)
from expatdesk.rules.facts import Facts, Wants
from expatdesk.rules.plan import DueKind, Party, Plan, StepState
from expatdesk.rules.reminders import reminders_on
from tests.rules.households import PARTNER, PRINCIPAL, TODAY, household, plan_of

NURSE = Career(
    looks_for=frozenset({Looking.PAID}),
    diploma=Diploma.BACHELOR,
    diploma_from="IN",
    regulated=Regulated.YES,
    dutch=Speaks.NOTHING,
    talk_asked_on=TODAY,
)
INDIAN = replace(PARTNER, nationalities=("IN",))


def told(career: Career, **more: object) -> Facts:
    """A household of two, of which the partner told this."""
    facts = household(people=(PRINCIPAL, more.pop("partner", INDIAN)), wants=Wants(social=True), **more)
    return replace(facts, careers=MappingProxyType({1: career}))


def career_steps(plan: Plan) -> set[str]:
    return {step.id for step in plan.steps if step.key in CAREER_STEPS}


def test_a_nurse_from_elsewhere_has_all_of_it() -> None:
    plan = plan_of(told(NURSE))
    assert career_steps(plan) == {f"{key}:1" for key in CAREER_STEPS}
    # Of what the household itself does nothing has a day, and so nobody is reminded of it or late with it.
    theirs = [step for step in plan.steps if step.key in CAREER_STEPS - {TALK}]
    assert {(step.party, step.due, step.due_kind) for step in theirs} == {(Party.EXPAT, None, None)}
    assert not {step.key for step, _reminder in reminders_on(plan, (), TODAY)} & CAREER_STEPS


def test_the_desk_promises_a_talk_in_ten_working_days() -> None:
    """From Monday 14 December 2026: 15 to 18, 21 to 24, and after Christmas 28 and 29."""
    asked = replace(NURSE, talk_asked_on=date(2026, 12, 14))
    talk = plan_of(told(asked)).step(f"{TALK}:1")
    assert (talk.party, talk.due, talk.due_kind) == (Party.DESK, date(2026, 12, 29), DueKind.PROMISE)


def test_not_now_leaves_nothing_and_others_are_not_asked() -> None:
    not_now = replace(NURSE, looks_for=frozenset({Looking.NOT_NOW}))
    assert career_steps(plan_of(told(not_now))) == set()
    facts = told(NURSE)
    others = replace(facts, careers=MappingProxyType({}))
    assert plan_of(told(not_now)) == plan_of(others)
    assert [s for s in plan_of(facts).steps if s.key not in CAREER_STEPS] == list(plan_of(others).steps)


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"talk_asked_on": None}, {TALK}),
        ({"regulated": Regulated.NO}, {RECOGNITION}),
        ({"regulated": Regulated.UNSURE}, set()),
        ({"diploma": Diploma.NONE}, {DIPLOMA}),
        ({"diploma_from": "NL"}, {DIPLOMA}),
        ({"diploma_from": None}, set()),
        ({"dutch": Speaks.WELL}, {LANGUAGE}),
        # A school has a diploma valued itself, and nobody asks a student or a volunteer for recognition.
        ({"looks_for": frozenset({Looking.STUDY})}, {DIPLOMA, RECOGNITION}),
        ({"looks_for": frozenset({Looking.VOLUNTEERING})}, {DIPLOMA, RECOGNITION}),
        ({"looks_for": frozenset({Looking.BUSINESS})}, {DIPLOMA}),
    ],
)
def test_each_step_is_there_only_where_it_fits(changes: dict[str, object], gone: set[str]) -> None:
    plan = plan_of(told(replace(NURSE, **changes)))  # type: ignore[arg-type]
    assert career_steps(plan) == {f"{key}:1" for key in CAREER_STEPS - gone}


def test_who_needs_no_residence_document_need_not_look_at_it() -> None:
    plan = plan_of(told(NURSE, partner=replace(PARTNER, nationalities=("FR",))))
    assert f"{RIGHT_TO_WORK}:1" not in career_steps(plan)


def test_a_course_that_the_household_wants_is_not_asked_twice() -> None:
    facts = replace(told(NURSE), wants=Wants(social=True, language_course=True))
    assert f"{LANGUAGE}:1" not in career_steps(plan_of(facts))


def test_a_diploma_waits_for_the_answer_on_the_profession_and_people_for_the_registration() -> None:
    """IDW itself says so: who has a regulated profession goes to who decides on that first."""
    plan = plan_of(told(NURSE))
    assert plan.step(f"{DIPLOMA}:1").waits_for == (f"{RECOGNITION}:1",)
    assert plan.step(f"{DIPLOMA}:1").state is StepState.WAITING
    assert plan.step(f"{CONTACTS}:1").waits_for == ("brp_registration:1",)
    done = replace(told(NURSE), completed=MappingProxyType({f"{RECOGNITION}:1": TODAY}))
    assert plan_of(done).step(f"{DIPLOMA}:1").state is StepState.OPEN
    free = replace(NURSE, regulated=Regulated.NO)
    assert plan_of(told(free)).step(f"{DIPLOMA}:1").state is StepState.OPEN


def test_what_was_done_is_known_again_after_not_now() -> None:
    done = MappingProxyType({f"{LANGUAGE}:1": TODAY})
    assert plan_of(replace(told(NURSE), completed=done)).step(f"{LANGUAGE}:1").state is StepState.DONE
