"""The employer's calendar: the days of a month, whose they are, and nothing that a household keeps to itself."""

from datetime import date

import pytest

from expatdesk.cases import hire_calendar
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import CaseState
from expatdesk.employer import calendar
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from tests.factories import a_case, an_employer, registered, up_to_visit
from tests.visitor import Visitor


def test_a_month_shows_its_days_in_order(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer, given_names="Bo", first_working_day=date(2027, 3, 1))
    registered(
        a_case(employer=employer, given_names="Ada", home_kind=None, home_postcode=None, address_form_signed=True)
    )
    hr.opens("employer.calendar", month="2027-03").sees(
        "Calendar, March 2027",
        "Sunday 14 March 2027 Your address ends for them As agreed Ada Krishnan",
        "Monday 29 March 2027 Tell the IND if they did not come Last day Bo Krishnan",
    )
    hr.follows("Previous month").sees(
        "Calendar, February 2027", "Monday 1 February 2027 Arrange their right to stay"
    )
    hr.follows("Bo Krishnan").sees("For you to do")


def test_it_begins_with_this_month_and_leads_back_to_it(hr: Visitor, employer: Employer) -> None:
    hr.opens("employer.hires").follows("Calendar").sees("Calendar, December 2026", "Nothing in this month")
    hr.does_not_see("This month")
    hr.follows("Next month").sees("Calendar, January 2027")
    hr.follows("This month").sees("Calendar, December 2026")


@pytest.mark.parametrize("month", ["", "x", "2027-13", "0001-01", "9999-12", "2027-01-01", "2027-1"])
def test_a_month_that_makes_no_sense_is_this_one(hr: Visitor, month: str) -> None:
    hr.opens("employer.calendar", month=month).sees("Calendar, December 2026")


def test_what_has_passed_says_so_until_it_is_done(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, submitted=date(2026, 11, 2), first_working_day=date(2027, 1, 4))
    late = [e for e in hr.opens("employer.calendar").page.all("span") if "late" in (e.get("class") or "")]
    assert len(late) == 1
    hr.opens("employer.hire", case_id=case.id).presses("It is arranged")
    hr.opens("employer.calendar").sees("Nothing in this month")


def test_closed_hires_and_those_of_others_are_not_in_it(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer, given_names="Closed", first_working_day=date(2027, 3, 1)).state = CaseState.CLOSED
    a_case(employer=an_employer("Naturalis"), given_names="Strange", first_working_day=date(2027, 3, 1))
    hr.opens("employer.calendar", month="2027-03").sees("Nothing in this month")


def test_a_visit_only_while_the_household_allows_it(hr: Visitor, employer: Employer) -> None:
    """Security T08."""
    case = up_to_visit(a_case(employer=employer))
    hr.opens("employer.calendar").does_not_see("Tuesday 15 December 2026")
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    hr.opens("employer.calendar").sees("Tuesday 15 December 2026 Visit to the desk 10:30 Ananya Krishnan")
    hr.opens("employer.calendar", month="2027-01").does_not_see("Visit to the desk")
    case.state = CaseState.CLOSED
    hr.opens("employer.calendar").does_not_see("Tuesday 15 December 2026")
    case.state = CaseState.OPEN
    answer(case, Purpose.VISIT, is_given=False, language="en", by=SYSTEM)
    hr.opens("employer.calendar").does_not_see("Tuesday 15 December 2026")


def test_a_month_that_is_too_full_says_so(
    hr: Visitor, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST_DAYS", 1)
    assert hire_calendar.MOST_DAYS == 500
    for name in ("Bo", "Cy"):
        a_case(employer=employer, given_names=name, first_working_day=date(2027, 3, 1))
    hr.opens("employer.calendar", month="2027-03").sees("There are more days than fit on a page")
    assert hr.page.text.count("Tell the IND") == 1
