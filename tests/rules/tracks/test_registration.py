"""The registration track: who has which step, and by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from expatdesk.rules.facts import Category, Facts, PartialDate
from expatdesk.rules.plan import DueKind, Party, StepState
from tests.rules.households import (
    A_HOME,
    CHILD,
    KATWIJK,
    PARTNER,
    PRINCIPAL,
    household,
    keys_of,
    on_employer_address,
    plan_of,
)

REGISTERED = date(2027, 1, 6)


def due(facts: Facts, step: str) -> date | None:
    return plan_of(facts).step(step).due


@pytest.mark.parametrize(
    ("appointment", "arrival", "expected"),
    [
        # Ten working days before Wednesday 10 February.
        (date(2027, 2, 10), date(2027, 2, 1), date(2027, 1, 27)),
        (None, date(2027, 2, 1), date(2027, 1, 18)),
        (None, None, None),
    ],
)
def test_papers_ten_working_days_before(
    appointment: date | None, arrival: date | None, expected: date | None
) -> None:
    assert due(household(appointment=appointment, arrival=arrival), "papers_handed_in") == expected


def test_advice_on_papers_is_no_earlier_than_anybody_could_follow_it() -> None:
    """Not before the desk knew the household, nor before its answers said which papers it needs."""
    advised, arrival = date(2027, 1, 18), date(2027, 2, 1)
    for known, expected in ((advised, advised), (advised + timedelta(days=1), None)):
        assert due(household(arrival=arrival, submitted=known), "papers_handed_in") == expected
        assert due(household(arrival=arrival, completed={"intake": known}), "papers_handed_in") == expected


def test_the_visit_is_held_while_the_arrival_is_unknown() -> None:
    done = {"intake": REGISTERED, "papers_handed_in": REGISTERED}
    visit = plan_of(household(arrival=None, completed=done)).step("visit_booked")
    assert (visit.state, visit.due) == (StepState.WAITING, None)
    assert plan_of(household(completed=done)).step("visit_booked").state is StepState.OPEN
    booked = household(arrival=None, completed={**done, "visit_booked": REGISTERED})
    assert plan_of(booked).step("visit_booked").state is StepState.DONE


def test_the_visit_can_be_booked_before_papers_are_checked() -> None:
    done = {"intake": REGISTERED, "papers_handed_in": REGISTERED}
    plan = plan_of(household(completed=done))
    assert plan.step("papers_checked").state is StepState.OPEN
    assert plan.step("visit_booked").state is StepState.OPEN


def test_who_arranges_the_right_to_stay() -> None:
    assert plan_of(household()).step("residence_right:0").party is Party.EMPLOYER
    alone = household(employer=None, category=Category.ENTREPRENEUR)
    assert plan_of(alone).step("residence_right:0").party is Party.EXPAT
    assert due(household(first_working_day=None), "residence_right:0") is None
    swiss = household(people=(replace(PRINCIPAL, nationalities=("CH",)),))
    assert "residence_right" not in keys_of(plan_of(swiss))


def test_who_is_not_told_of_yet_is_expected_to_be_of_the_main_applicants_country() -> None:
    """Before the family of an Irish researcher is known, nobody is to arrange its right to stay."""
    irish, untold = replace(PRINCIPAL, nationalities=("IE",)), replace(PARTNER, nationalities=(), comes_from=None)
    assert "residence_right" not in keys_of(plan_of(household(people=(irish, untold))))
    both = {step.id for step in plan_of(household(people=(PRINCIPAL, untold))).steps}
    assert {"residence_right:0", "residence_right:1"} <= both
    stateless = replace(untold, comes_from="IE")
    assert "residence_right" in keys_of(plan_of(household(people=(irish, stateless))))


def test_the_right_to_stay_is_arranged_before_there_is_a_home() -> None:
    """Nobody is registered without it, and work begins whether a home is found or not."""
    homeless = plan_of(household(home=None, first_working_day=date(2027, 3, 1)))
    permit = homeless.step("residence_right:0")
    assert keys_of(homeless)[:3] == ["referral", "residence_right", "housing_wishes"]
    assert (permit.party, permit.state, permit.due) == (Party.EMPLOYER, StepState.OPEN, date(2027, 2, 1))
    # Reporting where they stay is theirs, and the first thing: so is the ball.
    assert homeless.ball is Party.EXPAT
    alone = household(home=None, employer=None, category=Category.ENTREPRENEUR)
    assert plan_of(alone).step("residence_right:0").party is Party.EXPAT
    assert plan_of(alone).step("referral").due == date(2027, 1, 11)


def test_the_welcome_talk_is_on_the_day_of_the_visit() -> None:
    talk = plan_of(household(appointment=date(2027, 1, 6))).step("welcome_talk")
    assert (talk.due, talk.due_kind) == (date(2027, 1, 6), DueKind.PROMISE)


@pytest.mark.parametrize(
    ("registered", "ends"),
    [
        (date(2027, 1, 6), date(2027, 4, 6)),
        # To Easter Monday: no statute, so it does not move.
        (date(2026, 12, 29), date(2027, 3, 29)),
        (date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_three_months_at_the_employers_address(registered: date, ends: date) -> None:
    plan = plan_of(on_employer_address(completed={"brp_registration:0": registered}))
    step = plan.step("employer_address_ends")
    assert (step.due, step.due_kind, step.state) == (ends, DueKind.AGREED, StepState.OPEN)
    assert "employer_address_ends" not in keys_of(plan_of(household()))


def test_a_move_after_registering_is_reported_within_five_days() -> None:
    # Moving on Saturday 27 February 2027: the fifth day is Thursday 4 March.
    home = replace(A_HOME, postcode=KATWIJK, starts=date(2027, 2, 27))
    facts = on_employer_address(home=home, completed={"brp_registration:0": REGISTERED})
    plan = plan_of(facts)
    step = plan.step("address_reported")
    assert (step.due, step.due_kind, step.state) == (date(2027, 3, 4), DueKind.STATUTORY, StepState.WAITING)
    # No town hall takes it earlier than four weeks before.
    states = [plan_of(facts, day).step("address_reported").state for day in (date(2027, 1, 29), date(2027, 1, 30))]
    assert states == [StepState.WAITING, StepState.OPEN]
    # The employer's address counts on until the new one is reported.
    assert plan.step("employer_address_ends").due == date(2027, 4, 6)
    assert plan.step("employer_address_ends").state is StepState.OPEN


def test_the_report_of_a_move_is_a_statutory_term() -> None:
    # Moving on Monday 1 March: the fifth day is Saturday, so Monday 8.
    home = replace(A_HOME, starts=date(2027, 3, 1))
    facts = household(home=home, completed={"brp_registration:0": REGISTERED})
    assert due(facts, "address_reported") == date(2027, 3, 8)
    assert "address_reported" not in keys_of(plan_of(household(home=home)))
    assert "address_reported" not in keys_of(plan_of(household(completed={"brp_registration:0": REGISTERED})))


@pytest.mark.parametrize(
    ("born", "today", "has_digid"),
    [
        ("2009-01-05", date(2027, 1, 5), True),
        ("2009-01-06", date(2027, 1, 5), False),
        # Only the month is known: certain at its end.
        ("2009-01-00", date(2027, 1, 30), False),
        ("2009-01-00", date(2027, 1, 31), True),
        # Nobody knows: a step too many can be waived, one too few is missed.
        ("0000-00-00", date(2027, 1, 5), True),
    ],
)
def test_digid_from_eighteen(born: str, today: date, has_digid: bool) -> None:
    child = replace(CHILD, born=PartialDate.parse(born))
    plan = plan_of(household(people=(PRINCIPAL, child)), today)
    assert ("digid:1" in {step.id for step in plan.steps}) is has_digid


@pytest.mark.parametrize(
    ("working", "registered", "principal", "partner"),
    [
        # The earlier of both counts for the principal, for the partner the registration alone.
        (date(2027, 1, 11), {0: date(2027, 1, 6), 1: date(2027, 1, 8)}, date(2027, 5, 6), date(2027, 5, 8)),
        (date(2027, 1, 5), {0: date(2027, 1, 6)}, date(2027, 5, 5), None),
        (date(2027, 1, 11), {}, date(2027, 5, 11), None),
        (None, {0: date(2027, 1, 6)}, date(2027, 5, 6), None),
        (None, {}, None, None),
        # To the last day of a shorter month; a Sunday does not move it.
        (date(2026, 10, 31), {}, date(2027, 2, 28), None),
    ],
)
def test_health_insurance(
    working: date | None, registered: dict[int, date], principal: date | None, partner: date | None
) -> None:
    completed = {f"brp_registration:{person}": day for person, day in registered.items()}
    facts = household(first_working_day=working, completed=completed)
    assert due(facts, "health_insurance:0") == principal
    assert due(facts, "health_insurance:1") == partner


def test_the_principal_is_found_wherever_it_stands() -> None:
    facts = household(people=(PARTNER, PRINCIPAL), completed={"brp_registration:1": REGISTERED})
    assert due(facts, "health_insurance:0") is None
    assert due(facts, "health_insurance:1") == date(2027, 5, 6)
    assert due(facts, "social_intake") == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("category", "with_employer", "without"),
    [
        (Category.HIGHLY_SKILLED_MIGRANT, True, True),
        (Category.EU_BLUE_CARD, True, True),
        (Category.INTRA_CORPORATE_TRANSFEREE, True, True),
        (Category.RESEARCHER, True, True),
        (Category.DOCTOR_IN_TRAINING, True, True),
        (Category.EU_CITIZEN, True, False),
        (Category.ORIENTATION_YEAR, True, False),
        (Category.PRIVILEGED_PERSON, False, False),
        (Category.ENTREPRENEUR, False, False),
    ],
)
def test_who_can_ask_for_the_thirty_percent_ruling(category: Category, with_employer: bool, without: bool) -> None:
    key = "thirty_percent_request"
    assert (key in keys_of(plan_of(household(category=category)))) is with_employer
    assert (key in keys_of(plan_of(household(category=category, employer=None)))) is without


def test_the_thirty_percent_request_runs_from_the_first_working_day() -> None:
    # 2 May 2027 is a Sunday; the term is longer than three months.
    assert due(household(first_working_day=date(2027, 1, 2)), "thirty_percent_request") == date(2027, 5, 2)
    assert due(household(first_working_day=None), "thirty_percent_request") is None


@pytest.mark.parametrize(
    ("licence", "has_step"),
    [("IN", True), ("US", True), ("GB", True), ("CH", True), ("FR", False), ("NO", False), (None, False)],
)  # fmt: skip
def test_whose_licence_must_be_exchanged(licence: str | None, has_step: bool) -> None:
    facts = household(people=(replace(PRINCIPAL, driving_licence=licence),))
    assert ("driving_licence" in keys_of(plan_of(facts))) is has_step


def test_a_licence_holds_a_hundred_and_eighty_five_days() -> None:
    partner = replace(PARTNER, driving_licence="US")
    completed = {"brp_registration:0": REGISTERED, "brp_registration:1": date(2027, 1, 7)}
    facts = household(people=(PRINCIPAL, partner), completed=completed)
    # 10 July 2027 is a Saturday, 11 July a Sunday.
    assert due(facts, "driving_licence:0") == date(2027, 7, 10)
    assert due(facts, "driving_licence:1") == date(2027, 7, 11)


@pytest.mark.parametrize(
    ("changes", "kind", "by"),
    [
        ({"category": Category.STUDENT}, DueKind.STATUTORY, date(2027, 1, 11)),
        ({"category": Category.STUDENT, "arrival": None}, DueKind.STATUTORY, None),
        ({"stay_months": 3}, None, None),
    ],
)
def test_elsewhere_there_is_one_step(changes: dict[str, object], kind: DueKind | None, by: date | None) -> None:
    steps = [step for step in plan_of(household(**changes)).steps if step.track == "registration"]
    assert [(step.id, step.party, step.due, step.due_kind) for step in steps] == [
        ("referral", Party.EXPAT, by, kind)
    ]
