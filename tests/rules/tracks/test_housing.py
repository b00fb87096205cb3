"""The housing track: who looks for a home, and by when."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import Category, Facts, HomeKind, Wants
from expatdesk.rules.plan import DueKind, Step, StepState
from tests.rules.households import A_HOME, household, on_employer_address, plan_of

NO_HELP = Wants()
SEARCH = ["housing_wishes", "home_search", "contract_check"]


def housing(facts: Facts) -> list[Step]:
    return [step for step in plan_of(facts).steps if step.track == "housing"]


def keys(facts: Facts) -> list[str]:
    return [step.key for step in housing(facts)]


HOTEL = replace(A_HOME, kind=HomeKind.HOTEL)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (household(wants=NO_HELP), []),
        (household(wants=Wants(housing_help=True)), SEARCH),
        (household(home=HOTEL, employer=None, wants=NO_HELP), [*SEARCH, "home_found"]),
        (
            household(home=None, wants=NO_HELP),
            ["housing_wishes", "temporary_home", "home_search", "contract_check", "home_found"],
        ),
        (
            on_employer_address(wants=NO_HELP),
            ["housing_wishes", "temporary_home", "home_search", "contract_check", "home_found"],
        ),
        # Who registers elsewhere is helped all the same.
        (household(category=Category.STUDENT), SEARCH),
    ],
)
def test_who_has_which_step(facts: Facts, expected: list[str]) -> None:
    assert keys(facts) == expected


def test_a_roof_before_arrival() -> None:
    step = plan_of(household(home=None)).step("temporary_home")
    assert (step.due, step.due_kind) == (date(2027, 1, 3), DueKind.ADVICE)
    assert plan_of(household(home=None, arrival=None)).step("temporary_home").due is None


def test_a_first_roof_is_not_late_for_who_is_registered() -> None:
    registered = {"brp_registration:0": date(2027, 1, 6)}
    lodged = on_employer_address(completed=registered)
    moving = replace(lodged, home=replace(A_HOME, starts=date(2027, 3, 1)))
    for facts in (lodged, moving):
        step = plan_of(facts).step("temporary_home")
        assert (step.state, step.due) == (StepState.OPEN, None)
    done = on_employer_address(completed={**registered, "temporary_home": date(2026, 12, 20)})
    assert plan_of(done).step("temporary_home").done_on == date(2026, 12, 20)
    # Not being registered yet does not excuse anybody from having a roof.
    assert plan_of(on_employer_address()).step("temporary_home").due == date(2027, 1, 3)


def test_a_contract_is_read_within_two_working_days() -> None:
    # Handed in on Thursday 24 December 2026: Monday 28 and Tuesday 29.
    facts = household(completed={"home_search": date(2026, 12, 24)})
    step = plan_of(facts).step("contract_check")
    assert (step.due, step.due_kind) == (date(2026, 12, 29), DueKind.PROMISE)
    assert plan_of(household()).step("contract_check").due is None


def test_a_home_by_the_end_of_the_employers_address() -> None:
    facts = on_employer_address(completed={"brp_registration:0": date(2027, 1, 6)})
    plan = plan_of(facts)
    assert plan.step("home_found").due == plan.step("employer_address_ends").due == date(2027, 4, 6)
    assert plan.step("home_found").due_kind is DueKind.AGREED
    without = plan_of(household(home=None, employer=None)).step("home_found")
    assert (without.due, without.due_kind) == (None, None)


def test_the_track_goes_on_when_the_next_home_is_known() -> None:
    before = on_employer_address(completed={"brp_registration:0": date(2027, 1, 6)}, wants=NO_HELP)
    after = replace(before, home=replace(A_HOME, starts=date(2027, 3, 1)))
    assert keys(after) == keys(before)


MOVED = replace(A_HOME, starts=date(2027, 1, 4))
LODGED = {"brp_registration:0": date(2026, 12, 7)}


def test_who_has_moved_to_a_home_that_lasts_is_asked_for_none() -> None:
    moved = on_employer_address(completed=LODGED, home=MOVED)
    # That the move is reported is all that is left, and leaving the employer's address goes with it.
    assert keys(moved) == ["home_found"]
    assert keys(replace(moved, home=replace(MOVED, starts=date(2027, 1, 6)))) != ["home_found"]
    assert "housing_wishes" in keys(on_employer_address(completed=LODGED))


@pytest.mark.parametrize("kind", [HomeKind.TEMPORARY, HomeKind.WITH_HOST])
def test_who_moved_for_a_time_only_goes_on_looking(kind: HomeKind) -> None:
    assert "home_search" in keys(on_employer_address(completed=LODGED, home=replace(MOVED, kind=kind)))


def test_what_was_done_before_the_move_stays_and_a_contract_is_read_still() -> None:
    done = {"housing_wishes": date(2026, 12, 8), "home_search": date(2026, 12, 30)}
    plan = plan_of(on_employer_address(completed={**LODGED, **done}, home=MOVED))
    assert plan.step("housing_wishes").state is plan.step("home_search").state is StepState.DONE
    assert plan.step("contract_check").state is StepState.OPEN
