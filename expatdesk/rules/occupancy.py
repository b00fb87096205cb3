"""Who lives in a place from when to when: what is free, what is full, and how many nights are used.

A stay is counted in nights: whoever leaves on a day does not sleep there that night, and the next may come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stay: from its first night to the day of leaving (None: open), and how many of the places it takes."""

    starts: date
    ends: date | None
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which as many places are taken all along; `ends` is the day after its last night."""

    starts: date
    ends: date | None
    used: int
    capacity: int

    @property
    def free(self) -> int:
        """How many places are free."""
        return max(0, self.capacity - self.used)

    @property
    def nights(self) -> int | None:
        """How many nights it has; None where it has no end."""
        return None if self.ends is None else (self.ends - self.starts).days


def overlaps(span: Span, since: date, until: date | None) -> bool:
    """Whether a stay has a night from that day on, and before the other."""
    begins_in_time = until is None or span.starts < until
    return begins_in_time and (span.ends is None or span.ends > since)


def periods(spans: Iterable[Span], capacity: int, since: date, until: date | None) -> tuple[Period, ...]:
    """The time from one day to another, cut where the number of taken places changes."""
    within = [span for span in spans if overlaps(span, since, until)]
    days = {since} | {span.starts for span in within if span.starts > since}
    days |= {span.ends for span in within if span.ends and (until is None or span.ends < until)}
    cuts: list[date | None] = [*sorted(days), until]
    found: list[Period] = []
    for first, after in pairwise(cuts):
        if first is None:
            continue
        used = sum(span.takes for span in within if overlaps(span, first, after))
        if found and found[-1].used == used:
            found[-1] = Period(found[-1].starts, after, used, capacity)
        else:
            found.append(Period(first, after, used, capacity))
    return tuple(found)


def too_full(others: Sequence[Span], new: Span, capacity: int) -> Period | None:
    """The first time in which another stay does not fit beside those that are there; None where it always fits."""
    for period in periods(others, capacity, new.starts, new.ends):
        if period.used + new.takes > capacity:
            return period
    return None


def nights_used(spans: Iterable[Span], since: date, until: date) -> int:
    """How many nights of places are taken between two days: two places for one night are two."""
    used = 0
    for span in spans:
        if overlaps(span, since, until):
            ends = until if span.ends is None else min(span.ends, until)
            used += (ends - max(span.starts, since)).days * span.takes
    return used


def most_at_once(spans: Iterable[Span], since: date) -> int:
    """How many places are taken at the busiest moment from that day on."""
    return max(period.used for period in periods(spans, 0, since, None))


def free_periods(spans: Iterable[Span], capacity: int, since: date) -> tuple[Period, ...]:
    """When a place is free, wholly or in part, from that day on; the last one has no end or a stay goes on."""
    return tuple(period for period in periods(spans, capacity, since, None) if period.free)
