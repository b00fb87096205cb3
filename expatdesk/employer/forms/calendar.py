"""Which month of its calendar HR asks for, read from the address of the page."""

from contextlib import suppress
from datetime import date

from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR


def read_month(asked: str | None, today: date) -> date:
    """The first day of the month asked for ('2027-01'); of the present one where that makes no sense."""
    with suppress(ValueError):
        first = date.fromisoformat(f"{asked}-01")
        if FIRST_YEAR <= first.year <= LAST_YEAR:
            return first
    return today.replace(day=1)
