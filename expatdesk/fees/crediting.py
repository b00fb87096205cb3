"""Taking back an invoice that was wrong: by a credit note, as what was sent is never changed. Does not commit."""

from datetime import date

from sqlalchemy import delete

from expatdesk.fees.models import Invoice, InvoicedVisit, InvoiceKind, InvoiceLine
from expatdesk.fees.numbers import hold_numbers
from expatdesk.fees.refusals import NotToCredit
from expatdesk.fees.telling import tell_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.shared.db import session

COPIED = ("position", "case_code", "day", "ending", "role", "excl_cents", "vat_percent", "vat_cents")


def credit(invoice: Invoice, reason: str, *, charge_again: bool, by: Actor, today: date) -> Invoice:
    """Take back the whole of an invoice; answers the credit note, with a number of the same row.

    `charge_again`: its visits come on the next invoice that is drawn up for the quarter; else nobody is ever
    asked for them again. Raises NotToCredit.
    """
    numbers = hold_numbers(today.year)
    # Somebody else may have been first, while this one waited for the numbers.
    session.refresh(invoice, ["credited_by"])
    if invoice.is_credit_note or invoice.credited_by is not None:
        raise NotToCredit
    note = Invoice(
        number=next(numbers), kind=InvoiceKind.CREDIT_NOTE, employer_id=invoice.employer_id,
        quarter=invoice.quarter, issued_on=today, due_on=today, seller=invoice.seller, buyer=invoice.buyer,
        credits=invoice, reason=reason,
    )  # fmt: skip
    note.lines = [InvoiceLine(**{name: getattr(line, name) for name in COPIED}) for line in invoice.lines]
    session.add(note)
    if charge_again:
        session.execute(delete(InvoicedVisit).where(InvoicedVisit.invoice_id == invoice.id))
    session.flush()
    tell_of(note, charged_again=charge_again)
    record("invoice_credited", by=by, number=invoice.number, note=note.number, again=charge_again)
    return note
