"""Homes for a household: what no match may break, what ranks them, and the reasons they are shown with."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.region.loader import load_region
from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer, Wishes
from expatdesk.rules.matching import (
    DISTANCE_UNKNOWN,
    MOST_ABOVE_BUDGET_PERCENT,
    MOST_DAYS_LATER,
    Aspect,
    Limit,
    Match,
    Reason,
    limits_broken,
    matches,
)
from expatdesk.rules.terms import add_months

CYCLING = load_region().cycling
TODAY = date(2027, 1, 4)
LEIDEN, LEIDERDORP = "0546", "0547"
AREAS = [*CYCLING.centres, "1011", "9999"]
DAYS = st.dates(date(2026, 10, 1), date(2027, 12, 31))


def a_home(key: str = "home", **said: object) -> Offer:
    """An apartment for four in Leiden, free now and for good."""
    told = {
        "municipality": LEIDEN, "postcode": "2312 AB", "dwelling": Dwelling.APARTMENT, "rent": 130_000,
        "service_costs": 10_000, "deposit": 130_000, "rooms": 3, "furnishing": Furnishing.FURNISHED,
        "contract": Contract.INDEFINITE, "starts": TODAY, "ends": None, "most_people": 4, "most_registered": 4,
    }  # fmt: skip
    return Offer(key, **{**told, **said})  # type: ignore[arg-type]


def ranked(wishes: Wishes, *offers: Offer) -> list[Match]:
    return matches(wishes, offers, cycling=CYCLING, today=TODAY)


def keys(found: list[Match]) -> list[str]:
    return [match.offer.key for match in found]


some = st.none()
wishes_of_all_kinds = st.builds(
    Wishes,
    people=st.integers(1, 6),
    budget=some | st.integers(30_000, 250_000),
    rooms=some | st.integers(1, 6),
    dwellings=st.frozensets(st.sampled_from(Dwelling)),
    furnishings=st.frozensets(st.sampled_from(Furnishing)),
    municipalities=st.frozensets(st.sampled_from([LEIDEN, LEIDERDORP])),
    starts=some | DAYS,
    months=some | st.integers(1, 36),
    pets=st.booleans(),
    step_free=st.booleans(),
    work_postcode=some | st.sampled_from(AREAS).map(lambda area: f"{area} AB"),
    minutes_to_work=some | st.integers(5, 60),
)
homes = st.builds(
    Offer,
    key=st.uuids().map(str),
    municipality=st.sampled_from([LEIDEN, LEIDERDORP, "0579"]),
    postcode=st.sampled_from(AREAS).map(lambda area: f"{area} AB"),
    dwelling=st.sampled_from(Dwelling),
    rent=st.integers(20_000, 250_000),
    service_costs=st.integers(0, 30_000),
    deposit=st.integers(0, 500_000),
    rooms=st.integers(1, 7),
    furnishing=st.sampled_from(Furnishing),
    contract=st.sampled_from(Contract),
    starts=DAYS,
    ends=some | DAYS,
    most_people=st.integers(1, 7),
    most_registered=st.integers(0, 7),
    pets=st.booleans(),
    step_free=st.booleans(),
)
markets = st.lists(homes, max_size=12, unique_by=lambda home: home.key)


@given(wishes_of_all_kinds, markets)
def test_no_match_breaks_a_limit(wishes: Wishes, market: list[Offer]) -> None:
    found = matches(wishes, market, cycling=CYCLING, today=TODAY)
    for offer in (match.offer for match in found):
        assert offer.most_people >= wishes.people
        assert offer.most_registered >= wishes.people
        assert offer.pets or not wishes.pets
        assert offer.step_free or not wishes.step_free
        if wishes.budget is not None:
            assert offer.cost * 100 <= wishes.budget * (100 + MOST_ABOVE_BUDGET_PERCENT)
        if wishes.starts is not None:
            assert offer.starts <= max(wishes.starts, TODAY) + MOST_DAYS_LATER
        if offer.ends is not None:
            assert offer.ends >= max(offer.starts, TODAY)
            moves_in = max(wishes.starts or offer.starts, TODAY)
            assert offer.ends >= add_months(moves_in, wishes.months or 0) - timedelta(days=bool(wishes.months))
    left_out = {home.key for home in market} - set(keys(found))
    assert left_out == {home.key for home in market if limits_broken(wishes, home, today=TODAY)}


@given(wishes_of_all_kinds, markets, homes)
def test_a_home_that_cannot_be_theirs_changes_nothing(wishes: Wishes, market: list[Offer], more: Offer) -> None:
    too_small = replace(more, most_people=wishes.people - 1)
    assert ranked(wishes, *market, too_small) == ranked(wishes, *market)


@given(wishes_of_all_kinds, homes, st.integers(0, 50_000))
def test_a_cheaper_home_never_ranks_lower(wishes: Wishes, home: Offer, less: int) -> None:
    cheaper = replace(home, key="a", rent=max(1, home.rent - less))
    dearer = replace(home, key="b")
    found = keys(ranked(wishes, dearer, cheaper))
    assert found in ([], ["a"], ["a", "b"])
    by_key_alone = keys(ranked(wishes, replace(cheaper, key="z"), dearer))
    if cheaper.rent < dearer.rent and by_key_alone:
        assert by_key_alone[0] == "z"


@given(wishes_of_all_kinds, markets, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(wishes: Wishes, market: list[Offer], dice: object) -> None:
    shuffled = list(market)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(wishes, *shuffled) == ranked(wishes, *market)


@given(markets, st.integers(1, 6))
def test_who_wishes_nothing_is_shown_all_that_is_free_for_so_many(market: list[Offer], people: int) -> None:
    free = {
        home.key
        for home in market
        if home.most_people >= people
        and home.most_registered >= people
        and (home.ends is None or home.ends >= max(home.starts, TODAY))
    }
    found = ranked(Wishes(people), *market)
    assert set(keys(found)) == free
    assert all(match.reasons == () and match.points == 0 for match in found)
    assert [match.offer.cost for match in found] == sorted(match.offer.cost for match in found)


@given(wishes_of_all_kinds, homes)
def test_a_distance_nobody_knows_is_never_short(wishes: Wishes, home: Offer) -> None:
    for match in ranked(replace(wishes, work_postcode="9999 AB"), home):
        reason = next(one for one in match.reasons if one.aspect is Aspect.DISTANCE)
        assert reason == Reason(Aspect.DISTANCE, fits=None, points=DISTANCE_UNKNOWN)
        assert match.minutes is None


@given(wishes_of_all_kinds, homes)
def test_points_are_those_of_the_reasons_and_what_fits_costs_none(wishes: Wishes, home: Offer) -> None:
    for match in ranked(wishes, home):
        assert match.points == sum(reason.points for reason in match.reasons)
        assert all(one.points > 0 for one in match.lacking)
        assert not any(one.points for one in match.fitting if one.aspect is not Aspect.DISTANCE)
        assert {*match.fitting, *match.lacking} == set(match.reasons)


@pytest.mark.parametrize(
    ("wishes", "home", "broken"),
    [
        (Wishes(5), a_home(), (Limit.PEOPLE, Limit.REGISTRATION)),
        (Wishes(2), a_home(most_registered=1), (Limit.REGISTRATION,)),
        (Wishes(1, pets=True), a_home(), (Limit.PETS,)),
        (Wishes(1, step_free=True), a_home(), (Limit.STEP_FREE,)),
        (Wishes(1, budget=127_272), a_home(), (Limit.BUDGET,)),
        (Wishes(1, budget=127_273), a_home(), ()),
        (Wishes(1, starts=date(2027, 2, 1)), a_home(starts=date(2027, 2, 15)), ()),
        (Wishes(1, starts=date(2027, 2, 1)), a_home(starts=date(2027, 2, 16)), (Limit.START,)),
        # A day that is over is today: nobody moves in yesterday.
        (Wishes(1, starts=date(2026, 11, 1)), a_home(starts=date(2027, 1, 18)), ()),
        (Wishes(1, starts=date(2027, 2, 1), months=6), a_home(ends=date(2027, 7, 31)), ()),
        (Wishes(1, starts=date(2027, 2, 1), months=6), a_home(ends=date(2027, 7, 30)), (Limit.LENGTH,)),
        (Wishes(1), a_home(ends=date(2027, 1, 3)), (Limit.LENGTH,)),
        (Wishes(2), a_home(most_registered=0), (Limit.REGISTRATION,)),
    ],
)  # fmt: skip
def test_why_a_home_cannot_be_theirs(wishes: Wishes, home: Offer, broken: tuple[Limit, ...]) -> None:
    assert limits_broken(wishes, home, today=TODAY) == broken


def test_the_reasons_as_the_list_shows_them() -> None:
    wishes = Wishes(
        2, budget=132_000, rooms=3, dwellings=frozenset({Dwelling.HOUSE}), municipalities=frozenset({LEIDEN}),
        work_postcode="2333 ZA", minutes_to_work=20,
    )  # fmt: skip
    (match,) = ranked(wishes, a_home())
    assert [(one.aspect, one.fits, one.amount) for one in match.reasons] == [
        (Aspect.BUDGET, False, 8_000),
        (Aspect.ROOMS, True, 3),
        (Aspect.DWELLING, False, 0),
        (Aspect.MUNICIPALITY, True, 0),
        (Aspect.DISTANCE, True, match.minutes),
    ]
    assert match.minutes == CYCLING.minutes("2312 AB", "2333 ZA")


def test_what_they_asked_for_stands_above_what_is_cheaper() -> None:
    wishes = Wishes(2, budget=150_000, rooms=3, municipalities=frozenset({LEIDEN}))
    as_asked, cheap = a_home("as-asked", rent=140_000), a_home("cheap", rent=60_000, rooms=2)
    elsewhere = a_home("elsewhere", rent=60_000, municipality=LEIDERDORP)
    assert keys(ranked(wishes, cheap, elsewhere, as_asked)) == ["as-asked", "elsewhere", "cheap"]


def test_minutes_by_bicycle() -> None:
    assert CYCLING.minutes("2312 AB", "2312 ZZ") == CYCLING.least_minutes
    assert CYCLING.minutes("2225 AB", "2333 ZA") == CYCLING.minutes("2333 ZA", "2225 AB")
    near, far = CYCLING.minutes("2312 AB", "2333 ZA"), CYCLING.minutes("2225 AB", "2333 ZA")
    assert near is not None
    assert far is not None
    assert 5 <= near <= 12
    assert 20 <= far <= 40
    assert CYCLING.minutes("1011 AB", "2333 ZA") is None
    assert CYCLING.minutes("", "2333 ZA") is None
