"""The days that concern an employer: which of a plan they are, and the one that only a sponsor has."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.employer_days import EmployerDay, days_for_employer, sponsor_report_by
from expatdesk.rules.facts import Facts
from tests.rules.households import CHILD, PARTNER, PRINCIPAL, household, on_employer_address, plan_of

RESIDENCE, THIRTY = EmployerDay.RESIDENCE_RIGHT, EmployerDay.THIRTY_PERCENT
ADDRESS, REPORT = EmployerDay.ADDRESS_ENDS, EmployerDay.SPONSOR_REPORT
STARTS = date(2027, 1, 11)
BEGUN = {"brp_registration:0": date(2027, 1, 6)}
REGISTERED = {**BEGUN, "brp_registration:1": date(2027, 1, 7)}


def days(facts: Facts, *, is_sponsor: bool = True) -> dict[EmployerDay, date]:
    return days_for_employer(plan_of(facts), first_working_day=facts.first_working_day, is_sponsor=is_sponsor)


def test_a_hire_with_a_permit_has_three() -> None:
    assert days(household(first_working_day=date(2027, 3, 1))) == {
        RESIDENCE: date(2027, 2, 1), THIRTY: date(2027, 7, 1), REPORT: date(2027, 3, 29),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "by"),
    [
        (date(2027, 1, 11), date(2027, 2, 8)),
        # Easter Monday: no working day, and told on it at the latest all the same.
        (date(2027, 3, 1), date(2027, 3, 29)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_four_weeks_to_tell_the_ind(event: date, by: date) -> None:
    assert sponsor_report_by(event) == by


def test_what_is_done_or_waived_is_over() -> None:
    done = household(completed={"residence_right:0": date(2027, 1, 4)}, waived={"thirty_percent_request": STARTS})
    assert set(days(done)) == {REPORT}


def test_of_several_permits_the_first_day_counts() -> None:
    """One day for all: how many need one would tell of the family."""
    family = household(people=(PRINCIPAL, PARTNER, CHILD), completed={"residence_right:0": STARTS})
    assert days(family)[RESIDENCE] == date(2026, 12, 14)


def test_the_address_ends_three_months_after_the_registration() -> None:
    assert ADDRESS not in days(on_employer_address())
    assert days(on_employer_address(completed=REGISTERED))[ADDRESS] == date(2027, 4, 6)
    over = {**REGISTERED, "employer_address_ends": date(2027, 2, 1)}
    assert ADDRESS not in days(on_employer_address(completed=over))


def test_who_is_registered_has_come() -> None:
    assert REPORT not in days(household(completed=REGISTERED))


def test_part_of_a_household_in_the_records_tells_nothing() -> None:
    """Security T07: HR learns that all of them are registered, never that some are."""
    both = (PRINCIPAL, PARTNER)
    for lives in (household, on_employer_address):
        assert days(lives(people=both, completed=BEGUN)) == days(lives(people=both))
        assert days(lives(people=both, completed=REGISTERED)) != days(lives(people=both))


def test_only_a_sponsor_with_a_permit_and_a_first_day_tells_the_ind() -> None:
    assert REPORT not in days(household(), is_sponsor=False)
    assert REPORT not in days(household(first_working_day=None))
    french = household(people=(replace(PRINCIPAL, nationalities=("FR",)),))
    assert set(days(french)) == {THIRTY}
