"""How long it takes to find the homes that suit one household among many."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.bench.server import p95
from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer, Wishes
from expatdesk.rules.matching import matches
from expatdesk.rules.region import Region

SEED = 71
WARM = 2


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """What was measured, in milliseconds; the floor is a bare loop that reads what each home costs."""

    what: str
    found: int
    median: float
    p95: float
    floor: float

    @property
    def times_floor(self) -> float:
        """How many bare loops one search takes."""
        return self.median / self.floor


def measure_homes(count: int, runs: int, region: Region, today: date) -> list[HomeFigures]:
    """Match this many invented homes with a family that wants much, and with one that takes nearly all."""
    offers = invented_offers(count, region, today)
    floor = statistics.median(_times(lambda: _bare_loop(offers), runs))
    much = Wishes(
        people=3, budget=170_000, rooms=3, dwellings=frozenset({Dwelling.APARTMENT, Dwelling.HOUSE}),
        furnishings=frozenset({Furnishing.FURNISHED}), municipalities=frozenset({region.municipalities[0].code}),
        starts=today + timedelta(days=30), months=12, work_postcode="2333 ZA", minutes_to_work=20,
    )  # fmt: skip
    little = Wishes(people=1, budget=1_000_000, rooms=2, work_postcode="2333 ZA")
    figures = []
    for what, wishes in (("wants much", much), ("takes nearly all", little)):
        taken = _times(lambda one=wishes: matches(one, offers, cycling=region.cycling, today=today), runs)  # type: ignore[misc]
        found = len(matches(wishes, offers, cycling=region.cycling, today=today))
        figures.append(HomeFigures(what, found, statistics.median(taken), p95(taken), floor))
    return figures


def invented_offers(count: int, region: Region, today: date) -> list[Offer]:
    """So many homes, the same ones each time."""
    dice = random.Random(SEED)  # noqa: S311
    return [_an_offer(number, dice, region, today) for number in range(count)]


def _an_offer(number: int, dice: random.Random, region: Region, today: date) -> Offer:
    town = dice.choice(region.municipalities)
    first, last = dice.choice(town.postcodes)
    most = dice.randint(1, 6)
    starts = today + timedelta(days=dice.randint(-60, 60))
    return Offer(
        key=f"home-{number:06}", municipality=town.code, postcode=f"{dice.randint(first, last)} AB",
        dwelling=dice.choice(list(Dwelling)), rent=dice.randrange(40_000, 250_000, 500),
        service_costs=dice.randrange(0, 20_000, 500), deposit=100_000, rooms=dice.randint(1, 5),
        furnishing=dice.choice(list(Furnishing)), contract=Contract.INDEFINITE, starts=starts,
        ends=dice.choice([None, None, starts + timedelta(days=400)]), most_people=most,
        most_registered=dice.choice([0, most, most, most]), pets=dice.random() < 0.3,
        step_free=dice.random() < 0.2,
    )  # fmt: skip


def _bare_loop(offers: Sequence[Offer]) -> int:
    total = 0
    for offer in offers:
        total += offer.rent
    return total


def _times(act: Callable[[], object], runs: int) -> list[float]:
    taken = []
    for run in range(WARM + runs):
        start = time.perf_counter()
        act()
        if run >= WARM:
            taken.append((time.perf_counter() - start) * 1000)
    return taken
