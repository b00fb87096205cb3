"""VAT of several lines together: what an invoice says of each rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Taxed(Protocol):
    """A line with its amount without VAT, its rate, and its VAT."""

    @property
    def excl_cents(self) -> int: ...
    @property
    def vat_percent(self) -> int: ...
    @property
    def vat_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class VatShare:
    """All lines of one rate."""

    percent: int
    excl_cents: int
    vat_cents: int

    @property
    def gap_cents(self) -> int:
        """How far the sum of rounded lines lies from the VAT of the sum."""
        return abs(self.vat_cents - (self.excl_cents * self.percent + 50) // 100)


def vat_shares(lines: Iterable[Taxed]) -> list[VatShare]:
    """One share per rate, the highest first. VAT is the sum of the lines', as each household was told it."""
    sums: dict[int, tuple[int, int]] = {}
    for line in lines:
        excl, vat = sums.get(line.vat_percent, (0, 0))
        sums[line.vat_percent] = excl + line.excl_cents, vat + line.vat_cents
    return [VatShare(percent, *sums[percent]) for percent in sorted(sums, reverse=True)]
