"""The lines of invoices as a table for a spreadsheet: amounts as numbers with a point, credit notes below zero."""

from collections.abc import Iterable, Iterator

from expatdesk.fees.labels import line_words
from expatdesk.fees.models import Invoice
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import speaking
from expatdesk.shared.sheets import Amount, Cell, csv_file

HEADS = (
    _l("Number"), _l("Date"), _l("Quarter"), _l("Employer"), _l("Takes back"), _l("Line"), _l("Case code"),
    _l("What for"), _l("Without VAT"), _l("VAT rate"), _l("VAT"), _l("With VAT"),
)  # fmt: skip
DAY = _l("Day")


def lines_file(invoices: Iterable[Invoice], language: str, *, with_days: bool) -> bytes:
    """All lines of these invoices as CSV, in this language.

    The days of visits are for the desk alone: an employer sees them only where the household lets it (T08).
    """
    with speaking(language):
        heads = [*HEADS, DAY] if with_days else HEADS
        return csv_file([[str(head) for head in heads], *_rows(invoices, with_days=with_days)])


def _rows(invoices: Iterable[Invoice], *, with_days: bool) -> Iterator[list[Cell]]:
    for invoice in invoices:
        sign = -1 if invoice.is_credit_note else 1
        for line in invoice.lines:
            yield [
                invoice.number, invoice.issued_on, invoice.quarter, invoice.sent_to.name,
                invoice.credits.number if invoice.credits else None, line.position, line.case_code,
                line_words(line), Amount(sign * line.excl_cents), line.vat_percent,
                Amount(sign * line.vat_cents), Amount(sign * line.incl_cents), *([line.day] if with_days else []),
            ]  # fmt: skip
