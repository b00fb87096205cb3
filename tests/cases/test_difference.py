"""The difference between two plans: what came, what went, what moved."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.cases.difference import difference
from expatdesk.cases.facts import facts_of
from expatdesk.rules.facts import Facts, Home, HomeKind
from expatdesk.rules.plan import Plan, plan_for
from expatdesk.rules.region import Region
from tests.factories import a_case

TODAY = date(2026, 12, 14)


@pytest.fixture
def facts(app: object) -> Facts:
    """Those of a skilled migrant with a home in Leiden."""
    return facts_of(a_case())


def plans(region: Region, *found: Facts) -> list[Plan]:
    """The plan of each."""
    return [plan_for(one, region, TODAY) for one in found]


def test_the_same_facts_differ_in_nothing(facts: Facts, region: Region) -> None:
    assert not any(difference(*plans(region, facts, facts)).values())


def test_a_later_arrival_moves_dates_alone(facts: Facts, region: Region) -> None:
    change = difference(*plans(region, facts, replace(facts, arrival=date(2027, 1, 4))))
    assert (change["added"], change["removed"], change["route"]) == ([], [], None)
    assert {move["step"] for move in change["moved"]} == {"papers_handed_in", "visit_booked", "brp_registration:0"}
    assert any(change.values())


def test_a_date_that_goes_is_told_as_none(facts: Facts, region: Region) -> None:
    change = difference(*plans(region, facts, replace(facts, arrival=None)))
    assert {"step": "visit_booked", "before": "2026-12-14", "after": None} in change["moved"]


def test_another_route_brings_other_steps(facts: Facts, region: Region) -> None:
    home = Home("2225 AB", HomeKind.RENT, None, registration_allowed=True)
    there = difference(*plans(region, facts, replace(facts, home=home)))
    back = difference(*plans(region, replace(facts, home=home), facts))
    assert there["route"] == ["municipality", "home_not_covered"]
    assert there["added"] == ["referral"]
    assert there["removed"] == back["added"]
    assert back["route"] == ["desk", "covered_home"]


def test_it_keeps_the_order_of_the_process_sheet(facts: Facts, region: Region) -> None:
    home = Home("2225 AB", HomeKind.RENT, None, registration_allowed=True)
    change = difference(*plans(region, replace(facts, home=home), facts))
    order = [step.id for step in plan_for(facts, region, TODAY).steps]
    assert change["added"] == sorted(change["added"], key=order.index)
