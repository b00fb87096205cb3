"""Figures of a group of people that tell of nobody in it: of a small group there are none."""

from collections.abc import Sequence
from statistics import median
from typing import TypeVar

# Of fewer, somebody who knows them could tell who is meant.
FEWEST = 5

Given = TypeVar("Given")


def count_shown(count: int) -> int | None:
    """The count, where it is of enough people; of nobody it tells of nobody."""
    return count if count >= FEWEST or count == 0 else None


def median_shown(values: Sequence[int]) -> float | None:
    """The middle one of these values, where they are of enough people."""
    return float(median(values)) if len(values) >= FEWEST else None


def told_together(given: Sequence[Given]) -> Sequence[Given]:
    """Those that may be told of answers in the order of their days: always `FEWEST` more at once.

    Whoever looks every day would else read off the newest one, of whoever was here yesterday. Answers of a day
    that is not over do not belong among them: who comes later in it could change who is told together.
    """
    return given[: len(given) // FEWEST * FEWEST]
