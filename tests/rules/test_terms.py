"""Days, working days and statutory terms, against dates counted by hand on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.terms import (
    add_months,
    add_working_days,
    easter_sunday,
    end_of_term_in_days,
    is_working_day,
    recognised_holidays,
)

DAYS = st.dates(date(2016, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2028, date(2028, 4, 16)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_holidays_of_a_year() -> None:
    assert recognised_holidays(2027) == {
        date(2027, 1, 1),
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 4, 27),  # King's Day
        date(2027, 5, 5),
        date(2027, 5, 6),  # Ascension Day
        date(2027, 5, 17),  # Whit Monday
        date(2027, 12, 25),
        date(2027, 12, 26),
    }


def test_kings_day_gives_way_to_a_sunday() -> None:
    assert date(2025, 4, 26) in recognised_holidays(2025)
    assert date(2025, 4, 27) not in recognised_holidays(2025)


def test_the_relief_of_leiden_is_a_working_day() -> None:
    assert is_working_day(date(2028, 10, 3))


def test_a_decree_can_add_a_day() -> None:
    friday_after_ascension = date(2027, 5, 7)
    assert is_working_day(friday_after_ascension)
    assert not is_working_day(friday_after_ascension, frozenset({friday_after_ascension}))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        # From a Sunday on: 21, 22, 23, 24 December; Christmas and the weekend are skipped.
        (date(2026, 12, 20), 5, date(2026, 12, 28)),
        # Back over New Year's Day and Christmas.
        (date(2027, 1, 4), -10, date(2026, 12, 17)),
        (date(2027, 1, 6), 2, date(2027, 1, 8)),
        # Friday 23 April 2027, then 26, 28 (27 is King's Day).
        (date(2027, 4, 23), 2, date(2027, 4, 28)),
        (date(2027, 1, 9), 0, date(2027, 1, 9)),
    ],
)
def test_working_days(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 11), 4, date(2027, 5, 11)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_calendar_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("event", "last_day"),
    [
        # Monday; the fifth day is Saturday 9 January, so Monday 11 (Atw 1).
        (date(2027, 1, 4), date(2027, 1, 11)),
        # Tuesday; the fifth day is Sunday.
        (date(2027, 1, 5), date(2027, 1, 11)),
        # Wednesday; the fifth day is a Monday.
        (date(2027, 1, 6), date(2027, 1, 11)),
        # Wednesday before Easter 2027: days are Thu 25, Good Friday, Sat, Sun, Easter Monday. The
        # end moves to Tuesday 30; with Thursday the term then holds two working days (Atw 2).
        (date(2027, 3, 24), date(2027, 3, 30)),
        # Thursday before Easter: Fri to Mon hold none, Tuesday 30 is the first, so Wednesday 31.
        (date(2027, 3, 25), date(2027, 3, 31)),
        # 23 December 2027, a Thursday: Fri 24 works; Sat 25 to Mon 27 … the fifth day is Tue 28.
        (date(2027, 12, 23), date(2027, 12, 28)),
        # 24 December 2026, a Thursday: 25 and 26 holidays, 27 Sunday, 28 and 29 work.
        (date(2026, 12, 24), date(2026, 12, 29)),
        # 23 December 2025, a Tuesday: Wed 24 works, 25 and 26 holidays, 27 and 28 weekend, so
        # Monday 29 is the end and the second working day.
        (date(2025, 12, 23), date(2025, 12, 29)),
        # 24 December 2025, a Wednesday: the first working day is Monday 29, where the fifth day
        # falls; one is too few, so Tuesday 30 (Atw 2).
        (date(2025, 12, 24), date(2025, 12, 30)),
        # 30 April 2027, a Friday: Mon 3 and Tue 4 work, but the fifth day is Wednesday 5 May and
        # the sixth is Ascension Day, so Friday 7.
        (date(2027, 4, 30), date(2027, 5, 7)),
        # 22 April 2027, a Thursday: the fifth day is King's Day, so Wednesday 28.
        (date(2027, 4, 22), date(2027, 4, 28)),
        # The holiday of the event itself is not counted either way.
        (date(2027, 1, 1), date(2027, 1, 6)),
        # Over a leap day.
        (date(2028, 2, 25), date(2028, 3, 1)),
    ],
)
def test_five_days_by_the_law_on_terms(event: date, last_day: date) -> None:
    assert end_of_term_in_days(event, 5) == last_day


def test_a_decreed_day_extends_a_term() -> None:
    assert end_of_term_in_days(date(2027, 4, 30), 5, frozenset({date(2027, 5, 7)})) == date(2027, 5, 10)


def test_terms_below_three_days_need_no_second_working_day() -> None:
    # Friday 8 January: the second day is Sunday, so Monday, though it is the only working day.
    assert end_of_term_in_days(date(2027, 1, 8), 2) == date(2027, 1, 11)
    assert end_of_term_in_days(date(2027, 1, 8), 3) == date(2027, 1, 12)


def test_terms_beyond_ninety_days_end_on_their_day() -> None:
    saturday = date(2027, 7, 10)
    assert end_of_term_in_days(date(2027, 1, 6), 185) == saturday
    # The ninetieth day after 10 October 2026 is Friday 8 January; a day later moves by a weekend.
    assert end_of_term_in_days(date(2026, 10, 10), 90) == date(2027, 1, 8)
    assert end_of_term_in_days(date(2026, 10, 11), 90) == date(2027, 1, 11)
    assert end_of_term_in_days(date(2026, 10, 11), 91) == date(2027, 1, 10)


@given(event=DAYS, days=st.integers(1, 90))
def test_a_term_ends_on_a_working_day_and_is_never_shortened(event: date, days: int) -> None:
    end = end_of_term_in_days(event, days)
    assert is_working_day(end)
    assert end >= event + timedelta(days=days)


@given(event=DAYS, days=st.integers(3, 90))
def test_a_term_of_three_days_holds_two_working_days_and_no_more_than_needed(event: date, days: int) -> None:
    end = end_of_term_in_days(event, days)
    within = [event + timedelta(days=number) for number in range(1, (end - event).days + 1)]
    working = [day for day in within if is_working_day(day)]
    assert len(working) >= 2
    # Each day of the extension but the last would have been too early an end.
    for end_too_early in within[days - 1 : -1]:
        enough = len([day for day in working if day <= end_too_early]) >= 2
        assert not (enough and is_working_day(end_too_early))


@given(first=DAYS, later=st.integers(0, 20), days=st.integers(1, 120))
def test_a_later_event_never_ends_a_term_earlier(first: date, later: int, days: int) -> None:
    assert end_of_term_in_days(first, days) <= end_of_term_in_days(first + timedelta(days=later), days)


@given(day=DAYS, count=st.integers(1, 30))
def test_working_days_forth_and_back(day: date, count: int) -> None:
    there = add_working_days(day, count)
    between = [day + timedelta(days=number) for number in range(1, (there - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert add_working_days(there + timedelta(days=1), -count - 1) <= day
