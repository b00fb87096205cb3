"""What a household looks for in a home, and what a home offers: the words of both, as plain values.

Amounts are euro cents a month, areas square metres, minutes those of a bicycle.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dwelling(StrEnum):
    """What kind of home it is."""

    ROOM = "room"
    STUDIO = "studio"
    APARTMENT = "apartment"
    HOUSE = "house"


class Furnishing(StrEnum):
    """How much is in it: nothing, floors and curtains (gestoffeerd), or all one needs."""

    UNFURNISHED = "unfurnished"
    UPHOLSTERED = "upholstered"
    FURNISHED = "furnished"


class Contract(StrEnum):
    """The kind of lease. Since July 2024 most have no end; the law names when one may."""

    INDEFINITE = "indefinite"
    TEMPORARY = "temporary"
    SHORT_STAY = "short_stay"
    # A room with the family that lives there.
    WITH_HOST = "with_host"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a household looks for. None, or an empty set: it does not matter, or they have not said.

    `budget` is the most a month, service costs included; `rooms` the fewest. `months` is how long they want to
    live there, `work_postcode` where who works has to be, at most `minutes_to_work` by bicycle.
    """

    people: int
    budget: int | None = None
    rooms: int | None = None
    dwellings: frozenset[Dwelling] = frozenset()
    furnishings: frozenset[Furnishing] = frozenset()
    municipalities: frozenset[str] = frozenset()
    starts: date | None = None
    months: int | None = None
    pets: bool = False
    step_free: bool = False
    work_postcode: str | None = None
    minutes_to_work: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A home to let. `rent` is bare; `most_registered` how many may be registered there, 0 for nobody.

    `ends` is the last day of the lease, None where it has none.
    """

    key: str
    municipality: str
    postcode: str
    dwelling: Dwelling
    rent: int
    service_costs: int
    deposit: int
    rooms: int
    furnishing: Furnishing
    contract: Contract
    starts: date
    ends: date | None
    most_people: int
    most_registered: int
    area: int | None = None
    points: int | None = None
    pets: bool = False
    step_free: bool = False

    @property
    def cost(self) -> int:
        """What is paid a month."""
        return self.rent + self.service_costs
