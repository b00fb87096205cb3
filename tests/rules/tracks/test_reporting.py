"""By when a household reports that reported at another office before."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import Employer, Facts, Home, HomeKind
from expatdesk.rules.plan import Destination, DueKind, Plan, RouteReason, Source, StepState
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    CHILD,
    KATWIJK,
    PARTNER,
    PRINCIPAL,
    THE_HAGUE,
    household,
    plan_of,
)

ARRIVED, REPORTED, TODAY = date(2026, 9, 7), date(2026, 9, 10), date(2027, 1, 5)
# They move on Friday 15 January; the fifth day after it is a Wednesday.
MOVES, BY = date(2027, 1, 15), date(2027, 1, 20)
FOUND = replace(A_HOME, starts=MOVES)
REPORTS = ("visit_booked", "brp_registration:0", "brp_registration:1")


def reported(home: Home | None = FOUND, **changes: object) -> Facts:
    """A household that reported at a town hall when it arrived, months ago, and now has this home."""
    told: dict[str, object] = {"arrival": ARRIVED, "home": home, "completed": {"referral": REPORTED}}
    return household(**{**told, **changes})


def reports(plan: Plan) -> set[tuple[Source, date | None, DueKind | None]]:
    steps = [plan.step(step_id) for step_id in REPORTS]
    return {(step.source, step.due, step.due_kind) for step in steps}


def test_who_reported_elsewhere_reports_a_move_within_five_days_of_it() -> None:
    plan = plan_of(reported(), TODAY)
    assert plan.route.to is Destination.DESK
    assert reports(plan) == {(Source.REPORT_MOVE, BY, DueKind.STATUTORY)}
    # Ten working days before the move, not before an arrival of months ago.
    assert plan.step("papers_handed_in").due == date(2026, 12, 31)


def test_who_has_not_reported_yet_reports_the_arrival() -> None:
    plan = plan_of(reported(completed={}), TODAY)
    assert reports(plan) == {(Source.REPORT_ARRIVAL, date(2026, 9, 14), DueKind.STATUTORY)}


@pytest.mark.parametrize("starts", [date(2026, 9, 1), REPORTED])
def test_on_the_day_of_the_report_they_still_lived_elsewhere(starts: date) -> None:
    """A lease that began before is no proof of a move: nobody is late for that."""
    plan = plan_of(reported(replace(A_HOME, starts=starts)), TODAY)
    assert reports(plan) == {(Source.REPORT_MOVE, date(2026, 9, 15), DueKind.STATUTORY)}


def test_a_move_without_a_day_has_no_last_day() -> None:
    unknown = plan_of(reported(replace(A_HOME, starts=None)), TODAY)
    at_work = plan_of(reported(None, employer=replace(AN_EMPLOYER, address_form_signed=True)), TODAY)
    assert at_work.route.reason is RouteReason.EMPLOYER_ADDRESS
    for plan in (unknown, at_work):
        assert reports(plan) == {(Source.REPORT_MOVE, None, DueKind.STATUTORY)}


def test_a_move_after_the_registration_here_does_not_date_the_first_one() -> None:
    registered = {f"brp_registration:{person}": date(2027, 1, 18) for person in (0, 1)}
    later = replace(A_HOME, starts=date(2027, 6, 1))
    plan = plan_of(reported(later, completed={"referral": REPORTED, **registered}), date(2027, 5, 1))
    assert plan.step("brp_registration:0").due is None
    assert plan.step("address_reported").due == date(2027, 6, 7)


def test_terms_that_run_from_becoming_a_resident_run_from_the_report() -> None:
    """Later than the registration there they cannot end: the day of the report is the earliest that is sure."""
    people = (PRINCIPAL, PARTNER, CHILD)
    done = {"referral": REPORTED, "brp_registration:0": MOVES, "brp_registration:1": MOVES}
    plan = plan_of(reported(people=people, completed=done), TODAY)
    assert plan.step("driving_licence:0").due == date(2027, 3, 14)
    assert plan.step("health_insurance:1").due == date(2027, 1, 10)


ELSEWHERE = Home(THE_HAGUE, HomeKind.RENT, MOVES, registration_allowed=True)


def in_rni(stay_months: int, home: Home | None = FOUND) -> Facts:
    return reported(home, stay_months=stay_months, reported_as_non_resident=True)


def test_in_the_rni_the_report_is_done() -> None:
    assert plan_of(in_rni(3), TODAY).step("referral").state is StepState.DONE


@pytest.mark.parametrize(
    ("home", "by"),
    [(FOUND, BY), (ELSEWHERE, BY), (replace(FOUND, starts=date(2026, 9, 1)), date(2026, 9, 15)), (None, None)],
)
def test_a_non_resident_who_stays_on_registers_for_the_first_time_at_the_town_hall(
    home: Home | None, by: date | None
) -> None:
    """The RNI gave a number: their own municipality registers them, from when they settle, not from arrival."""
    plan = plan_of(in_rni(12, home=home), TODAY)
    referral = plan.step("referral")
    assert (plan.route.to, plan.route.reason) == (Destination.MUNICIPALITY, RouteReason.HAS_BSN)
    assert (referral.state, referral.done_on, referral.due) == (StepState.OPEN, None, by)
    assert referral.source is Source.REPORT_ARRIVAL
    assert "six_week_check_in" not in {step.key for step in plan.steps}


def test_at_another_town_hall_the_report_stays_done() -> None:
    employer = Employer(KATWIJK, recognised_sponsor=False, address_form_signed=False)
    plan = plan_of(reported(None, employer=employer), TODAY)
    assert plan.route.to is Destination.HOUSING_FIRST
    assert plan.step("referral").done_on == REPORTED
