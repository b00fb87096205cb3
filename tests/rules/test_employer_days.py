"""The days that concern an employer: which of a plan they are, and the one that only a sponsor has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from expatdesk.rules.employer_days import EmployerDay, sponsor_report_by
from expatdesk.rules.facts import Category, Earlier, Facts
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    CHILD,
    PARTNER,
    PRINCIPAL,
    THE_HAGUE,
    TODAY,
    household,
    on_employer_address,
    plan_of,
)

RESIDENCE, THIRTY = EmployerDay.RESIDENCE_RIGHT, EmployerDay.THIRTY_PERCENT
ADDRESS, REPORT = EmployerDay.ADDRESS_ENDS, EmployerDay.SPONSOR_REPORT
STARTS = date(2027, 1, 11)
BEGUN = {"brp_registration:0": date(2027, 1, 6)}
REGISTERED = {**BEGUN, "brp_registration:1": date(2027, 1, 7)}


# Wherever a hire goes that the desk does not register, or not yet.
WITHOUT_DESK: dict[str, dict[str, object]] = {
    "no home": {"home": None},
    "no home, and an employer whose address cannot serve": {
        "home": None, "employer": replace(AN_EMPLOYER, postcode=THE_HAGUE),
    },
    "a home elsewhere": {"home": replace(A_HOME, postcode=THE_HAGUE)},
    "lived here before": {"earlier": Earlier(lived_in_nl=True)},
    "a short stay": {"stay_months": 3},
}  # fmt: skip


def days(facts: Facts, today: date = TODAY) -> Mapping[EmployerDay, date]:
    return plan_of(facts, today).employer_days


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
    assert REPORT not in days(household(employer=replace(AN_EMPLOYER, recognised_sponsor=False)))
    assert REPORT not in days(household(first_working_day=None))
    french = household(people=(replace(PRINCIPAL, nationalities=("FR",)),))
    assert set(days(french)) == {THIRTY}


@pytest.mark.parametrize("changes", WITHOUT_DESK.values(), ids=WITHOUT_DESK.keys())
def test_the_days_hold_wherever_they_live_and_register(changes: dict[str, object]) -> None:
    """Security T07: finding a home moves none of them, so none of them tells that one was found."""
    at_desk = household(first_working_day=date(2027, 3, 1))
    assert days(replace(at_desk, **changes)) == days(at_desk)  # type: ignore[arg-type]
    assert set(days(at_desk)) == {RESIDENCE, THIRTY, REPORT}


@pytest.mark.parametrize("changes", WITHOUT_DESK.values(), ids=WITHOUT_DESK.keys())
def test_what_was_arranged_stays_arranged_where_they_go_elsewhere(changes: dict[str, object]) -> None:
    done = {"residence_right:0": TODAY, "thirty_percent_request": TODAY}
    elsewhere = household(first_working_day=date(2027, 3, 1), completed=done, **changes)
    assert set(days(elsewhere)) == {REPORT}


def test_where_nobody_can_tick_it_off_a_day_ends_by_itself() -> None:
    """At the desk it is late until it is done. Without a home HR still says that the permit is arranged."""
    elsewhere, homeless = (household(**WITHOUT_DESK[key]) for key in ("a home elsewhere", "no home"))
    assert days(elsewhere, STARTS - timedelta(days=28)) == days(household())
    assert set(days(elsewhere, STARTS - timedelta(days=27))) == {THIRTY, REPORT}
    assert set(days(homeless, STARTS + timedelta(days=28))) == {RESIDENCE, THIRTY, REPORT}
    long_after = date(2027, 6, 1)
    assert (set(days(homeless, long_after)), days(elsewhere, long_after)) == ({RESIDENCE}, {})
    assert set(days(household(), long_after)) == {RESIDENCE, THIRTY, REPORT}


def test_advice_that_was_over_before_the_desk_heard_of_them_has_no_day() -> None:
    for changes in ({}, *WITHOUT_DESK.values()):
        assert RESIDENCE not in days(household(submitted=date(2026, 12, 15), **changes), date(2026, 12, 15))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # At most ninety days: a visa, and no permit of which the employer is the sponsor.
        ({"stay_months": 2}, {RESIDENCE, THIRTY}),
        # Their place of study, or the law itself, sees to their right to stay.
        ({"category": Category.STUDENT}, set()),
        ({"category": Category.TEMPORARY_PROTECTION}, set()),
        ({"home": None, "employer": None}, set()),
        ({"home": None, "employer": replace(AN_EMPLOYER, recognised_sponsor=False)}, {RESIDENCE, THIRTY}),
        ({"home": None, "people": (replace(PRINCIPAL, nationalities=("FR",)),)}, {THIRTY}),
    ],
)
def test_who_asks_nothing_of_an_employer(changes: dict[str, object], expected: set[EmployerDay]) -> None:
    assert set(days(household(first_working_day=date(2027, 3, 1), **changes))) == expected


def test_a_sponsor_tells_the_ind_also_before_a_first_day_is_known() -> None:
    """Whoever withdraws such a hire reads until when."""
    for changes in ({}, *WITHOUT_DESK.values()):
        assert plan_of(household(first_working_day=None, **changes)).employer_tells_ind
    assert not plan_of(household(stay_months=2)).employer_tells_ind
    assert not plan_of(household(completed=REGISTERED)).employer_tells_ind
