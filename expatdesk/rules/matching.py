"""Which homes suit a household: hard limits that no match breaks, and soft wishes that rank what is left.

Each soft wish that a home does not meet costs points, by the desk's norm below; fewer points stand higher. What a
home was given points for stands in its reasons, so that whoever reads the list can follow it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from .cycling import Cycling
from .homes import Offer, Wishes
from .terms import ONE_DAY, add_months

# The desk's norm: so much above its budget a household is still shown a home, and so much later than it asked for.
MOST_ABOVE_BUDGET_PERCENT = 10
MOST_DAYS_LATER = timedelta(days=14)

# Points for what a home does not meet.
PER_PERCENT_ABOVE_BUDGET = 3
PER_ROOM_MISSING = 15
OTHER_DWELLING = 12
OTHER_MUNICIPALITY = 10
OTHER_FURNISHING = 8
PER_MINUTE_TOO_FAR = 1
MOST_FOR_TOO_FAR = 20
# The nearer the better, also within what they said: one point for so many minutes.
MINUTES_PER_POINT = 5
# A distance that nobody knows is neither near nor far.
DISTANCE_UNKNOWN = 6


class Limit(StrEnum):
    """Why a home cannot be theirs at all."""

    PEOPLE = "people"
    REGISTRATION = "registration"
    START = "start"
    LENGTH = "length"
    PETS = "pets"
    STEP_FREE = "step_free"
    BUDGET = "budget"


class Aspect(StrEnum):
    """What a reason is about."""

    BUDGET = "budget"
    ROOMS = "rooms"
    DWELLING = "dwelling"
    FURNISHING = "furnishing"
    MUNICIPALITY = "municipality"
    DISTANCE = "distance"


class Reason(NamedTuple):
    """How a home meets one wish; `fits` is None where nobody knows.

    `amount` is for a budget the cents a month that the home is above it, for rooms how many it has, for a distance
    the minutes; for all else, and where it is not known, it is 0. The home itself says the rest.
    """

    aspect: Aspect
    fits: bool | None
    amount: int = 0
    points: int = 0


class Match(NamedTuple):
    """A home that can be theirs, what speaks for it and against it, and its points: fewer are better."""

    offer: Offer
    reasons: tuple[Reason, ...]
    points: int

    @property
    def fitting(self) -> list[Reason]:
        """What they asked for and get."""
        return [reason for reason in self.reasons if reason.fits]

    @property
    def lacking(self) -> list[Reason]:
        """What they asked for and do not get, or what is not known."""
        return [reason for reason in self.reasons if not reason.fits]

    @property
    def minutes(self) -> int | None:
        """Minutes by bicycle to where they work; None where nobody knows or they did not say where."""
        known = (one.amount for one in self.reasons if one.aspect is Aspect.DISTANCE and one.fits is not None)
        return next(known, None)


def matches(wishes: Wishes, offers: Iterable[Offer], *, cycling: Cycling, today: date) -> list[Match]:
    """The homes that can be theirs, the best one first; of equal ones the cheapest, then by key."""
    needs, judges = _Needs(wishes, today), _judges_of(wishes, cycling)
    found = []
    for offer in offers:
        if next(needs.broken_by(offer), None) is None:
            reasons = tuple([judge(offer) for judge in judges])
            found.append(Match(offer, reasons, sum([reason.points for reason in reasons])))
    found.sort(key=lambda match: (match.points, match.offer.rent + match.offer.service_costs, match.offer.key))
    return found


def limits_broken(wishes: Wishes, offer: Offer, *, today: date) -> tuple[Limit, ...]:
    """Why this home cannot be theirs; empty where it can."""
    return tuple(_Needs(wishes, today).broken_by(offer))


class _Needs:
    """What a home must have for this household, worked out once for all homes."""

    def __init__(self, wishes: Wishes, today: date) -> None:
        self.wishes, self.today = wishes, today
        self.most = wishes.budget and wishes.budget * (100 + MOST_ABOVE_BUDGET_PERCENT) // 100
        self.latest_start = wishes.starts and max(wishes.starts, today) + MOST_DAYS_LATER
        self.until = cache(self._until)

    def broken_by(self, offer: Offer) -> Iterator[Limit]:
        """The limits that this home breaks."""
        wishes = self.wishes
        if offer.most_people < wishes.people:
            yield Limit.PEOPLE
        if offer.most_registered < wishes.people:
            yield Limit.REGISTRATION
        if self.latest_start is not None and offer.starts > self.latest_start:
            yield Limit.START
        if offer.ends is not None and offer.ends < self.until(offer.starts):
            yield Limit.LENGTH
        if wishes.pets and not offer.pets:
            yield Limit.PETS
        if wishes.step_free and not offer.step_free:
            yield Limit.STEP_FREE
        if self.most is not None and offer.rent + offer.service_costs > self.most:
            yield Limit.BUDGET

    def _until(self, starts: date) -> date:
        """Until when a home that is free from that day must be theirs."""
        moves_in = max(self.wishes.starts or starts, self.today)
        if self.wishes.months is None:
            return max(moves_in, starts)
        return add_months(moves_in, self.wishes.months) - ONE_DAY


Judge = Callable[[Offer], Reason]


def _judges_of(wishes: Wishes, cycling: Cycling) -> list[Judge]:
    """One for each wish that they have: what nobody asked for is no reason. Equal homes are judged once."""
    judges: list[Judge] = []
    if (budget := wishes.budget) is not None:
        judges.append(lambda offer: _budget(offer.rent + offer.service_costs, budget))
    if (rooms := wishes.rooms) is not None:
        of_rooms = cache(
            lambda has: Reason(Aspect.ROOMS, has >= rooms, has, max(0, rooms - has) * PER_ROOM_MISSING)
        )
        judges.append(lambda offer: of_rooms(offer.rooms))
    if wishes.dwellings:
        one, other = _either(Aspect.DWELLING, OTHER_DWELLING)
        judges.append(lambda offer: one if offer.dwelling in wishes.dwellings else other)
    if wishes.furnishings:
        so, not_so = _either(Aspect.FURNISHING, OTHER_FURNISHING)
        judges.append(lambda offer: so if offer.furnishing in wishes.furnishings else not_so)
    if wishes.municipalities:
        here, elsewhere = _either(Aspect.MUNICIPALITY, OTHER_MUNICIPALITY)
        judges.append(lambda offer: here if offer.municipality in wishes.municipalities else elsewhere)
    if (work := wishes.work_postcode) is not None:
        of_area = cache(lambda area: _distance(cycling.minutes(area, work), wishes.minutes_to_work))
        judges.append(lambda offer: of_area(offer.postcode[:4]))
    return judges


def _either(aspect: Aspect, points: int) -> tuple[Reason, Reason]:
    return Reason(aspect, fits=True), Reason(aspect, fits=False, points=points)


def _budget(cost: int, budget: int) -> Reason:
    above = cost - budget
    if above <= 0:
        return WITHIN_BUDGET
    percent = -(-above * 100 // max(budget, 1))
    return Reason(Aspect.BUDGET, fits=False, amount=above, points=percent * PER_PERCENT_ABOVE_BUDGET)


WITHIN_BUDGET = Reason(Aspect.BUDGET, fits=True)


def _distance(minutes: int | None, most: int | None) -> Reason:
    if minutes is None:
        return Reason(Aspect.DISTANCE, fits=None, points=DISTANCE_UNKNOWN)
    too_far = 0 if most is None else max(0, minutes - most) * PER_MINUTE_TOO_FAR
    points = minutes // MINUTES_PER_POINT + min(too_far, MOST_FOR_TOO_FAR)
    return Reason(Aspect.DISTANCE, fits=not too_far, amount=minutes, points=points)
