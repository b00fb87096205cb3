"""The days of a series."""

from datetime import date

import pytest

from expatdesk.rules.series import Rhythm, days_of

FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.ONCE, [date(2026, 12, 18)]),
        (Rhythm.WEEKLY, [date(2026, 12, 18), date(2026, 12, 25), date(2027, 1, 1)]),
        (Rhythm.FORTNIGHTLY, [date(2026, 12, 18), date(2027, 1, 1), date(2027, 1, 15)]),
        # The third Friday of each month.
        (Rhythm.MONTHLY, [date(2026, 12, 18), date(2027, 1, 15), date(2027, 2, 19)]),
    ],
)
def test_a_series(rhythm: Rhythm, expected: list[date]) -> None:
    assert days_of(FRIDAY, rhythm, 3) == expected


def test_a_fifth_friday_is_the_last_one_where_there_are_four() -> None:
    assert days_of(date(2027, 1, 29), Rhythm.MONTHLY, 3) == [
        date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26),
    ]  # fmt: skip
