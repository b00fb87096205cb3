"""Tables of invoices. They name no household: a case code says enough (docs/security.md)."""

import enum
import uuid
from datetime import date

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.fees.parties import Buyer, Seller
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import HasId, Model


class InvoiceKind(enum.StrEnum):
    """What is asked for, or given back."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Invoice(HasId, Model):
    """An invoice or credit note as it was sent: it is never changed, and says itself who sent it to whom."""

    __tablename__ = "invoice"

    number: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    quarter: Mapped[str] = mapped_column(String(7), index=True)
    issued_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    seller: Mapped[dict[str, str]] = mapped_column(JSON)
    buyer: Mapped[dict[str, str]] = mapped_column(JSON)
    # Of a credit note: the invoice that it takes back, each one once, and why.
    credits_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("invoice.id"), unique=True)
    reason: Mapped[str | None] = mapped_column(String(500))

    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice", cascade="all, delete-orphan", lazy="selectin", order_by="InvoiceLine.position"
    )
    credits: Mapped["Invoice | None"] = relationship(remote_side="Invoice.id", back_populates="credited_by")
    credited_by: Mapped["Invoice | None"] = relationship(back_populates="credits")

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives back what another one asked for."""
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def sent_by(self) -> Seller:
        """Who sent it, as it was then."""
        return Seller(**self.seller)

    @property
    def sent_to(self) -> Buyer:
        """Whom it was sent to, as they were then."""
        return Buyer(**self.buyer)

    @property
    def in_quarter(self) -> Quarter:
        """The quarter that it is of."""
        return Quarter.parse(self.quarter)

    @property
    def excl_cents(self) -> int:
        """The sum without VAT."""
        return sum(line.excl_cents for line in self.lines)

    @property
    def vat_cents(self) -> int:
        """The sum of the lines' VAT."""
        return sum(line.vat_cents for line in self.lines)

    @property
    def incl_cents(self) -> int:
        """The sum with VAT."""
        return self.excl_cents + self.vat_cents


class InvoiceLine(HasId, Model):
    """What one person's visit cost, or what was withheld of a fee; amounts in cents."""

    __tablename__ = "invoice_line"

    invoice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoice.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    case_code: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    # An Ending of `rules/charging.py`, and whose line it is where it is that of a person.
    ending: Mapped[str] = mapped_column(String(20))
    role: Mapped[str | None] = mapped_column(String(10))
    excl_cents: Mapped[int]
    vat_percent: Mapped[int]
    vat_cents: Mapped[int]

    invoice: Mapped[Invoice] = relationship(back_populates="lines")

    @property
    def incl_cents(self) -> int:
        """The amount with VAT."""
        return self.excl_cents + self.vat_cents


class InvoicedVisit(Model):
    """What was charged once. The key makes a second time impossible, whoever draws up at the same moment."""

    __tablename__ = "invoiced_visit"

    # The id of the visit, or of the logbook's line about a change that came too late.
    what: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoice.id", ondelete="CASCADE"), index=True)


class InvoiceCounter(Model):
    """The last number given in a year. Who gives one holds the row until it is stored: no number is left out."""

    __tablename__ = "invoice_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
