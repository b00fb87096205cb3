"""How many visits fit beside each other: a household comes together, and takes longer the larger it is."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from expatdesk.appointments.queries import FreeTime
from expatdesk.rules.slots import quarters_of

Quarters = set[tuple[uuid.UUID, datetime]]


def visits_that_fit(households: Mapping[int, int], times: Mapping[int, Iterable[FreeTime]]) -> int:
    """How many visits fit: these households, the largest first; where all of them do, single people after them.

    Both are by the number of people: how many households there are, and the times that they could have.
    """
    taken: Quarters = set()
    largest_first = sorted(households, reverse=True)
    placed = {people: _place(households[people], times[people], taken) for people in largest_first}
    all_fit = placed == households
    return sum(placed.values()) + (_place(None, times[1], taken) if all_fit else 0)


def _place(most: int | None, times: Iterable[FreeTime], taken: Quarters) -> int:
    """Let so many visits have the first of these times that nobody has taken; answers how many have one."""
    placed = 0
    for free in times:
        if placed == most:
            break
        length = free.ends_at - free.starts_at
        quarters = {(free.counter.id, quarter) for quarter in quarters_of(free.starts_at, length)}
        if taken.isdisjoint(quarters):
            taken |= quarters
            placed += 1
    return placed
