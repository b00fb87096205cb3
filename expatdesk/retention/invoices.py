"""Invoices go when the tax office need not find them any more: so many years after the year of their day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import aliased

from expatdesk.fees.models import Invoice
from expatdesk.rules.region import Retention
from expatdesk.shared.db import begin_immediate, session


def invoices_to_erase(retention: Retention, today: date) -> int:
    """How many invoices and credit notes are older than they are kept."""
    return session.scalar(select(func.count()).select_from(Invoice).where(_is_over(retention, today))) or 0


def erase_invoices(retention: Retention, today: date) -> int:
    """Remove them with their lines; commits, answers how many."""
    begin_immediate()
    over = _is_over(retention, today)
    ids = list(session.scalars(select(Invoice.id).where(over)))
    # A credit note goes before the invoice that it names.
    for kind in (Invoice.credits_id.is_not(None), Invoice.credits_id.is_(None)):
        session.execute(delete(Invoice).where(Invoice.id.in_(ids), kind))
    session.commit()
    return len(ids)


def _is_over(retention: Retention, today: date) -> ColumnElement[bool]:
    """An invoice that was taken back is kept for as long as its credit note."""
    begin = date(today.year - retention.invoices_years, 1, 1)
    note = aliased(Invoice)
    is_named = select(note.id).where(note.credits_id == Invoice.id, note.issued_on >= begin)
    return and_(Invoice.issued_on < begin, ~is_named.exists())
