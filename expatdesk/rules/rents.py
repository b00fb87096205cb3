"""What homes cost to rent, as figures that somebody published or counted: dated, with their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .homes import Dwelling


@dataclass(frozen=True, slots=True)
class Rent:
    """From `low` to `high` in cents a month a home of this kind costs in a municipality (CBS code), from a day on.

    `as_of` is the day of the figure itself; `verified` is false where its source is weak or old.
    """

    municipality: str
    dwelling: Dwelling
    low: int
    high: int
    starts: date
    source: str
    as_of: date
    verified: bool = True


def newest_rents(rents: Iterable[Rent], on: date) -> dict[tuple[str, Dwelling], Rent]:
    """By municipality and kind the figure that holds on that day: the last that began; of two, the later one."""
    begun = (rent for rent in rents if rent.starts <= on)
    return {(rent.municipality, rent.dwelling): rent for rent in sorted(begun, key=lambda rent: rent.starts)}
