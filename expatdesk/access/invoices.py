"""Handing out an invoice as a file, at the doors of the desk and of the employer."""

import uuid

from flask import abort
from werkzeug.wrappers import Response

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_invoices
from expatdesk.access.visitor import current_visitor
from expatdesk.fees.lines_file import lines_file
from expatdesk.fees.models import Invoice
from expatdesk.fees.printing import invoice_pdf
from expatdesk.fees.queries import find_invoice
from expatdesk.fees.ubl import ubl_of
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
    return user_file(_content(invoice, extension), media_type=MEDIA_TYPES[extension], name=name)


def _content(invoice: Invoice, extension: str) -> bytes:
    match extension:
        case "pdf":
            return invoice_pdf(invoice, language())
        case "xml":
            return ubl_of(invoice)
        case _:
            with_days = current_visitor().may(Permission.RUN_INVOICES)
            return lines_file([invoice], language(), with_days=with_days)
