"""The desk's clock: stored in UTC, shown as on the wall in Leiden."""

from datetime import UTC, date, datetime, timedelta

import pytest
from time_machine import Traveller

from expatdesk.shared.clock import AMSTERDAM, back_in, local, now, today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 14, 22, 59, tzinfo=UTC), date(2026, 12, 14)),
        (datetime(2026, 12, 14, 23, 0, tzinfo=UTC), date(2026, 12, 15)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_new_day_begins_at_midnight_in_leiden(clock: Traveller, moment: datetime, day: date) -> None:
    clock.move_to(moment)
    assert today() == day


def test_an_hour_that_comes_twice_is_shown_as_the_wall_shows_it() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert f"{local(first):%H:%M}" == f"{local(first + timedelta(hours=1)):%H:%M}" == "02:30"


def test_the_past_ends_with_its_block() -> None:
    before = now()
    with back_in(datetime(2026, 11, 2, 9, 15, tzinfo=AMSTERDAM)):
        assert now() == datetime(2026, 11, 2, 8, 15, tzinfo=UTC)
        assert today() == date(2026, 11, 2)
    assert now() == before
