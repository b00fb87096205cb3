"""How many visits fit beside each other: households of several people take longer, and come first."""

from datetime import date, time

import pytest
from flask import Flask

from expatdesk.appointments.queries import Need, free_times
from expatdesk.appointments.room import visits_that_fit
from expatdesk.rules.region import Region
from tests.factories.counters import a_counter

LEIDEN, MONDAY = "0546", date(2027, 1, 4)


@pytest.mark.parametrize(
    ("households", "fit"),
    [
        ({}, 4),
        ({1: 1}, 4),
        ({1: 5}, 4),
        # Three quarters of an hour each: of two hours half an hour is left.
        ({2: 2}, 3),
        ({2: 2, 1: 1}, 3),
        ({2: 3}, 2),
        ({4: 1}, 2),
        # The largest first: what is left over serves the others, and nobody besides.
        ({5: 1, 1: 1}, 2),
        ({6: 1, 1: 1}, 1),
        ({7: 1, 1: 1}, 1),
        ({7: 2, 1: 1}, 1),
        # Nobody is served for longer than the counter is open.
        ({8: 1, 1: 4}, 4),
    ],
)
def test_of_two_hours(app: Flask, region: Region, households: dict[int, int], fit: int) -> None:
    """Half an hour for one person, a quarter more for each further one."""
    a_counter(opens=time(9), closes=time(11), weekdays=(0,))
    times = {size: free_times(Need(size, LEIDEN), MONDAY, MONDAY, region=region) for size in range(1, 9)}
    assert visits_that_fit(households, times) == fit


def test_of_two_counters(app: Flask, region: Region) -> None:
    """A visit takes the time of one of them."""
    a_counter(opens=time(9), closes=time(10), weekdays=(0,))
    a_counter(opens=time(9), closes=time(10), weekdays=(0,), first_person_minutes=60)
    times = {size: free_times(Need(size, LEIDEN), MONDAY, MONDAY, region=region) for size in (1, 3)}
    assert [visits_that_fit({3: 1}, times), visits_that_fit({1: 3}, times)] == [2, 3]
