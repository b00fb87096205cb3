"""Numbers of invoices: 2026-0001, 2026-0002 and so on, none twice and none left out."""

from collections.abc import Iterator

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from expatdesk.fees.models import InvoiceCounter
from expatdesk.shared.db import session, table_of

# Both databases know this word, each in its dialect. It waits for whoever came first, and fails nobody.
UNLESS_THERE = {
    dialect: words.insert(table_of(InvoiceCounter)).on_conflict_do_nothing()
    for dialect, words in (("postgresql", postgresql), ("sqlite", sqlite))
}


# Whoever draws up holds this row, whatever the year: of two across midnight at New Year one waits for the other.
EVERY_YEAR = 0


def hold_numbers(year: int) -> Iterator[str]:
    """The next numbers of that year. Until the transaction ends nobody else gets one, or draws up anything.

    What is given and not stored was never given: numbers are written down in the same transaction.
    """
    for counter in (EVERY_YEAR, year):
        session.execute(UNLESS_THERE[session.get_bind().dialect.name], {"year": counter, "last": 0})
        mine = select(InvoiceCounter.last).where(InvoiceCounter.year == counter)
        session.execute(mine.with_for_update())
    return _numbers(year)


def _numbers(year: int) -> Iterator[str]:
    next_one = update(InvoiceCounter).where(InvoiceCounter.year == year).values(last=InvoiceCounter.last + 1)
    while True:
        number = session.scalar(next_one.returning(InvoiceCounter.last))
        yield f"{year}-{number:04}"
