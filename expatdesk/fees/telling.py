"""Telling an employer that an invoice was drawn up, or taken back. Nothing here commits."""

from expatdesk.fees.labels import quarter_words
from expatdesk.fees.models import Invoice
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.names import plain
from expatdesk.people.queries import admins_of


def tell_of(invoice: Invoice, *, charged_again: bool = False) -> None:
    """Mail all who look after an employer; of a credit note also whether its visits come on another invoice."""
    for admin in admins_of(invoice.employer_id):
        queue_mail(
            "invoice_drawn_up", recipient=admin.email, language=admin.language, name=plain(admin.name),
            invoice=invoice, quarter_words=quarter_words, charged_again=charged_again,
        )  # fmt: skip
