"""Figures tell of groups: of fewer than five there is none."""

import pytest

from expatdesk.rules.figures import count_shown, median_shown


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (300, 300)])
def test_a_count_of_a_few_is_hidden(count: int, shown: int | None) -> None:
    assert count_shown(count) == shown


@pytest.mark.parametrize(
    ("values", "shown"), [([], None), ([1, 2, 3, 4], None), ([9, 1, 2, 3, 4], 3.0), ([1, 2, 3, 4, 5, 6], 3.5)]
)
def test_the_middle_of_enough(values: list[int], shown: float | None) -> None:
    assert median_shown(values) == shown
