"""The stage of a household that looks for a home: always one, and the furthest that still counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.housing_stages import NORMS, HomeSearch, HousingStage, Standing, standing_of

TODAY = date(2027, 1, 20)
KNOWN = date(2027, 1, 4)
ON_THE_WAY = (
    ("wishes_on", HousingStage.LOOKING),
    ("interested_on", HousingStage.INTERESTED),
    ("viewing_on", HousingStage.VIEWING),
    ("contract_on", HousingStage.CONTRACT),
    ("found_on", HousingStage.FOUND),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SEARCHES = st.builds(HomeSearch, DAYS, *[st.none() | DAYS] * 6)


def test_each_step_of_the_way_is_a_stage_of_its_own() -> None:
    search, day = HomeSearch(KNOWN), KNOWN
    assert standing_of(search, TODAY) == Standing(HousingStage.UNTOLD, KNOWN, 16)
    for name, stage in ON_THE_WAY:
        day += timedelta(days=2)
        search = replace(search, **{name: day})
        assert standing_of(search, TODAY) == Standing(stage, day, (TODAY - day).days)


def test_a_refused_contract_sends_them_back_to_looking() -> None:
    day = date(2027, 1, 10)
    search = HomeSearch(KNOWN, wishes_on=KNOWN, interested_on=KNOWN, viewing_on=KNOWN, refused_on=day)
    assert standing_of(search, TODAY) == Standing(HousingStage.LOOKING, day, 10)
    # Another viewing after it counts again, also on the day itself.
    assert standing_of(replace(search, viewing_on=day), TODAY).stage is HousingStage.VIEWING
    # Without wishes they look all the same: they had found something.
    assert standing_of(HomeSearch(KNOWN, refused_on=day), TODAY).stage is HousingStage.LOOKING


def test_a_viewing_to_come_is_no_days_ago() -> None:
    standing = standing_of(HomeSearch(KNOWN, viewing_on=TODAY + timedelta(days=3)), TODAY)
    assert (standing.stage, standing.days, standing.is_slow) == (HousingStage.VIEWING, 0, False)


@pytest.mark.parametrize(("name", "stage"), ON_THE_WAY)
def test_it_is_slow_the_day_after_its_norm(name: str, stage: HousingStage) -> None:
    on_the_day = TODAY - timedelta(days=NORMS[stage])
    search = replace(HomeSearch(KNOWN), **{name: on_the_day})
    assert not standing_of(search, TODAY).is_slow
    assert standing_of(search, TODAY + timedelta(days=1)).is_slow


@given(search=SEARCHES, today=DAYS)
def test_every_household_has_exactly_one_stage_and_never_less_than_no_days(
    search: HomeSearch, today: date
) -> None:
    standing = standing_of(search, today)
    assert standing.stage in HousingStage
    assert standing.days >= 0
    assert standing == standing_of(search, today)
    # It stands there since a day that somebody wrote down.
    assert standing.since in {getattr(search, name) for name in HomeSearch.__slots__}


@given(search=SEARCHES, today=DAYS, later=st.integers(0, 200))
def test_days_alone_move_nobody(search: HomeSearch, today: date, later: int) -> None:
    before, after = standing_of(search, today), standing_of(search, today + timedelta(days=later))
    assert (before.stage, before.since) == (after.stage, after.since)
    assert before.days <= after.days


@given(search=SEARCHES, today=DAYS, day=DAYS)
def test_what_becomes_known_never_leads_back_but_for_a_refusal(search: HomeSearch, today: date, day: date) -> None:
    way = list(HousingStage)
    before = way.index(standing_of(search, today).stage)
    for name, _stage in ON_THE_WAY:
        if getattr(search, name) is None:
            assert way.index(standing_of(replace(search, **{name: day}), today).stage) >= before
