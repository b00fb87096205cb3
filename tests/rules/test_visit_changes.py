"""What a late change costs: the region's rule, by working days before the visit."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.facts import PersonRole
from expatdesk.rules.fees import FREE, line_for
from expatdesk.rules.outcome import Fee
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import changes_left, consequence_of_change

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture
def fee(region: Region) -> Fee:
    return Fee((line_for(0, PersonRole.PRINCIPAL, region.tariff_on(WEDNESDAY)),), exempt=False)


@pytest.mark.parametrize(
    ("today", "withheld"),
    [(date(2026, 12, 11), 0), (date(2026, 12, 14), 0), (date(2026, 12, 15), 6050), (WEDNESDAY, 6050)],
    ids=["Friday", "two working days before", "the day before", "the day itself"],
)
def test_the_fee_is_withheld_within_two_working_days(region: Region, fee: Fee, today: date, withheld: int) -> None:
    consequence = consequence_of_change(WEDNESDAY, fee, region, today)
    assert consequence.free_until == date(2026, 12, 14)
    assert consequence.is_late is bool(withheld)
    assert consequence.withheld_cents == withheld


def test_weekends_and_holidays_do_not_count(region: Region, fee: Fee) -> None:
    """The Monday after Christmas: Friday is Christmas Day, so Wednesday and Thursday are the two days."""
    assert consequence_of_change(date(2026, 12, 28), fee, region, WEDNESDAY).free_until == date(2026, 12, 23)


def test_another_region_withholds_less(region: Region, fee: Fee) -> None:
    half = replace(region, visit_changes=replace(region.visit_changes, withheld_percent=50, cutoff_working_days=5))
    consequence = consequence_of_change(WEDNESDAY, fee, half, date(2026, 12, 14))
    assert consequence.free_until == date(2026, 12, 9)
    assert consequence.withheld_cents == 3025


def test_who_pays_nothing_loses_nothing(region: Region) -> None:
    assert consequence_of_change(WEDNESDAY, FREE, region, WEDNESDAY).withheld_cents == 0


def test_three_changes_and_no_more(region: Region) -> None:
    assert [changes_left(changed, region) for changed in range(5)] == [3, 2, 1, 0, 0]
    assert [changes_left(changed, region, by_employer=True) for changed in range(4)] == [2, 1, 0, 0]
