"""What homes cost to rent, as the coordinator sees to it."""

from datetime import timedelta
from typing import Any

import pytest

from expatdesk.housing.rents import all_rents, rents_on
from expatdesk.logbook.models import LogLine
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case
from tests.visitor import Visitor

FLAT = (LEIDEN, Dwelling.APARTMENT)
TYPED: dict[str, Any] = {
    "dwelling": "apartment", "low": "1300", "high": "1900", "source": "Pararius, third quarter of 2026",
}  # fmt: skip


def test_a_newer_figure_takes_the_place_of_what_shipped(
    coordinator: Visitor, visit: Visit, region: Region
) -> None:
    shipped = rents_on(region, today())[FLAT]
    coordinator.opens("desk.manage").follows("Rents").sees("€1,000 to €1,590", "Old, or not checked.")
    coordinator.opens("desk.new_rent", town=LEIDEN).presses("Add", **TYPED)
    coordinator.sees("€1,300 to €1,900", "Earlier figures of Leiden", "€1,000 to €1,590")
    rent = rents_on(region, today())[FLAT]
    assert (rent.low, rent.high, rent.as_of, rent.verified) == (130_000, 190_000, today(), True)
    assert shipped in all_rents(region)
    expat = visit(a_case(home_kind=None, home_street=None, home_postcode=None)).opens("expat.home_wishes")
    expat.sees("Leiden: an apartment", "€1,300 to €1,900", "third quarter of 2026")
    expat.does_not_see("€1,000 to €1,590")


def test_a_figure_for_later_waits_for_its_day(coordinator: Visitor, region: Region) -> None:
    later = today() + timedelta(days=20)
    day = {"starts-day": str(later.day), "starts-month": str(later.month), "starts-year": str(later.year)}
    coordinator.opens("desk.new_rent", town=LEIDEN).presses("Add", **TYPED, **day).sees("€1,300 to €1,900")
    assert rents_on(region, today())[FLAT].low == 100_000
    assert rents_on(region, later)[FLAT].low == 130_000


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"high": "1200"}, "This is less than what most cost from."),
        ({"source": ""}, "Fill in the source."),
        ({"starts-year": "2025"}, "This day is over."),
        ({"as_of-year": "2028"}, "This day is still to come."),
        ({"dwelling": ""}, "Choose a kind of home."),
    ],
)
def test_what_is_wrong_is_said(coordinator: Visitor, region: Region, wrong: dict[str, str], said: str) -> None:
    coordinator.opens("desk.new_rent").presses("Add", refused=422, **{**TYPED, **wrong}).sees(said)
    assert rents_on(region, today())[FLAT].low == 100_000


def test_that_it_was_added_is_logged_and_only_the_coordinator_may(coordinator: Visitor, officer: Visitor) -> None:
    coordinator.opens("desk.new_rent").presses("Add", **TYPED)
    assert session.query(LogLine).filter_by(verb="rent_added").count() == 1
    officer.cannot_open("desk.rents")
    officer.cannot_open("desk.new_rent")
