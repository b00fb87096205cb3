"""Places at an activity: never too many, and strictly in order, whatever households do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.waiting_list import (
    IN_LINE,
    WITH_PLACES,
    Claim,
    Standing,
    Window,
    held_until,
    next_offers,
    standing_of_newcomer,
    window,
)

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)


@dataclass
class Line:
    """An occasion as the desk keeps it, without a database."""

    capacity: int
    persons: dict[int, int] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    # In which order places were given, and to whom.
    given: list[int] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(self.persons[one] for one, standing in self.standings.items() if standing in WITH_PLACES)

    @property
    def waiting(self) -> list[Claim]:
        return [Claim(one, self.persons[one]) for one in self.standings if self.waits(one)]

    def waits(self, number: int) -> bool:
        return self.standings[number] is Standing.WAITING

    def signs_up(self, persons: int) -> None:
        number = len(self.persons) + 1
        waits = bool(self.waiting)
        standing = standing_of_newcomer(persons, capacity=self.capacity, taken=self.taken, somebody_waits=waits)
        self.persons[number], self.standings[number] = persons, standing
        if standing is Standing.COMING:
            self.given.append(number)

    def changes(self, number: int, standing: Standing) -> None:
        """Somebody who was offered places says yes, or anybody goes."""
        if self.standings.get(number) not in IN_LINE:
            return
        if standing is not Standing.COMING:
            self.standings[number] = standing
        elif self.standings[number] is Standing.OFFERED:
            self.standings[number] = Standing.COMING
        self.moves_up()

    def moves_up(self) -> None:
        for claim in next_offers(self.waiting, capacity=self.capacity, taken=self.taken):
            self.standings[claim.number] = Standing.OFFERED
            self.given.append(claim.number)


ACTS = st.lists(
    st.one_of(
        st.integers(1, 6),
        st.tuples(st.integers(1, 30), st.sampled_from([Standing.COMING, Standing.CANCELLED, Standing.LAPSED])),
    ),
    max_size=60,
)


def played(capacity: int, acts: Sequence[int | tuple[int, Standing]]) -> Line:
    line = Line(capacity)
    for act in acts:
        if isinstance(act, int):
            line.signs_up(min(act, capacity))
        else:
            line.changes(*act)
        assert line.taken <= capacity
    return line


@given(st.integers(1, 20), ACTS)
def test_there_are_never_more_people_than_places(capacity: int, acts: list[int | tuple[int, Standing]]) -> None:
    assert played(capacity, acts).taken <= capacity


@given(st.integers(1, 20), ACTS)
def test_nobody_is_let_past_somebody_who_waits(capacity: int, acts: list[int | tuple[int, Standing]]) -> None:
    """Places are given in the order of signing up: whoever gets one never overtakes anybody."""
    line = played(capacity, acts)
    assert line.given == sorted(line.given)
    still_waiting = [claim.number for claim in line.waiting]
    assert not still_waiting or min(still_waiting) > max(line.given, default=0)


@given(st.integers(1, 20), ACTS)
def test_no_place_stays_free_for_which_the_next_waits(
    capacity: int, acts: list[int | tuple[int, Standing]]
) -> None:
    line = played(capacity, acts)
    if line.waiting:
        assert line.waiting[0].persons > capacity - line.taken


def test_a_small_household_does_not_jump_over_a_large_one() -> None:
    four, one = Claim(1, 4), Claim(2, 1)
    assert next_offers([one, four], capacity=10, taken=7) == []
    assert next_offers([one, four], capacity=10, taken=5) == [four, one]


def test_who_asks_for_more_than_all_places_holds_up_nobody() -> None:
    assert next_offers([Claim(1, 6), Claim(2, 1)], capacity=5, taken=4) == [Claim(2, 1)]


def test_who_fits_waits_all_the_same_where_others_do() -> None:
    free = {"capacity": 5, "taken": 2}
    assert standing_of_newcomer(3, somebody_waits=False, **free) is Standing.COMING
    assert standing_of_newcomer(4, somebody_waits=False, **free) is Standing.WAITING
    assert standing_of_newcomer(1, somebody_waits=True, **free) is Standing.WAITING


def test_an_offer_lasts_a_day_and_never_past_the_beginning() -> None:
    assert held_until(NOON, NOON + timedelta(days=3)) == NOON + timedelta(hours=24)
    assert held_until(NOON, NOON + timedelta(hours=2)) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, 1, Window.OPEN),
        (0, 1, Window.OPEN),
        (1, 2, Window.NOT_YET),
        (-2, 0, Window.CLOSED),
        (1, -1, Window.CLOSED),
    ],
)
def test_when_one_can_sign_up(opens: int | None, closes: int, expected: Window) -> None:
    opens_at = None if opens is None else NOON + timedelta(hours=opens)
    assert window(NOON, opens_at=opens_at, closes_at=NOON + timedelta(hours=closes)) is expected
