"""Why no home suits a household: which limit cuts off most, and what would help. Nothing is softened here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .homes import Offer, Wishes
from .matching import Limit, limits_broken

# What a household can do something about; who they are, and that all must be registered, stays as it is.
THEIRS_TO_CHANGE = (Limit.BUDGET, Limit.START, Limit.LENGTH, Limit.PETS, Limit.STEP_FREE)


@dataclass(frozen=True, slots=True)
class Help:
    """A wish that alone keeps so many homes away; `cost` is for a budget the least that such a home costs."""

    limit: Limit
    homes: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class WhyNone:
    """Of so many free homes none suits; `cut` says how many each limit takes away, the most first."""

    free: int
    cut: tuple[tuple[Limit, int], ...]
    helps: tuple[Help, ...]


def why_none(wishes: Wishes, offers: Iterable[Offer], *, today: date) -> WhyNone:
    """What keeps these homes away; those that suit after all are counted as free and nothing else."""
    free, cut, alone = 0, Counter[Limit](), dict[Limit, list[Offer]]()
    for offer in offers:
        free += 1
        broken = limits_broken(wishes, offer, today=today)
        cut.update(broken)
        if len(broken) == 1:
            alone.setdefault(broken[0], []).append(offer)
    most_first = sorted(cut.items(), key=lambda one: (-one[1], list(Limit).index(one[0])))
    helps = [_help(limit, alone[limit]) for limit in THEIRS_TO_CHANGE if limit in alone]
    return WhyNone(free, tuple(most_first), tuple(sorted(helps, key=lambda one: -one.homes)))


def _help(limit: Limit, offers: list[Offer]) -> Help:
    cost = min(offer.cost for offer in offers) if limit is Limit.BUDGET else 0
    return Help(limit, len(offers), cost)
