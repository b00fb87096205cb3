"""Honest advice on a budget for a home: what such homes cost, whether it is enough, and what is to be paid first.

Amounts are cents. Figures and amounts come with their source and their day: they are shown with them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .homes import Dwelling, Wishes
from .region import Amount, Region
from .rents import Rent

# The desk's norm: so many can live in a home of one room.
MOST_IN_ONE_ROOM = 2
ONE_ROOM = frozenset({Dwelling.ROOM, Dwelling.STUDIO})


class Verdict(StrEnum):
    """What a budget can do where and for what they look."""

    NO_BUDGET = "no_budget"
    NO_FIGURES = "no_figures"
    TOO_LOW = "too_low"
    SOME = "some"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class FirstCosts:
    """What is paid before the first night: the first month, and a deposit of at most so many months' bare rent.

    Whoever lets a home may not let the tenant pay its agent, so there is nothing for that.
    """

    month: int
    deposit: int
    deposit_months: Amount

    @property
    def together(self) -> int:
        """The most that is paid at the beginning."""
        return self.month + self.deposit


@dataclass(frozen=True, slots=True)
class Advice:
    """What the desk tells a household beside its wishes.

    `typical` are the figures for what they look for, the cheapest first; `unknown` their municipalities without
    any; `short` what is missing a month to the cheapest; `instead` what else the budget reaches, of another kind
    or elsewhere; `income` what many landlords ask before taxes a month for a home at the budget.
    """

    verdict: Verdict
    typical: tuple[Rent, ...]
    unknown: tuple[str, ...]
    short: int
    instead: tuple[Rent, ...]
    first_costs: FirstCosts | None
    income: int | None
    income_per_rent: Amount


def advise(wishes: Wishes, rents: Mapping[tuple[str, Dwelling], Rent], region: Region, today: date) -> Advice:
    """Advice by the figures of that day. LookupError where the region lacks an amount."""
    towns = [town.code for town in region.municipalities if town.code in wishes.municipalities]
    towns = towns or [town.code for town in region.municipalities]
    kinds = kinds_for(wishes)
    suitable = [rent for rent in _by_price(rents.values()) if suits(rent.dwelling, wishes.people)]
    typical = tuple(rent for rent in suitable if rent.municipality in towns and rent.dwelling in kinds)
    known = {rent.municipality for rent in typical}
    verdict = _verdict(wishes.budget, typical)
    too_low, budget = verdict is Verdict.TOO_LOW, wishes.budget or 0
    per_rent = region.amount("income_per_rent", today)
    return Advice(
        verdict=verdict,
        typical=typical,
        unknown=tuple(town for town in towns if town not in known),
        short=typical[0].low - budget if too_low else 0,
        instead=tuple(rent for rent in suitable if rent.low <= budget) if too_low else (),
        first_costs=_first_costs(wishes.budget, region.amount("deposit_months", today)),
        income=wishes.budget and int(wishes.budget * per_rent.value),
        income_per_rent=per_rent,
    )


def kinds_for(wishes: Wishes) -> frozenset[Dwelling]:
    """The kinds of home that they ask for; where they name none, all that have rooms enough."""
    if wishes.dwellings:
        return wishes.dwellings
    return frozenset(Dwelling) - (ONE_ROOM if (wishes.rooms or 1) > 1 else frozenset())


def suits(dwelling: Dwelling, people: int) -> bool:
    """Whether so many can live in such a home at all."""
    return dwelling not in ONE_ROOM or people <= MOST_IN_ONE_ROOM


def _by_price(rents: Collection[Rent]) -> list[Rent]:
    return sorted(rents, key=lambda rent: (rent.low, rent.high, rent.municipality, rent.dwelling))


def _verdict(budget: int | None, typical: Collection[Rent]) -> Verdict:
    if not typical:
        return Verdict.NO_FIGURES
    if budget is None:
        return Verdict.NO_BUDGET
    if budget < min(rent.low for rent in typical):
        return Verdict.TOO_LOW
    return Verdict.ENOUGH if budget >= max(rent.high for rent in typical) else Verdict.SOME


def _first_costs(budget: int | None, deposit_months: Amount) -> FirstCosts | None:
    if budget is None:
        return None
    return FirstCosts(budget, int(budget * deposit_months.value), deposit_months)
