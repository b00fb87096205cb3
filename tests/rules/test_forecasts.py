"""How long households wait: which days count, whose, and what may be said of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.facts import Category
from expatdesk.rules.forecasts import FEWEST, Awaited, Kind, Usual, Way, expected, kind_of, usual
from expatdesk.rules.outcome import Destination, Party
from expatdesk.rules.terms import is_working_day
from tests.rules.strategies import DAYS

NONE: frozenset[date] = frozenset()
MONDAY = date(2027, 2, 1)
MANY = st.lists(st.integers(0, 60), min_size=FEWEST, max_size=200)
TURNS = st.dictionaries(st.integers(0, 40), st.sampled_from([*Party, None]), max_size=8)


def day(number: int) -> date:
    """So many days after a Monday."""
    return MONDAY + timedelta(days=number)


def way(turns: dict[int, Party | None], *, arrival: int | None = None, registered: int | None = None) -> Way:
    """Submitted on the Monday; the numbers are days after it."""
    return Way(
        submitted=MONDAY,
        arrival=None if arrival is None else day(arrival),
        registered=None if registered is None else day(registered),
        turns={day(number): party for number, party in turns.items()},
    )


@given(waits=MANY)
def test_half_waited_no_longer_than_the_median_and_eight_of_ten_than_the_other(waits: list[int]) -> None:
    known = usual(waits)
    assert known is not None
    for days, share in ((known.half, 0.5), (known.most, 0.8)):
        assert days in waits
        assert sum(wait <= days for wait in waits) >= share * len(waits)
        assert sum(wait < days for wait in waits) < share * len(waits)


@given(waits=MANY, data=st.data())
def test_the_order_does_not_matter(waits: list[int], data: st.DataObject) -> None:
    assert usual(data.draw(st.permutations(waits))) == usual(waits)


@given(waits=st.lists(st.integers(0, 60), max_size=FEWEST - 1))
def test_too_few_say_nothing(waits: list[int]) -> None:
    assert usual(waits) is None


def test_twenty_are_enough() -> None:
    assert usual(range(1, 21)) == Usual(half=10, most=16)
    assert usual([*range(1, 20)]) is None


@given(turns=TURNS, until=st.integers(0, 40))
def test_what_the_household_has_to_do_itself_is_never_waiting(turns: dict[int, Party | None], until: int) -> None:
    """Days with the household and days with others are together the days with anybody."""
    theirs = {number: Party.EXPAT if party else None for number, party in turns.items()}
    others = {number: Party.DESK if party else None for number, party in turns.items()}
    swapped = {
        number: party and (Party.DESK if party is Party.EXPAT else Party.EXPAT) for number, party in turns.items()
    }
    waited = [
        way({0: None, **one}).waited(Awaited.PAPERS, day(until), NONE) for one in (turns, swapped, others, theirs)
    ]
    assert None not in waited
    assert (waited[0] or 0) + (waited[1] or 0) == waited[2]
    assert waited[3] == 0


@given(turns=TURNS, until=st.integers(0, 40), more=st.integers(0, 20))
def test_waiting_grows_by_working_days_at_most(turns: dict[int, Party | None], until: int, more: int) -> None:
    one = way({0: Party.DESK, **turns})
    short = one.waited(Awaited.PAPERS, day(until), NONE)
    long = one.waited(Awaited.PAPERS, day(until + more), NONE)
    assert short is not None
    assert long is not None
    between = sum(is_working_day(day(until + number + 1), NONE) for number in range(more))
    assert 0 <= long - short <= between


def test_sent_back_it_waits_twice_and_not_between() -> None:
    """Handed in on Monday, sent back on Wednesday, handed in again on Friday, accepted on Monday."""
    one = way({0: Party.DESK, 2: Party.EXPAT, 4: Party.DESK, 7: Party.MUNICIPALITY})
    assert one.waited(Awaited.PAPERS, day(7), NONE) == 3
    assert one.waited(Awaited.PAPERS, day(7), frozenset({day(7)})) == 2


def test_nobody_waits_for_a_registration_before_the_arrival() -> None:
    one = way({0: Party.DESK}, arrival=7)
    assert one.waited(Awaited.REGISTRATION, day(9), NONE) == 2
    assert way({0: Party.DESK}).waited(Awaited.REGISTRATION, day(9), NONE) is None
    assert way({0: Party.DESK}, arrival=-9).waited(Awaited.REGISTRATION, day(9), NONE) == 7


def test_a_bsn_that_is_handed_over_at_the_visit_tells_nothing_of_those_by_post() -> None:
    one = way({0: Party.MUNICIPALITY}, registered=2)
    assert one.waited_in_all(Awaited.BSN, day(2), NONE) is None
    assert one.waited_in_all(Awaited.BSN, day(4), NONE) == 2
    assert one.waited_in_all(Awaited.PAPERS, day(2), NONE) == 2


@pytest.mark.parametrize("turns", [{}, {1: Party.DESK}])
def test_what_began_before_anybody_wrote_down_whose_turn_it_was_is_not_counted(turns: dict[int, Party]) -> None:
    assert way({**turns}).waited(Awaited.PAPERS, day(5), NONE) is None


@pytest.mark.parametrize("to", Destination)
@pytest.mark.parametrize("category", Category)
def test_who_is_compared_with_whom(to: Destination, category: Category) -> None:
    kind = kind_of(to, category)
    assert (kind is None) == (to is not Destination.DESK)
    assert (kind is Kind.EU_CITIZENS) == (to is Destination.DESK and category is Category.EU_CITIZEN)


@given(half=st.integers(0, 20), more=st.integers(0, 20), waited=st.integers(0, 60), today=DAYS)
def test_what_is_expected_lies_ahead_on_working_days(half: int, more: int, waited: int, today: date) -> None:
    between = expected(Usual(half, half + more), waited, today, NONE)
    assert (between is None) == (waited > half + more)
    if between is not None:
        first, last = between
        assert today <= first <= last
        assert is_working_day(first, NONE)
        assert is_working_day(last, NONE)


def test_what_was_waited_already_is_taken_off() -> None:
    assert expected(Usual(2, 4), 0, MONDAY, NONE) == (day(2), day(4))
    assert expected(Usual(2, 4), 3, MONDAY, NONE) == (MONDAY, day(1))
    assert expected(Usual(2, 4), 4, MONDAY, NONE) == (MONDAY, MONDAY)
    assert expected(Usual(2, 4), 5, MONDAY, NONE) is None
