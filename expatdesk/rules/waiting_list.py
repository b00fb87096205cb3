"""Who has a place at an activity, who waits, and who is offered a place that became free.

Order kept means: strictly by order. A household of four needs four places. While it waits for them nobody behind
it is let past, though they would fit: a place that is free stays free until it is enough for whoever is next. So
nobody who was first ever sees somebody later go in their stead. A household that waits may come with fewer people,
and keeps its turn. One that asks for more than all places there are holds nobody up: no place ever comes for it.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# So long an offered place is held for one household; then it is offered to the next.
OFFER_HELD = timedelta(hours=24)


class Standing(enum.StrEnum):
    """How a household stands with an activity for which it signed up."""

    COMING = "coming"
    # A place is held for it until it says yes.
    OFFERED = "offered"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


# Whose places are taken, and who is in the line at all.
WITH_PLACES = frozenset({Standing.COMING, Standing.OFFERED})
IN_LINE = WITH_PLACES | {Standing.WAITING}


class Window(enum.StrEnum):
    """Whether one can sign up now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A household in the line: its number in the order of signing up, and for how many places."""

    number: int
    persons: int


def standing_of_newcomer(persons: int, *, capacity: int, taken: int, somebody_waits: bool) -> Standing:
    """Whether who signs up now comes, or waits: nobody goes past somebody who waits, whatever is free."""
    fits = taken + persons <= capacity
    return Standing.COMING if fits and not somebody_waits else Standing.WAITING


def next_offers(waiting: Iterable[Claim], *, capacity: int, taken: int) -> list[Claim]:
    """Who of those that wait is offered places now, in their order, up to the first for whom there are too few."""
    offered, free = [], capacity - taken
    for claim in sorted(waiting, key=lambda one: one.number):
        if claim.persons > capacity:
            continue
        if claim.persons > free:
            break
        offered.append(claim)
        free -= claim.persons
    return offered


def held_until(now: datetime, starts_at: datetime) -> datetime:
    """Until when a place that is offered now is held: for a day, and never past the beginning."""
    return min(now + OFFER_HELD, starts_at)


def window(now: datetime, *, opens_at: datetime | None, closes_at: datetime) -> Window:
    """Whether one can sign up at this moment. Without a moment of opening one can at once."""
    if now >= closes_at:
        return Window.CLOSED
    return Window.NOT_YET if opens_at is not None and now < opens_at else Window.OPEN
