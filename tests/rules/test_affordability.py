"""Honest advice on a budget, by the figures that hold on a day."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.region.loader import load_region
from expatdesk.rules.affordability import Verdict, advise
from expatdesk.rules.homes import Dwelling, Wishes
from expatdesk.rules.rents import Rent, newest_rents

REGION = load_region()
TODAY = date(2027, 1, 4)
LEIDEN, OEGSTGEEST = "0546", "0579"


def a_rent(town: str, dwelling: Dwelling, low: int, high: int, starts: date = date(2026, 1, 1)) -> Rent:
    return Rent(town, dwelling, low * 100, high * 100, starts, "a count", starts)


ROOM = a_rent(LEIDEN, Dwelling.ROOM, 400, 900)
FLAT = a_rent(LEIDEN, Dwelling.APARTMENT, 1200, 1800)
HOUSE = a_rent(LEIDEN, Dwelling.HOUSE, 1700, 2500)
CHEAPER_FLAT = a_rent(OEGSTGEEST, Dwelling.APARTMENT, 1000, 1500)
RENTS = newest_rents([ROOM, FLAT, HOUSE, CHEAPER_FLAT], TODAY)
FLATS = Wishes(1, dwellings=frozenset({Dwelling.APARTMENT}), municipalities=frozenset({LEIDEN}))


@pytest.mark.parametrize(
    ("budget", "verdict", "short"),
    [
        (None, Verdict.NO_BUDGET, 0), (1199, Verdict.TOO_LOW, 1), (1200, Verdict.SOME, 0), (1799, Verdict.SOME, 0),
        (1800, Verdict.ENOUGH, 0),
    ],
)  # fmt: skip
def test_what_a_budget_can_do(budget: int | None, verdict: Verdict, short: int) -> None:
    advice = advise(replace(FLATS, budget=budget and budget * 100), RENTS, REGION, TODAY)
    assert (advice.verdict, advice.short, advice.typical) == (verdict, short * 100, (FLAT,))


def test_too_low_is_told_with_what_fits_elsewhere_or_with_fewer_rooms() -> None:
    advice = advise(replace(FLATS, budget=110_000), RENTS, REGION, TODAY)
    assert advice.instead == (ROOM, CHEAPER_FLAT)
    assert advise(replace(FLATS, budget=120_000), RENTS, REGION, TODAY).instead == ()


def test_a_family_is_not_sent_to_a_room() -> None:
    advice = advise(replace(FLATS, people=3, budget=110_000), RENTS, REGION, TODAY)
    assert advice.instead == (CHEAPER_FLAT,)


def test_who_names_no_kind_is_told_of_all_that_have_rooms_enough() -> None:
    wishes = Wishes(1, municipalities=frozenset({LEIDEN}))
    assert advise(wishes, RENTS, REGION, TODAY).typical == (ROOM, FLAT, HOUSE)
    assert advise(replace(wishes, rooms=2), RENTS, REGION, TODAY).typical == (FLAT, HOUSE)


def test_where_nobody_knows_what_homes_cost_that_is_said() -> None:
    katwijk = replace(FLATS, municipalities=frozenset({"0537", LEIDEN}))
    assert advise(katwijk, RENTS, REGION, TODAY).unknown == ("0537",)
    nowhere = replace(FLATS, municipalities=frozenset({"0537"}), budget=50_000)
    assert advise(nowhere, RENTS, REGION, TODAY).verdict is Verdict.NO_FIGURES


def test_what_is_paid_first_and_what_landlords_ask() -> None:
    advice = advise(replace(FLATS, budget=150_000), RENTS, REGION, TODAY)
    assert advice.first_costs is not None
    assert advice.first_costs.deposit == 300_000, "at most two months' rent: Wet goed verhuurderschap"
    assert advice.first_costs.together == 450_000
    assert advice.income == 450_000
    assert advise(FLATS, RENTS, REGION, TODAY).first_costs is None


def test_a_newer_figure_holds_from_its_day_on() -> None:
    newer = a_rent(LEIDEN, Dwelling.ROOM, 500, 1000, starts=date(2027, 2, 1))
    corrected = a_rent(LEIDEN, Dwelling.ROOM, 550, 1000, starts=date(2027, 2, 1))
    figures, key = [newer, corrected, ROOM], (LEIDEN, Dwelling.ROOM)
    assert newest_rents(figures, date(2027, 1, 31))[key] == ROOM
    assert newest_rents(figures, date(2027, 2, 1))[key] == corrected
    assert newest_rents(figures, date(2025, 1, 1)) == {}
