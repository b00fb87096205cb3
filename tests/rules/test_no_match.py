"""Why none suits: which limit cuts off most, and what would help."""

from dataclasses import replace
from datetime import date

from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer, Wishes
from expatdesk.rules.matching import Limit
from expatdesk.rules.no_match import Help, why_none

TODAY = date(2026, 12, 14)
HOME = Offer(
    key="a", municipality="0546", postcode="2332", dwelling=Dwelling.APARTMENT, rent=165_000, service_costs=12_000,
    deposit=165_000, rooms=3, furnishing=Furnishing.FURNISHED, contract=Contract.INDEFINITE,
    starts=date(2027, 1, 11), ends=None, most_people=4, most_registered=4,
)  # fmt: skip
WISHES = Wishes(people=2, budget=100_000)


def test_nothing_is_offered_at_all() -> None:
    found = why_none(WISHES, [], today=TODAY)
    assert (found.free, found.cut, found.helps) == (0, (), ())


def test_the_limit_that_cuts_off_most_comes_first() -> None:
    small = replace(HOME, most_people=1, most_registered=1)
    found = why_none(WISHES, [HOME, small, replace(HOME, rent=80_000, most_registered=1)], today=TODAY)
    assert found.free == 3
    assert found.cut == ((Limit.REGISTRATION, 2), (Limit.BUDGET, 2), (Limit.PEOPLE, 1))


def test_what_alone_keeps_homes_away_would_help_with_the_least_that_it_takes() -> None:
    offers = [HOME, replace(HOME, rent=120_000), replace(HOME, rent=80_000, starts=date(2027, 6, 1))]
    found = why_none(replace(WISHES, starts=date(2027, 1, 4)), offers, today=TODAY)
    assert found.helps == (Help(Limit.BUDGET, 2, 132_000), Help(Limit.START, 1))


def test_who_they_are_is_nothing_to_change() -> None:
    found = why_none(WISHES, [replace(HOME, rent=80_000, most_people=1, most_registered=0)], today=TODAY)
    assert found.helps == ()


def test_two_limits_at_once_are_no_help_each() -> None:
    found = why_none(replace(WISHES, pets=True), [HOME], today=TODAY)
    assert (found.cut, found.helps) == (((Limit.PETS, 1), (Limit.BUDGET, 1)), ())
