"""The employer's own invoices: who pays the fees now, each invoice, and its files."""

import uuid

from flask import abort, render_template
from werkzeug.wrappers import Response

from expatdesk.access.invoices import file_of, invoice_or_404
from expatdesk.access.policy import visible_cases, visible_invoices
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_queries import hires_by_code
from expatdesk.employer.blueprint import blueprint
from expatdesk.fees.labels import line_words, quarter_words, title_of
from expatdesk.fees.queries import visible_invoices_of
from expatdesk.organisations import queries as organisations
from expatdesk.rules.vat import vat_shares


@blueprint.get("/invoices")
def invoices() -> str:
    """All of them, the newest first."""
    visitor = current_visitor()
    if visitor.employer_id is None or visitor.department is not None:
        abort(404)
    return render_template(
        "employer/invoices/list.html", invoices=visible_invoices_of(visible_invoices(visitor)),
        employer=organisations.employer(visitor.employer_id), title_of=title_of, quarter_words=quarter_words,
    )  # fmt: skip


@blueprint.get("/invoices/<uuid:invoice_id>")
def invoice(invoice_id: uuid.UUID) -> str:
    """One of them, with whose visit each line is as long as the desk keeps the case."""
    shown = invoice_or_404(invoice_id)
    hires = hires_by_code(visible_cases(current_visitor()), (line.case_code for line in shown.lines))
    return render_template(
        "employer/invoices/invoice.html", invoice=shown, hires=hires, title=title_of(shown), title_of=title_of,
        quarter=quarter_words(shown.in_quarter), shares=vat_shares(shown.lines), line_words=line_words,
    )  # fmt: skip


@blueprint.get("/invoices/<uuid:invoice_id>/file.<extension>")
def invoice_file(invoice_id: uuid.UUID, extension: str) -> Response:
    """It as PDF, UBL or lines for a sheet."""
    return file_of(invoice_or_404(invoice_id), extension)
