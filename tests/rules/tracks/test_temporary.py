"""Addresses that end: until when they serve, when households hear of it, and the move that follows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from expatdesk.rules.facts import TEMPORARY_HOMES, Facts, Home, HomeKind
from expatdesk.rules.outcome import DueKind, Party, RouteReason, StepState
from expatdesk.rules.reminders import RUNGS_OF_ADDRESS, Reminder, reminders_on
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    KATWIJK,
    TODAY,
    household,
    keys_of,
    on_employer_address,
    plan_of,
)
from tests.rules.strategies import facts as any_facts

REGISTERED = {"brp_registration:0": date(2027, 1, 6)}
ENDS = date(2027, 3, 31)
FOR_A_TIME = replace(A_HOME, kind=HomeKind.TEMPORARY, ends=ENDS)
STEP = "temporary_home_ends"


@pytest.mark.parametrize("kind", sorted(TEMPORARY_HOMES))
def test_a_home_for_a_time_has_its_last_day_in_the_plan(kind: HomeKind) -> None:
    step = plan_of(household(home=replace(FOR_A_TIME, kind=kind))).step(STEP)
    assert (step.due, step.due_kind, step.party, step.state) == (
        ENDS, DueKind.AGREED, Party.EXPAT, StepState.OPEN,
    )  # fmt: skip


@pytest.mark.parametrize(
    "home",
    [
        A_HOME,
        replace(A_HOME, ends=ENDS),
        replace(FOR_A_TIME, ends=None),
        replace(FOR_A_TIME, kind=HomeKind.OWN),
        # Until they leave the country: there is nothing to look for.
        replace(FOR_A_TIME, ends=date(2029, 1, 4)),
    ],
)
def test_no_other_home_has_one(home: Home) -> None:
    assert STEP not in keys_of(plan_of(household(home=home)))


def test_a_hotel_without_a_postcode_ends_as_well() -> None:
    hotel = Home("", HomeKind.HOTEL, date(2027, 1, 4), registration_allowed=False, ends=date(2027, 1, 20))
    assert plan_of(household(home=hotel)).step(STEP).due == date(2027, 1, 20)


def reminded(facts: Facts, first: date, last: date) -> list[tuple[date, str, int]]:
    """Who looks each day is reminded on these days, of this step, by these rungs; what was told counts."""
    told: list[Reminder] = []
    found = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        new = [one for _step, one in reminders_on(plan_of(facts, day), told, day)]
        told += new
        found += [(day, one.step, one.rung) for one in new]
    return found


def test_they_hear_of_it_30_14_7_and_0_days_before() -> None:
    heard = reminded(household(home=FOR_A_TIME), ENDS - timedelta(days=40), ENDS + timedelta(days=20))
    assert [(day, rung) for day, key, rung in heard if key == STEP] == [
        (ENDS - timedelta(days=rung), rung) for rung in sorted(RUNGS_OF_ADDRESS, reverse=True)
    ]


def test_of_the_employers_address_they_hear_the_same_and_once() -> None:
    done = {**REGISTERED, "home_search": TODAY, "contract_check": TODAY, "housing_wishes": TODAY}
    ends = date(2027, 4, 6)
    heard = reminded(on_employer_address(completed=done), ends - timedelta(days=40), ends + timedelta(days=9))
    addresses = [(day, key) for day, key, _rung in heard if key in ("employer_address_ends", "home_found")]
    assert addresses == [
        (ends - timedelta(days=rung), "employer_address_ends") for rung in sorted(RUNGS_OF_ADDRESS, reverse=True)
    ]


def test_late_ones_do_not_come_in_a_heap() -> None:
    day = ENDS - timedelta(days=5)
    found = [one for _step, one in reminders_on(plan_of(household(home=FOR_A_TIME), day), (), day)]
    assert [one.rung for one in found if one.step == STEP] == [7]


def test_the_desk_prolongs_the_employers_address_and_never_shortens_it() -> None:
    def end(until: date) -> date | None:
        employer = replace(AN_EMPLOYER, address_form_signed=True, address_until=until)
        return plan_of(on_employer_address(employer=employer, completed=REGISTERED)).step("home_found").due

    assert (end(date(2027, 5, 1)), end(date(2027, 2, 1))) == (date(2027, 5, 1), date(2027, 4, 6))


def test_who_moves_from_a_home_was_not_at_the_employers_address() -> None:
    """Also where its employer signed the form for its own address."""
    employer = replace(AN_EMPLOYER, address_form_signed=True)
    moved = household(home=replace(A_HOME, postcode=KATWIJK, starts=date(2027, 2, 1)), employer=employer,
                      completed=REGISTERED, moved_from_home=True)  # fmt: skip
    plan = plan_of(moved)
    assert plan.route.reason is RouteReason.COVERED_HOME
    assert "employer_address_ends" not in keys_of(plan)
    assert plan.step("address_reported").due == date(2027, 2, 8)
    at_work = plan_of(replace(moved, moved_from_home=False))
    assert at_work.route.reason is RouteReason.EMPLOYER_ADDRESS


@given(any_facts)
def test_the_last_day_of_a_home_changes_nothing_else(facts: Facts) -> None:
    """Neither the route nor any other step depends on it."""
    if facts.home is None:
        return
    without = plan_of(replace(facts, home=replace(facts.home, ends=None)))
    with_day = plan_of(facts)
    assert with_day.route == without.route
    assert [step for step in with_day.steps if step.key != STEP] == list(without.steps)
