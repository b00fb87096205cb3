"""What the visit costs: whole cents, VAT rounded half up per line."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import Category, Facts
from expatdesk.rules.plan import plan_for
from expatdesk.rules.region import Region
from tests.rules.households import AN_EMPLOYER, CHILD, PARTNER, PRINCIPAL, TODAY, household, plan_of


def test_a_family_of_four() -> None:
    fee = plan_of(household(people=(PRINCIPAL, PARTNER, CHILD, CHILD))).fee
    # 21 % of 12.50 is 2.625, which counts as 2.63.
    assert [(line.excl_cents, line.vat_cents, line.incl_cents) for line in fee.lines] == [
        (5000, 1050, 6050),
        (2500, 525, 3025),
        (1250, 263, 1513),
        (1250, 263, 1513),
    ]
    assert [line.person for line in fee.lines] == [0, 1, 2, 3]
    assert (fee.total_excl_cents, fee.vat_cents, fee.total_incl_cents) == (10000, 2101, 12101)


@pytest.mark.parametrize(
    ("exempt", "books", "free"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_an_exempt_employer_must_book(exempt: bool, books: bool, free: bool) -> None:
    fee = plan_of(household(employer=replace(AN_EMPLOYER, fee_exempt=exempt, books=books))).fee
    assert fee.exempt is free
    assert (fee.total_incl_cents == 0) is free


def test_other_doors_are_free() -> None:
    fee = plan_of(household(category=Category.STUDENT)).fee
    assert (fee.lines, fee.exempt, fee.total_incl_cents) == ((), False, 0)


def test_the_tariff_of_the_day_of_the_visit_counts(region: Region) -> None:
    dearer = replace(region.tariffs[0], starts=date(2027, 2, 1), vat_percent=0)
    changed = replace(region, tariffs=(region.tariffs[0], dearer))

    def vat(facts: Facts) -> int:
        return plan_for(facts, changed, TODAY).fee.vat_cents

    visit = date(2027, 2, 1)
    assert vat(household(arrival=date(2027, 1, 31))) > 0
    assert vat(household(arrival=date(2027, 1, 31), appointment=visit)) == 0
    assert vat(household(arrival=visit)) == 0
    assert vat(household(arrival=None)) > 0
