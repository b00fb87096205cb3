"""The employer's page of value: right figures, and none that tells of one person."""

from datetime import date, timedelta

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.step_actions import register_person
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, up_to_visit, with_family
from tests.factories.cases import REGION, done_by
from tests.visitor import Visitor


def registered_after(employer: Employer, days: int, first: int | None = None) -> Case:
    """A hire who arrived so many days before being registered today, with family: one hire all the same."""
    case = a_case(employer=employer, arrival=today() - timedelta(days=days), nationality="FR")
    up_to_visit(with_family(case))
    for person in case.people[:first]:
        register_person(case, person, registered_on=today(), bsn_way=None, version=case.version, **done_by())
    return case


def test_of_a_few_there_are_no_figures(hr: Visitor, employer: Employer) -> None:
    for days in (1, 2, 3, 4):
        registered_after(employer, days)
    hr.opens("employer.hires").follows("What the desk did for you, in figures")
    hr.sees(
        "Hires handed over to the desk fewer than 5", "Hires registered at the desk fewer than 5",
        "Days from arrival to registration too few hires to show", "Hours of own work saved too few hires to show",
        "of fewer than 5 hires we show none", "Ask for the 30 percent ruling",
    )  # fmt: skip
    hr.does_not_see("Krishnan")


def test_of_enough_there_are(hr: Visitor, employer: Employer) -> None:
    for days in (1, 2, 3, 4, 9):
        registered_after(employer, days)
    hr.opens("employer.value").sees(
        "Hires handed over to the desk 5", "Hires registered at the desk 5",
        "Days from arrival to registration 3 Half of them were not slower than this.",
        "By law everybody reports within 5 days.",
        "Hours of own work saved 30 We count 6 hours for each hire registered at the desk.",
        "an assumption of the desk of 29 November 2026, not measured",
    )  # fmt: skip
    registered_after(employer, 9)
    hr.opens("employer.value").sees("Days from arrival to registration 3.5")


def test_who_is_registered_without_the_family_does_not_count_yet(hr: Visitor, employer: Employer) -> None:
    """Security T07: beside the dots of the list it would tell that some of a household are registered."""
    for days in (1, 2, 3, 4, 9):
        registered_after(employer, days)
    registered_after(employer, 1, first=1)
    hr.opens("employer.value").sees("Hires registered at the desk 5", "Days from arrival to registration 3 Half")


def test_of_a_department_nobody_reads_how_many_days_it_took(visit: Visit, employer: Employer) -> None:
    """Security T05, T07: who moves hires in and out of it would read the days of each of them."""
    for days in (1, 2, 3, 4, 9):
        registered_after(employer, days).department = "Research"
    limited = a_user(Role.EMPLOYER, employer=employer)
    limited.department = "Research"
    visit(limited).opens("employer.value").sees("Hires registered at the desk 5").does_not_see("Days from arrival")


def test_other_employers_older_years_and_erased_hires(hr: Visitor, employer: Employer) -> None:
    other = an_employer("Naturalis")
    for _number in range(5):
        a_case(employer=other)
        a_case(employer=employer, submitted=date(2025, 12, 13))
    hr.opens("employer.value").sees("Hires handed over to the desk 0")
    cases = [a_case(employer=employer) for _number in range(5)]
    erase_case(cases[0], Why.UNUSED, countries=REGION.countries, today=today())
    hr.opens("employer.value").sees("Hires handed over to the desk 5", "Hires registered at the desk 0")


def test_days_that_come_are_counted_by_kind(hr: Visitor, employer: Employer) -> None:
    cases = [a_case(employer=employer, first_working_day=date(2027, 2, 1)) for _number in range(6)]
    cases[5].state = CaseState.CLOSED
    hr.opens("employer.value").sees(
        "Days that come until 14 March 2027", "Arrange their right to stay 5",
        "Tell the IND if they did not come 5", "Ask for the 30 percent ruling 0",
    )  # fmt: skip
    cases[4].state = CaseState.CLOSED
    hr.opens("employer.value").sees("Arrange their right to stay fewer than 5")
