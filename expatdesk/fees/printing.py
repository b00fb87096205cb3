"""An invoice as an accessible PDF, in one of the two languages."""

from pathlib import Path

from stdnum import iban

from expatdesk.fees.labels import NO_VAT, line_words, quarter_words, title_of
from expatdesk.fees.models import Invoice
from expatdesk.rules.vat import vat_shares
from expatdesk.shared.i18n import plain_date, speaking
from expatdesk.shared.pdf import render_pdf, style_of
from expatdesk.shared.rendering import render

STYLE = Path(__file__).with_name("invoice.css")


def invoice_pdf(invoice: Invoice, language: str) -> bytes:
    """The invoice as a tagged PDF. Raises PdfNotMade."""
    with speaking(language):
        title = title_of(invoice)
    return render_pdf(invoice_html(invoice, language), title=title, language=language)


def invoice_html(invoice: Invoice, language: str) -> str:
    """The invoice as one page of HTML with everything in it."""
    with speaking(language):
        title, quarter = title_of(invoice), quarter_words(invoice.in_quarter)
    return render(
        "invoice/invoice.html", language, invoice=invoice, title=title, quarter=quarter,
        seller=invoice.sent_by, buyer=invoice.sent_to, shares=vat_shares(invoice.lines), style=style_of(STYLE),
        iban=iban.format(invoice.sent_by.iban), line_words=line_words, plain_date=plain_date, no_vat=NO_VAT,
    )  # fmt: skip
