"""Handing out invoices as files, at the doors of the desk and of the employer: each time is written down."""

import uuid

from flask import abort
from werkzeug.wrappers import Response

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_invoices
from expatdesk.access.visitor import current_visitor
from expatdesk.fees.lines_file import lines_file
from expatdesk.fees.models import Invoice
from expatdesk.fees.printing import invoice_pdf
from expatdesk.fees.queries import find_invoice, invoices_of
from expatdesk.fees.ubl import ubl_of
from expatdesk.logbook.actions import record
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import language

MEDIA_TYPES = {"pdf": "application/pdf", "xml": "application/xml", "csv": "text/csv; charset=utf-8"}


def invoice_or_404(invoice_id: uuid.UUID) -> Invoice:
    """The invoice with this id; one that the visitor may not see does not exist (security T01)."""
    return find_invoice(invoice_id, visible_invoices(current_visitor())) or abort(404)


def file_of(invoice: Invoice, extension: str) -> Response:
    """The invoice in the visitor's language, and as UBL in Dutch; 404 for any other kind of file."""
    if extension not in MEDIA_TYPES:
        abort(404)
    name = f"{'credit-note' if invoice.is_credit_note else 'invoice'}-{invoice.number}.{extension}"
    return _handed_out("invoice_taken", _content(invoice, extension), name)


def lines_of(quarter: Quarter) -> Response:
    """All lines of a quarter, in the visitor's language."""
    content = lines_file(invoices_of(quarter), language(), with_days=True)
    return _handed_out("invoice_lines_taken", content, f"invoice-lines-{quarter}.csv")


def _handed_out(verb: str, content: bytes, name: str) -> Response:
    """What leaves is written down, or it does not leave (security T51); a file that is slow is made by now."""
    begin_writing()
    record(verb, by=current_visitor().actor, file=name)
    return user_file(content, media_type=MEDIA_TYPES[name.rpartition(".")[2]], name=name)


def _content(invoice: Invoice, extension: str) -> bytes:
    match extension:
        case "pdf":
            return invoice_pdf(invoice, language())
        case "xml":
            return ubl_of(invoice)
        case _:
            with_days = current_visitor().may(Permission.RUN_INVOICES)
            return lines_file([invoice], language(), with_days=with_days)
