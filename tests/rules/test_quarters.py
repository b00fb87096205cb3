"""Quarters of the calendar."""

from datetime import date, timedelta

import pytest

from expatdesk.rules.quarters import Quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_lies_in_one(day: date, quarter: str) -> None:
    assert str(Quarter.of(day)) == quarter
    assert Quarter.parse(quarter).first_day <= day <= Quarter.parse(quarter).last_day


def test_they_follow_one_another_without_a_gap() -> None:
    quarter = Quarter(2026, 1)
    for _ in range(8):
        assert quarter.next.first_day == quarter.last_day + timedelta(days=1)
        assert quarter.next.before == quarter
        quarter = quarter.next


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-Q5", "2026-Q0", "2026-Q01", "x-Q1", "26-Q1", "2026-Q1 ", "9999-Q1"]
)
def test_another_text_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"quarter|invalid literal"):
        Quarter.parse(text)
