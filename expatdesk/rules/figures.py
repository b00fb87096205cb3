"""Figures of a group of people that tell of nobody in it: of a small group there are none."""

from collections.abc import Sequence
from statistics import median

# Of fewer, somebody who knows them could tell who is meant.
FEWEST = 5


def count_shown(count: int) -> int | None:
    """The count, where it is of enough people; of nobody it tells of nobody."""
    return count if count >= FEWEST or count == 0 else None


def median_shown(values: Sequence[int]) -> float | None:
    """The middle one of these values, where they are of enough people."""
    return float(median(values)) if len(values) >= FEWEST else None
