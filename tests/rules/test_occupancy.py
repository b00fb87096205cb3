"""Nights of a place: what is taken, what is free, and that more never fit than there are places."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.occupancy import (
    Period,
    Span,
    free_periods,
    most_at_once,
    nights_used,
    overlaps,
    periods,
    too_full,
)

JANUARY, MARCH = date(2027, 1, 1), date(2027, 3, 1)
DAYS = st.integers(-40, 100).map(lambda number: JANUARY + timedelta(days=number))
NIGHTS = st.none() | st.integers(1, 60)
SPANS = st.lists(
    st.builds(
        lambda starts, nights, takes: Span(starts, nights and starts + timedelta(days=nights), takes),
        DAYS, NIGHTS, st.integers(1, 3),
    ),
    max_size=8,
)  # fmt: skip


def day(month: int, number: int) -> date:
    return date(2027, month, number)


def test_who_leaves_makes_room_for_that_night() -> None:
    there = Span(day(1, 5), day(1, 20))
    assert too_full([there], Span(day(1, 20), None), 1) is None
    assert too_full([there], Span(day(1, 1), day(1, 5)), 1) is None
    assert too_full([there], Span(day(1, 19), day(1, 21)), 1) == Period(day(1, 19), day(1, 20), 1, 1)
    assert too_full([Span(day(1, 5), None)], Span(day(9, 1), day(9, 2)), 1) == Period(day(9, 1), day(9, 2), 1, 1)


def test_a_house_of_places_fills_up() -> None:
    there = [Span(day(1, 1), day(2, 1), 3), Span(day(1, 15), None, 2)]
    assert too_full(there, Span(day(1, 1), day(1, 15), 3), 6) is None
    full = too_full(there, Span(day(1, 1), None, 2), 6)
    assert full == Period(day(1, 15), day(2, 1), 5, 6)
    assert full.free == 1
    assert most_at_once(there, JANUARY) == 5
    assert most_at_once(there, day(2, 1)) == 2


def test_what_is_free_from_when() -> None:
    there = [Span(day(1, 1), day(1, 10)), Span(day(2, 3), day(2, 20))]
    gap, rest = free_periods(there, 1, JANUARY)
    assert (gap.starts, gap.ends, gap.nights) == (day(1, 10), day(2, 3), 24)
    assert (rest.starts, rest.ends, rest.nights) == (day(2, 20), None, None)
    assert free_periods([Span(day(1, 1), None)], 1, JANUARY) == ()


def test_stays_side_by_side_are_one_time() -> None:
    there = [Span(day(1, 1), day(1, 10)), Span(day(1, 10), day(1, 20))]
    assert periods(there, 1, JANUARY, day(1, 31)) == (
        Period(day(1, 1), day(1, 20), 1, 1), Period(day(1, 20), day(1, 31), 0, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "ends", "nights"),
    [((12, 20), (1, 5), 4), ((1, 30), None, 2), ((1, 31), (2, 1), 1), ((2, 1), None, 0), ((1, 1), (2, 1), 31)],
)
def test_nights_of_a_month(starts: tuple[int, int], ends: tuple[int, int] | None, nights: int) -> None:
    first = date(2026 if starts[0] == 12 else 2027, *starts)
    there = [Span(first, day(*ends) if ends else None, 2)]
    assert nights_used(there, JANUARY, day(2, 1)) == 2 * nights


@given(SPANS)
def test_the_times_are_the_days_one_by_one(spans: list[Span]) -> None:
    """Counted night by night: no gap, no overlap, and each number is right."""
    found = periods(spans, 4, JANUARY, MARCH)
    assert (found[0].starts, found[-1].ends) == (JANUARY, MARCH)
    for one, after in pairwise(found):
        assert one.ends == after.starts
        assert one.used != after.used
    night, used = JANUARY, 0
    while night < MARCH:
        here = sum(span.takes for span in spans if overlaps(span, night, night + timedelta(days=1)))
        (period,) = (one for one in found if one.starts <= night < (one.ends or MARCH))
        assert period.used == here
        used, night = used + here, night + timedelta(days=1)
    assert nights_used(spans, JANUARY, MARCH) == used


@given(SPANS, st.integers(1, 6))
def test_never_more_than_fit(spans: list[Span], capacity: int) -> None:
    """Let in one by one, as the desk does it, they are never too many."""
    there: list[Span] = []
    for span in spans:
        if too_full(there, span, capacity) is None:
            there.append(span)
    assert most_at_once(there, JANUARY - timedelta(days=100)) <= capacity
