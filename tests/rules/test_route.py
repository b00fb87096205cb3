"""Where a household must go: every reason, and which of two reasons wins."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import Category, Earlier, Facts, HomeKind
from expatdesk.rules.plan import Destination, Route, RouteReason
from expatdesk.rules.route import RULES
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    KATWIJK,
    LEIDERDORP,
    OEGSTGEEST,
    THE_HAGUE,
    VOORSCHOTEN,
    ZOETERWOUDE,
    household,
    on_employer_address,
    plan_of,
)

ABROAD_EMPLOYER = replace(AN_EMPLOYER, postcode=THE_HAGUE)
NO_SPONSOR = replace(AN_EMPLOYER, recognised_sponsor=False)

CASES: list[tuple[Facts, str, str, str | None]] = [
    (household(stay_months=3), "rni", "short_stay", "0546"),
    (household(category=Category.STUDENT), "municipality", "student", "0546"),
    (household(category=Category.TEMPORARY_PROTECTION), "municipality", "temporary_protection", "0546"),
    (household(earlier=Earlier(lived_in_nl=True)), "municipality", "lived_in_nl", "0546"),
    (household(earlier=Earlier(has_bsn=True)), "municipality", "has_bsn", "0546"),
    (household(home=replace(A_HOME, postcode=KATWIJK)), "municipality", "home_not_covered", "0537"),
    (household(home=replace(A_HOME, postcode=OEGSTGEEST)), "municipality", "home_not_covered", "0579"),
    (household(home=replace(A_HOME, postcode=THE_HAGUE)), "municipality", "home_not_covered", None),
    (household(), "desk", "covered_home", "0546"),
    (household(home=replace(A_HOME, postcode=LEIDERDORP)), "desk", "covered_home", "0547"),
    (household(home=replace(A_HOME, postcode=VOORSCHOTEN)), "desk", "covered_home", "0626"),
    (household(home=replace(A_HOME, postcode=ZOETERWOUDE)), "desk", "covered_home", "0638"),
    (on_employer_address(), "desk", "employer_address", "0546"),
    (household(home=None), "housing_first", "employer_form_missing", None),
    (household(home=None, employer=NO_SPONSOR), "housing_first", "employer_not_sponsor", None),
    (household(home=None, employer=ABROAD_EMPLOYER), "housing_first", "employer_not_covered", None),
    (household(home=None, employer=None), "housing_first", "no_address", None),
]


@pytest.mark.parametrize(("facts", "to", "reason", "municipality"), CASES)
def test_every_reason(facts: Facts, to: str, reason: str, municipality: str | None) -> None:
    assert plan_of(facts).route == Route(Destination(to), RouteReason(reason), municipality)


def test_the_table_above_names_every_reason_and_rules_stand_in_its_order() -> None:
    assert {reason for _, _, reason, _ in CASES} == {reason.value for reason in RouteReason}
    assert [reason for reason, _, _ in RULES] == list(RouteReason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (household(stay_months=3, category=Category.STUDENT), "short_stay"),
        (household(category=Category.STUDENT, earlier=Earlier(True, True)), "student"),
        (household(category=Category.TEMPORARY_PROTECTION, earlier=Earlier(True, True)), "temporary_protection"),
        (household(earlier=Earlier(has_bsn=True, lived_in_nl=True)), "lived_in_nl"),
        (household(earlier=Earlier(has_bsn=True), home=replace(A_HOME, postcode=KATWIJK)), "has_bsn"),
        # A home of one's own decides, even if the employer's address could serve.
        (on_employer_address(home=replace(A_HOME, postcode=KATWIJK)), "home_not_covered"),
        (on_employer_address(home=A_HOME), "covered_home"),
        # Neither sponsor nor covered: the sponsor is asked for first.
        (household(home=None, employer=replace(NO_SPONSOR, postcode=THE_HAGUE)), "employer_not_sponsor"),
        # A signed form does not help an employer elsewhere.
        (
            household(home=None, employer=replace(ABROAD_EMPLOYER, address_form_signed=True)),
            "employer_not_covered",
        ),
    ],
)
def test_which_of_two_reasons_wins(facts: Facts, reason: str) -> None:
    assert plan_of(facts).route.reason == reason


def test_four_months_make_a_resident() -> None:
    assert plan_of(household(stay_months=4)).route.reason == "covered_home"


@pytest.mark.parametrize(
    "home", [replace(A_HOME, kind=HomeKind.HOTEL), replace(A_HOME, registration_allowed=False)]
)
def test_a_home_without_registration_is_no_address(home: object) -> None:
    route = plan_of(household(home=home, employer=None)).route
    # The municipality is still told: there the household stays, and must report.
    assert route == Route(Destination.HOUSING_FIRST, RouteReason.NO_ADDRESS, "0546")
    assert plan_of(on_employer_address(home=home)).route.reason == "employer_address"


@pytest.mark.parametrize(
    ("arrival", "today", "reason"),
    [
        (date(2022, 12, 31), date(2023, 6, 1), "covered_home"),
        (date(2023, 1, 1), date(2022, 12, 1), "home_not_covered"),
        # While the day of arrival is unknown, today counts.
        (None, date(2022, 12, 31), "covered_home"),
        (None, date(2023, 1, 1), "home_not_covered"),
    ],
)
def test_coverage_is_dated(arrival: date | None, today: date, reason: str) -> None:
    home = replace(A_HOME, postcode=OEGSTGEEST)
    assert plan_of(household(home=home, arrival=arrival), today).route.reason == reason
    employer = replace(AN_EMPLOYER, postcode=OEGSTGEEST, address_form_signed=True)
    at_work = "employer_address" if reason == "covered_home" else "employer_not_covered"
    facts = household(home=None, employer=employer, arrival=arrival)
    assert plan_of(facts, today).route.reason == at_work


def test_who_moves_after_registering_is_not_sent_elsewhere() -> None:
    registered = {"brp_registration:0": date(2027, 1, 6)}
    next_home = replace(A_HOME, postcode=KATWIJK, starts=date(2027, 3, 1))
    # From the employer's address: it stays the route until the move is reported.
    route = plan_of(on_employer_address(home=next_home, completed=registered)).route
    assert route == Route(Destination.DESK, RouteReason.EMPLOYER_ADDRESS, "0546")
    # From an earlier home.
    route = plan_of(household(home=next_home, completed=registered)).route
    assert route == Route(Destination.DESK, RouteReason.COVERED_HOME, "0537")
    # Before the registration it is the home to register at, and the desk may not.
    assert plan_of(on_employer_address(home=next_home)).route.reason == "home_not_covered"
