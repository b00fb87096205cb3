"""Partial dates, homes that count, and what facts say of themselves."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import HomeKind, PartialDate
from tests.rules.households import A_HOME, CHILD, EXAMPLE, PARTNER, PRINCIPAL, household


@pytest.mark.parametrize("text", ["1991-02-07", "1991-02-00", "1991-00-00", "0000-00-00", "2000-02-29"])
def test_a_partial_date_is_read_and_written_alike(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["1991-02-30", "1991-13-00", "1991-00-07", "0000-02-00", "0000-02-07",
     "0000-00-07", "1991-2-7", "19910207", "1991-02", "", "١٩٩١-02-07",
     "1999-02-29", "+991-02-07", "1991-02-07 "],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("born", "on", "at_least", "at_most"),
    [
        ("2009-03-10", date(2027, 3, 9), 17, 17),
        ("2009-03-10", date(2027, 3, 10), 18, 18),
        # Somewhere in March: certain only once the month is over.
        ("2009-03-00", date(2027, 3, 1), 17, 18),
        ("2009-03-00", date(2027, 3, 30), 17, 18),
        ("2009-03-00", date(2027, 3, 31), 18, 18),
        # Somewhere in the year.
        ("2009-00-00", date(2027, 1, 1), 17, 18),
        ("2009-00-00", date(2027, 12, 30), 17, 18),
        ("2009-00-00", date(2027, 12, 31), 18, 18),
        # Born on a leap day: a year older on 1 March.
        ("2008-02-29", date(2026, 2, 28), 17, 17),
        ("2008-02-29", date(2026, 3, 1), 18, 18),
        ("2008-02-00", date(2026, 2, 28), 17, 18),
        # Not known at all: nothing is certain, everything can be.
        ("0000-00-00", date(2027, 1, 1), 0, 2026),
    ],
)
def test_ages(born: str, on: date, at_least: int, at_most: int) -> None:
    date_of_birth = PartialDate.parse(born)
    assert (date_of_birth.age_at_least(on), date_of_birth.age_at_most(on)) == (at_least, at_most)


def test_a_hotel_never_counts_as_a_home() -> None:
    assert A_HOME.counts
    assert not replace(A_HOME, kind=HomeKind.HOTEL).counts
    assert not replace(A_HOME, registration_allowed=False).counts


def test_the_principal_need_not_come_first() -> None:
    assert EXAMPLE.principal == 0
    assert household(people=(CHILD, PARTNER, PRINCIPAL)).principal == 2
    with pytest.raises(ValueError, match="principal"):
        _ = household(people=(PARTNER,)).principal


def test_a_home_that_starts_after_the_registration_is_a_move() -> None:
    registered = {"brp_registration:0": date(2027, 1, 6)}
    later = replace(A_HOME, starts=date(2027, 1, 7))
    assert household(home=later, completed=registered).moves_in_on == date(2027, 1, 7)
    assert household(home=later).moves_in_on is None
    assert household(home=replace(later, starts=date(2027, 1, 6)), completed=registered).moves_in_on is None
    assert household(home=replace(later, starts=None), completed=registered).moves_in_on is None
    assert household(home=replace(later, kind=HomeKind.HOTEL), completed=registered).moves_in_on is None
