"""The addresses that end, as the desk sees them, and prolonging one."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer
from expatdesk.shared.clock import today
from tests.factories import a_case, an_employer, registered
from tests.factories.temporary import at_work
from tests.visitor import Visitor

KEEP = "Keep the new last day"
WHY = "No home before the summer"


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer(street="Darwinweg 2", most_registered=4)


@pytest.fixture
def case(employer: Employer) -> Case:
    """Somebody registered at the employer's address on Monday 14 December 2026."""
    return at_work(employer)


def test_the_list_has_the_first_to_leave_in_front(officer: Visitor, case: Case) -> None:
    until = today() + timedelta(days=9)
    registered(a_case(given_names="Bram", home_kind="temporary", home_until=until))
    officer.opens("desk.dashboard").follows("Temporary addresses")
    officer.sees("Bram Krishnan", "in 9 days", "Hooigracht 12", "1 person is registered there")
    officer.sees("Darwinweg 2", "1 person is registered there, 4 are agreed", "Sun 14 Mar")
    text = officer.page.text
    assert text.index("Bram") < text.index("Ananya")


def test_nobody_counts_at_an_address_without_a_street(officer: Visitor) -> None:
    until = today() + timedelta(days=9)
    cases = [registered(a_case(home_kind="temporary", home_street=None, home_until=until)) for _number in range(2)]
    officer.opens("desk.temporary").sees("2312 KS").does_not_see("registered there")
    officer.opens("desk.case", case_id=cases[0].id).does_not_see("registered there")


def test_an_empty_list_says_what_comes(officer: Visitor) -> None:
    officer.opens("desk.temporary").sees("Nobody has to leave an address")


def test_an_officer_prolongs_it_with_a_reason(officer: Visitor, case: Case) -> None:
    officer.signs_in().opens("desk.case", case_id=case.id).sees("Sunday 14 March 2027", "Temporary address")
    officer.follows("Prolong: Temporary address").sees("Darwinweg 2")
    day = {"until-day": "30", "until-month": "4", "until-year": "2027"}
    officer.presses(KEEP, **day, refused=422, reason="").sees("Write down why.")
    officer.presses(KEEP, **day, refused=422, reason=". . .").sees("Write down why.")
    early = {**day, "until-month": "1"}
    officer.presses(KEEP, **early, refused=422, reason=WHY)
    officer.sees("Choose a day that is still to come, and after Sunday 14 March 2027.")
    officer.presses(KEEP, **{**day, "until-year": "2072"}, refused=422, reason=WHY).sees("Check the year.")
    officer.presses(KEEP, **day, reason=WHY).sees("Friday 30 April 2027", WHY, "Prolonged")


def test_who_was_second_is_told(officer: Visitor, case: Case) -> None:
    officer.signs_in().opens("desk.extend_stay", case_id=case.id)
    case.version += 1
    day = {"until-day": "30", "until-month": "4", "until-year": "2027"}
    officer.presses(KEEP, **day, refused=409, reason=WHY).presses(KEEP).sees("Friday 30 April 2027")


def test_nobody_prolongs_what_is_none(officer: Visitor, registrar: Visitor, case: Case) -> None:
    officer.signs_in().cannot_open("desk.extend_stay", case_id=a_case().id)
    registrar.cannot_open("desk.extend_stay", case_id=case.id)
    registrar.opens("desk.case", case_id=case.id).sees("Temporary address").does_not_see("Prolong:")


def test_the_last_day_of_a_home_is_a_fact(officer: Visitor, app: Flask) -> None:
    case = a_case(home_kind="temporary")
    officer.opens("desk.facts_of", case_id=case.id, block="home")
    day = {"home_until-day": "1", "home_until-month": "2", "home_until-year": "2027"}
    officer.presses("Save", **{**day, "home_until-year": "2025"}, refused=422).sees("before the first day")
    officer.presses("Save", **day).sees("Last day", "1 February 2027", "Leave the temporary home")
    # Whoever rents for good has none.
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", home_kind="rent")
    assert case.home_until is None
