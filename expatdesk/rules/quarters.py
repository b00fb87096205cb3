"""Quarters of the calendar: what the desk invoices by."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; the first is January to March."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in range(1, 5) or self.year not in range(2000, 2200):
            raise ValueError(f"no quarter: {self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which that day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that is written as '2026-Q4'; ValueError for any other text."""
        year, between, number = text.partition("-Q")
        if not between or f"{int(year):04}-Q{int(number)}" != text:
            raise ValueError(f"no quarter: {text!r}")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> date:
        """The first day of it."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
