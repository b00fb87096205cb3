"""The plan as a whole: states, who holds the ball, what is urgent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from expatdesk.rules.facts import Category, Facts, Wants
from expatdesk.rules.plan import DueKind, Party, Plan, StepState, Track, plan_for
from expatdesk.rules.region import Region
from tests.rules.households import (
    CHILD,
    PARTNER,
    PRINCIPAL,
    TODAY,
    household,
    keys_of,
    on_employer_address,
    plan_of,
)

# The example of the process sheet: the papers were handed in on a Sunday.
EXAMPLE = household(completed={"papers_handed_in": date(2026, 12, 20)})

# Each line: step, party, state, due date, kind. Counted by hand:
# - ten working days back from Monday 4 January over New Year and Christmas: Thursday 17 December;
# - five working days on from Sunday 20 December: 21, 22, 23, 24, then Monday 28;
# - four weeks before Monday 11 January: Monday 14 December;
# - five days from 4 January: Saturday 9, so Monday 11 January;
# - four months from the first working day: 11 May, though nobody is registered yet.
EXPECTED = """
intake                    expat         open     -           -
papers_handed_in          expat         done     2026-12-17  advice
papers_checked            desk          open     2026-12-28  promise
residence_right:0         employer      open     2026-12-14  advice
visit_booked              expat         open     2027-01-11  statutory
brp_registration:0        municipality  waiting  2027-01-11  statutory
brp_registration:1        municipality  waiting  2027-01-11  statutory
bsn_issued:0              municipality  waiting  -           -
bsn_issued:1              municipality  waiting  -           -
welcome_talk              desk          waiting  -           promise
digid:0                   expat         waiting  -           advice
digid:1                   expat         waiting  -           advice
health_insurance:0        expat         waiting  2027-05-11  statutory
health_insurance:1        expat         waiting  -           statutory
thirty_percent_request    employer      open     2027-05-11  statutory
driving_licence:0         expat         waiting  -           statutory
gp                        expat         waiting  -           advice
housing_wishes            expat         open     -           -
home_search               expat         waiting  -           -
contract_check            desk          waiting  -           promise
social_intake             expat         waiting  -           advice
first_activity            expat         waiting  -           advice
buddy_met                 desk          waiting  -           promise
language_course           expat         waiting  -           -
settled_talk              desk          waiting  -           promise
"""


def as_table(plan: Plan) -> list[list[str]]:
    return [
        [step.id, step.party, step.state, str(step.due or "-"), str(step.due_kind or "-")] for step in plan.steps
    ]


def test_the_example_in_full() -> None:
    assert as_table(plan_of(EXAMPLE)) == [line.split() for line in EXPECTED.strip().splitlines()]


def test_what_the_steps_of_the_example_wait_for() -> None:
    plan = plan_of(EXAMPLE)
    waits_for = {step.id: step.waits_for for step in plan.steps}
    assert waits_for["papers_handed_in"] == ("intake",)
    assert waits_for["visit_booked"] == ("papers_handed_in",)
    assert waits_for["brp_registration:0"] == ("visit_booked", "papers_checked", "residence_right:0")
    # The French partner needs no right of residence.
    assert waits_for["brp_registration:1"] == ("visit_booked", "papers_checked")
    assert waits_for["bsn_issued:1"] == ("brp_registration:1",)
    assert waits_for["gp"] == ("bsn_issued:0", "bsn_issued:1")
    assert waits_for["social_intake"] == ("brp_registration:0",)
    assert waits_for["settled_talk"] == ("welcome_talk",)


def test_states_follow_what_is_done_and_waived() -> None:
    done = {
        "intake": date(2026, 12, 1),
        "papers_handed_in": date(2026, 12, 10),
        "papers_checked": date(2026, 12, 14),
        "visit_booked": date(2026, 12, 14),
    }
    waiting = plan_of(household(completed=done))
    assert waiting.step("brp_registration:0").state is StepState.WAITING
    assert waiting.step("brp_registration:1").state is StepState.OPEN
    waived = plan_of(household(completed=done, waived={"residence_right:0": date(2026, 12, 15)}))
    assert waived.step("residence_right:0").state is StepState.WAIVED
    assert waived.step("residence_right:0").done_on is None
    assert waived.step("brp_registration:0").state is StepState.OPEN
    both = plan_of(household(completed=done, waived=done))
    assert both.step("intake").state is StepState.DONE
    assert both.step("intake").done_on == date(2026, 12, 1)


def test_what_is_done_stays_done_when_a_fact_changes() -> None:
    done = {"intake": date(2026, 12, 1), "papers_handed_in": date(2026, 12, 10)}
    later = household(completed=done, arrival=date(2027, 2, 1), first_working_day=date(2027, 2, 8))
    assert plan_of(later).step("papers_handed_in").state is StepState.DONE
    elsewhere = replace(later, category=Category.STUDENT)
    assert "papers_handed_in" not in keys_of(plan_of(elsewhere))
    back = replace(elsewhere, category=Category.RESEARCHER)
    assert plan_of(back).step("papers_handed_in").done_on == date(2026, 12, 10)


def test_a_step_per_person_only_counts_for_that_person() -> None:
    plan = plan_of(household(completed={"digid": date(2027, 2, 1), "digid:1": date(2027, 2, 2)}))
    assert plan.step("digid:0").done_on is None
    assert plan.step("digid:1").done_on == date(2027, 2, 2)


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(KeyError):
        plan_of(household()).step("tea_with_the_king")


@pytest.mark.parametrize(
    ("done", "ball"),
    [
        ([], Party.EXPAT),
        (["intake", "papers_handed_in"], Party.DESK),
        (["intake", "papers_handed_in", "papers_checked"], Party.EMPLOYER),
        (["intake", "papers_handed_in", "papers_checked", "residence_right:0"], Party.EXPAT),
        (
            ["intake", "papers_handed_in", "papers_checked", "residence_right:0", "visit_booked"],
            Party.MUNICIPALITY,
        ),
    ],
)
def test_who_holds_the_ball(done: list[str], ball: Party) -> None:
    assert plan_of(household(completed=dict.fromkeys(done, date(2026, 12, 1)))).ball is ball


def everything_done(facts: Facts, *tracks: Track) -> Facts:
    steps = plan_of(facts).steps
    return replace(facts, completed={step.id: TODAY for step in steps if step.track in tracks})


def test_after_registering_the_most_urgent_step_decides_on_the_ball() -> None:
    facts = everything_done(household(wants=Wants(social=True, buddy=True)), Track.REGISTRATION)
    # Two weeks for the interests come before six for the activity and for the talk.
    assert plan_of(facts).ball is Party.EXPAT
    talked = replace(facts, completed={**facts.completed, "social_intake": TODAY})
    # Four weeks for the buddy come before six weeks for the activity.
    assert plan_of(talked).ball is Party.DESK
    assert plan_of(everything_done(facts, *Track)).ball is None


def test_what_to_do_now() -> None:
    plan = plan_of(household())
    # The intake has no date of its own, but the papers wait for it, and they were due first.
    assert plan.now_for(Party.EXPAT) == plan.step("intake")
    assert plan.now_for(Party.EMPLOYER) == plan.step("residence_right:0")
    assert plan.now_for(Party.DESK) is None
    # Ten working days before arrival come before the day before it.
    lodged = plan_of(on_employer_address())
    assert lodged.now_for(Party.EXPAT) == lodged.step("intake")
    french = replace(PRINCIPAL, nationalities=("FR",))
    homeless = plan_of(household(home=None, employer=None, people=(french,)))
    # Before arrival comes before five days after it.
    assert homeless.now_for(Party.EXPAT) == homeless.step("temporary_home")


def test_progress_leaves_out_what_is_waived() -> None:
    facts = household(completed={"intake": TODAY}, waived={"gp": TODAY, "digid:1": TODAY})
    keys = {step.key for step in plan_of(facts).steps if step.track is Track.REGISTRATION}
    assert plan_of(facts).progress(Track.REGISTRATION) == (1, len(keys) - 1)
    assert plan_of(household(home=None, wants=Wants())).progress(Track.SOCIAL) == (0, 0)


def test_a_step_of_several_people_counts_once_when_all_of_them_did_it() -> None:
    alone, together = household(people=(PRINCIPAL,)), household()
    steps = [step for step in plan_of(together).steps if step.track is Track.REGISTRATION]
    assert len(steps) > len({step.key for step in steps})
    assert plan_of(together).progress(Track.REGISTRATION) == (0, len({step.key for step in steps}))
    one, both = {"digid:0": TODAY}, {"digid:0": TODAY, "digid:1": TODAY}
    assert plan_of(replace(together, completed=one)).progress(Track.REGISTRATION)[0] == 0
    assert plan_of(replace(together, completed=both)).progress(Track.REGISTRATION)[0] == 1
    assert plan_of(replace(alone, completed=one)).progress(Track.REGISTRATION)[0] == 1


def test_open_steps_are_those_that_somebody_can_act_on() -> None:
    assert [step.id for step in plan_of(household()).open_steps] == [
        "intake",
        "residence_right:0",
        "thirty_percent_request",
        "housing_wishes",
    ]


def test_a_decreed_holiday_moves_the_plan(region: Region) -> None:
    facts = household(arrival=date(2027, 4, 30))
    assert plan_for(facts, region, TODAY).step("visit_booked").due == date(2027, 5, 7)
    decreed = replace(region, extra_holidays=frozenset({date(2027, 5, 7)}))
    assert plan_for(facts, decreed, TODAY).step("visit_booked").due == date(2027, 5, 10)


def test_dates_have_a_kind() -> None:
    facts = on_employer_address(people=(PRINCIPAL, PARTNER, CHILD), completed={"brp_registration:0": TODAY})
    for step in plan_of(facts).steps:
        assert step.due is None or isinstance(step.due_kind, DueKind)


def test_the_day_of_asking_changes_no_date() -> None:
    facts = household(completed={"papers_handed_in": date(2026, 12, 20)})
    assert plan_of(facts) == plan_of(facts, TODAY + timedelta(days=100))
