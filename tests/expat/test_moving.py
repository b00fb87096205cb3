"""The household's address for now, and what would change if it moved."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.cases.actions import change_facts
from expatdesk.cases.address_extensions import extend_address
from expatdesk.cases.models import Case
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, done_by, registered
from tests.factories.temporary import at_work
from tests.visitor import Visitor

SHOW = "Show what changes"
FEBRUARY = {"starts-day": "1", "starts-month": "2", "starts-year": "2027"}


@pytest.fixture
def case(app: Flask) -> Case:
    return at_work()


@pytest.fixture
def expat(visit: Visit, case: Case) -> Visitor:
    return visit(case)


def test_the_clock_at_the_employers_address(expat: Visitor, case: Case) -> None:
    expat.opens("expat.status").sees("You can be registered here until Sunday 14 March 2027 (in 12 weeks).")
    until = today() + timedelta(days=120)
    extend_address(case, until, "No home yet", version=case.version, **done_by())
    expat.opens("expat.status").sees("Tuesday 13 April 2027", "agreed on this later day")
    expat.does_not_see("No home yet")


def test_the_clock_of_a_temporary_home(visit: Visit) -> None:
    case = registered(a_case(home_kind="temporary", home_until=today() + timedelta(days=41)))
    visit(case).opens("expat.status").sees("until Sunday 24 January 2027", "Find or prolong a home before")


def test_a_home_in_another_municipality(expat: Visitor, case: Case) -> None:
    version = case.version
    expat.opens("expat.status").follows("What if we move there?")
    expat.opens("expat.what_if_moved", postcode="2225 LM", **FEBRUARY)
    expat.sees(
        "This home is in Katwijk", "municipality of Katwijk, and no longer to that of Leiden",
        "from Monday 4 January 2027 until Monday 8 February 2027", "Report your new address",
    )  # fmt: skip
    session.expire_all()
    assert (case.version, case.home_postcode, case.left_postcode) == (version, None, None)
    expat.opens("expat.what_if_moved", postcode="2312 AB", **FEBRUARY).sees("The municipality stays the same")
    expat.opens("expat.what_if_moved", postcode="2511 NP", **FEBRUARY).sees("outside our region")


def test_before_the_registration_it_says_who_registers(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.what_if_moved", postcode="2511 NP", **FEBRUARY)
    expat.sees("outside our region", "You would no longer belong to the municipality of Leiden")


def test_what_is_missing_is_asked(expat: Visitor) -> None:
    answer = expat.asks_for("expat.what_if_moved", postcode="", **FEBRUARY)
    assert answer.status_code == 422


def test_who_moves_reads_both_addresses_and_when_to_report(visit: Visit) -> None:
    case = registered(a_case(home_kind="temporary", home_until=today() + timedelta(days=41)))
    new = {
        "home_kind": "rent", "home_street": "Breestraat 1", "home_postcode": "2225 LM", "home_until": None,
        "home_from": today() + timedelta(days=28), "home_registration_allowed": True,
    }  # fmt: skip
    change_facts(case, new, version=case.version, **done_by())
    expat = visit(case).opens("expat.status")
    expat.sees("You move on Monday 11 January 2027.", "Hooigracht 12", "Breestraat 1", "Monday 18 January 2027")
    expat.does_not_see("You can stay here until")


def test_the_intake_asks_for_the_last_day_of_such_a_home_alone(visit: Visit) -> None:
    expat = visit(a_case(home_kind="temporary")).opens("expat.question", slug="address")
    expat.sees("Until which day?")
    visit(a_case()).opens("expat.question", slug="address").does_not_see("Until which day?")


def test_who_told_the_next_address_is_not_asked_for_it_again(expat: Visitor, case: Case) -> None:
    expat.opens("expat.status").sees("Tell us your new address")
    new = {
        "home_kind": "rent", "home_street": "Breestraat 1", "home_postcode": "2312 CS",
        "home_from": today() + timedelta(days=28), "home_registration_allowed": True,
    }  # fmt: skip
    change_facts(case, new, version=case.version, **done_by())
    expat.opens("expat.status").sees("Leave your employer’s address", "Report your new address")
    expat.does_not_see("Tell us your new address")
