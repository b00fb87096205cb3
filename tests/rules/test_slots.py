"""Free times at a counter: what may never happen, whatever the opening hours and whatever is taken."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.slots import (
    QUARTER,
    Window,
    free_starts,
    length_of_visit,
    moment_at,
    open_quarters,
    quarters_of,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 12, 14)
MORNING = Window(MONDAY, time(9), time(12, 15))
HALF_AN_HOUR = timedelta(minutes=30)
# Days on which the clock changes, and others.
DAYS = st.sampled_from([MONDAY, date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
TIMES = st.times(max_value=time(23, 45)).map(lambda at: at.replace(second=0, microsecond=0))
PEOPLE = st.integers(min_value=1, max_value=9)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Hours of any kind on one day, also during the night of a clock change and off the grid."""
    opens, closes = sorted(draw(st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1])))
    return Window(draw(DAYS), opens, closes)


@st.composite
def counters(draw: st.DrawFn) -> tuple[list[Window], set[datetime]]:
    """Windows of a counter, and quarters that are taken."""
    hours = draw(st.lists(windows(), min_size=1, max_size=3))
    quarters = sorted({quarter for window in hours for quarter in open_quarters(window, AMSTERDAM)})
    taken = draw(st.sets(st.sampled_from(quarters), max_size=12)) if quarters else set()
    return hours, taken


def minutes(people: int) -> timedelta:
    return length_of_visit(people, first_minutes=30, further_minutes=15)


def on_the_wall(moments: tuple[datetime, ...]) -> list[str]:
    return [f"{moment.astimezone(AMSTERDAM):%H:%M}" for moment in moments]


@given(counters(), PEOPLE)
def test_a_free_time_overlaps_nothing_taken(counter: tuple[list[Window], set[datetime]], people: int) -> None:
    hours, taken = counter
    for start in free_starts(hours, taken, minutes(people), AMSTERDAM):
        assert taken.isdisjoint(quarters_of(start, minutes(people)))


@given(counters(), PEOPLE)
def test_a_free_time_lies_within_opening_hours(counter: tuple[list[Window], set[datetime]], people: int) -> None:
    hours, taken = counter
    for start in free_starts(hours, taken, minutes(people), AMSTERDAM):
        for quarter in quarters_of(start, minutes(people)):
            wall = quarter.astimezone(AMSTERDAM).replace(tzinfo=None)
            assert any(
                datetime.combine(window.day, window.opens) <= wall
                and wall + QUARTER <= datetime.combine(window.day, window.closes)
                for window in hours
            )


@given(counters(), PEOPLE)
def test_a_larger_household_fits_in_no_more_places(
    counter: tuple[list[Window], set[datetime]], people: int
) -> None:
    hours, taken = counter
    one_more = free_starts(hours, taken, minutes(people + 1), AMSTERDAM)
    assert set(one_more) <= set(free_starts(hours, taken, minutes(people), AMSTERDAM))


@given(windows())
def test_every_quarter_can_be_read_on_the_wall(window: Window) -> None:
    """Each time offered exists, happens once, and is the moment that its own words mean."""
    starts = free_starts([window], set(), QUARTER, AMSTERDAM)
    walls = [start.astimezone(AMSTERDAM) for start in starts]
    assert [moment_at(wall.date(), wall.time(), AMSTERDAM) for wall in walls] == list(starts)
    assert all(wall.minute % 15 == 0 for wall in walls)


def test_a_morning_of_half_hours() -> None:
    starts = on_the_wall(free_starts([MORNING], set(), HALF_AN_HOUR, AMSTERDAM))
    assert starts[:3] == ["09:00", "09:15", "09:30"]
    assert starts[-1] == "11:45"


def test_what_is_taken_is_left_out() -> None:
    taken = set(quarters_of(datetime(2026, 12, 14, 9, 0, tzinfo=UTC), HALF_AN_HOUR))
    starts = on_the_wall(free_starts([MORNING], taken, HALF_AN_HOUR, AMSTERDAM))
    assert starts == ["09:00", "09:15", "09:30", "10:30", "10:45", "11:00", "11:15", "11:30", "11:45"]


def test_windows_that_touch_are_one() -> None:
    parts = [Window(MONDAY, time(9), time(10)), Window(MONDAY, time(10), time(11))]
    assert "09:45" in on_the_wall(free_starts(parts, set(), HALF_AN_HOUR, AMSTERDAM))


@pytest.mark.parametrize(("people", "taken"), [(1, 30), (2, 45), (5, 90), (0, 30)])
def test_further_people_take_longer(people: int, taken: int) -> None:
    assert minutes(people) == timedelta(minutes=taken)


def test_a_quarter_begun_is_taken_whole() -> None:
    assert len(quarters_of(datetime(2026, 12, 14, 9, tzinfo=UTC), timedelta(minutes=40))) == 3


def test_the_hour_that_march_skips_is_not_offered() -> None:
    night = Window(date(2027, 3, 28), time(1), time(4))
    starts = on_the_wall(free_starts([night], set(), HALF_AN_HOUR, AMSTERDAM))
    assert starts == ["01:00", "01:15", "01:30", "01:45", "03:00", "03:15", "03:30"]
    assert moment_at(date(2027, 3, 28), time(2, 30), AMSTERDAM) is None


def test_the_hour_that_october_repeats_is_offered_once() -> None:
    night = Window(date(2027, 10, 31), time(2), time(4))
    starts = free_starts([night], set(), QUARTER, AMSTERDAM)
    assert on_the_wall(starts) == ["02:00", "02:15", "02:30", "02:45", "03:00", "03:15", "03:30", "03:45"]
    assert starts[0] == datetime(2027, 10, 31, 0, tzinfo=UTC)
    assert starts[4] == datetime(2027, 10, 31, 2, tzinfo=UTC)
