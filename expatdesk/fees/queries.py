"""Reading invoices."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select

from expatdesk.fees.models import Invoice
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import session


def invoices_of(quarter: Quarter) -> Sequence[Invoice]:
    """Invoices and credit notes of a quarter, by number."""
    return session.scalars(select(Invoice).where(Invoice.quarter == str(quarter)).order_by(Invoice.number)).all()


def find_invoice(invoice_id: uuid.UUID, visible: ColumnElement[bool]) -> Invoice | None:
    """The invoice with this id, if it is one that may be seen."""
    return session.scalars(select(Invoice).where(and_(Invoice.id == invoice_id, visible))).one_or_none()


def visible_invoices_of(visible: ColumnElement[bool]) -> Sequence[Invoice]:
    """All invoices and credit notes that may be seen, the newest first."""
    return session.scalars(
        select(Invoice).where(visible).order_by(Invoice.issued_on.desc(), Invoice.number.desc())
    ).all()
