"""How long it takes by bicycle from one postcode area to another: roughly, and never of an area not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import cos, hypot, radians

# From one degree of latitude to the next.
KILOMETRES_PER_DEGREE = 111.2
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Cycling:
    """The centres of areas (four figures of a postcode) as degrees north and east, and how people ride there.

    Roads are longer than the straight line by `detour_percent`; within one area it takes `least_minutes`.
    """

    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    detour_percent: int = 100
    kilometres_an_hour: int = 15
    least_minutes: int = 1
    source: str = ""
    as_of: date | None = None
    verified: bool = False

    def minutes(self, postcode: str, other: str) -> int | None:
        """Minutes between these two postcodes; None where the area of one is not known."""
        here, there = self.centres.get(postcode[:4]), self.centres.get(other[:4])
        if here is None or there is None:
            return None
        north = here[0] - there[0]
        east = (here[1] - there[1]) * cos(radians(here[0]))
        by_road = hypot(north, east) * KILOMETRES_PER_DEGREE * self.detour_percent / 100
        return max(self.least_minutes, round(by_road / self.kilometres_an_hour * MINUTES_PER_HOUR))
