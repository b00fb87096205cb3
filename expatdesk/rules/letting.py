"""What a region's municipalities and the law ask of whoever lets a home, as dated data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .region import Text


@dataclass(frozen=True, slots=True)
class ContractRule:
    """From a day on, what a rental contract must hold to, by the name of its check, and what that rests on.

    `verified` is false where the source is not firm.
    """

    check: str
    starts: date
    source: str
    as_of: date
    verified: bool = True


@dataclass(frozen=True, slots=True)
class LettingPermit:
    """From a day on, the districts of a municipality (CBS code) in which a landlord needs a permit to let."""

    municipality: str
    districts: tuple["Text", ...]
    starts: date
    source: str
    as_of: date


def rule_on(rules: Iterable[ContractRule], check: str, day: date) -> ContractRule | None:
    """What a contract that starts on that day must hold to; None where nothing was asked then."""
    in_force = [rule for rule in rules if rule.check == check and rule.starts <= day]
    return max(in_force, key=lambda rule: rule.starts, default=None)


def permit_on(permits: Iterable[LettingPermit], municipality: str, day: date) -> LettingPermit | None:
    """The districts of this municipality where letting needs a permit on that day; None where we know none."""
    of_it = [one for one in permits if one.municipality == municipality and one.starts <= day]
    return max(of_it, key=lambda one: one.starts, default=None)
