"""Tables of organisations: employers and partners. Municipalities stand in the region file."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

IS_FOR_INVOICES = text("kind = 'invoice'")


class AddressKind(enum.StrEnum):
    """What a further address of an employer is for."""

    OFFICE = "office"
    INVOICE = "invoice"
    HOUSING = "housing"


class Employer(HasId, Model):
    """An organisation that submits hires."""

    __tablename__ = "employer"

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kvk_number: Mapped[str | None] = mapped_column(String(8), unique=True)
    # Where people visit it: by this address the desk knows whether it may register its hires.
    street: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    # How many people may be registered at its address at once, as agreed with the municipality.
    most_registered: Mapped[int | None]
    # As the public register of the IND said on that day.
    recognised_sponsor: Mapped[bool] = mapped_column(default=False)
    sponsor_checked_on: Mapped[date | None]
    fee_exempt: Mapped[bool] = mapped_column(default=False)
    # Pays the fees of its hires by an invoice per quarter, and what the invoice says of it beside the above.
    invoice_customer: Mapped[bool] = mapped_column(default=False, server_default=false())
    vat_number: Mapped[str | None] = mapped_column(String(14))
    invoice_reference: Mapped[str | None] = mapped_column(String(50))

    exemptions: Mapped[list["PastExemption"]] = relationship(
        cascade="all, delete-orphan", order_by="PastExemption.until"
    )

    addresses: Mapped[list["EmployerAddress"]] = relationship(
        cascade="all, delete-orphan", order_by="EmployerAddress.kind, EmployerAddress.town, EmployerAddress.street"
    )

    @property
    def invoice_address(self) -> "Employer | EmployerAddress":
        """Where its invoices go: where people visit it, unless it told another address."""
        return next((one for one in self.addresses if one.kind == AddressKind.INVOICE), self)

    def was_exempt(self, day: date) -> bool:
        """Whether its hires paid no fee on that day, whatever was changed since."""
        return next((past.exempt for past in self.exemptions if day < past.until), self.fee_exempt)


class EmployerAddress(HasId, Model):
    """A further address of an employer. It is never changed, but for how many it has room for."""

    __tablename__ = "employer_address"
    __table_args__ = (
        Index(
            "uq_employer_address_invoice",
            "employer_id",
            unique=True,
            sqlite_where=IS_FOR_INVOICES,
            postgresql_where=IS_FOR_INVOICES,
        ),
    )

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str | None] = mapped_column(String(100))
    street: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    # Of housing for hires: how many people can live there, and how many may be registered.
    places: Mapped[int | None]
    most_registered: Mapped[int | None]


class PastExemption(Model):
    """Whether an employer's hires paid no fee until the day on which that was changed."""

    __tablename__ = "past_exemption"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(primary_key=True)
    exempt: Mapped[bool]


class Partner(HasId, Model):
    """An organisation that works with the desk: it lets homes to newcomers, or runs activities for them."""

    __tablename__ = "partner"

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(String(200), unique=True)
    offers_homes: Mapped[bool] = mapped_column(default=False)
    runs_activities: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(200))
    # An employer with flats of its own: its HR lets them.
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"), unique=True)
    # The last day on which it works with the desk; None until further notice.
    last_day: Mapped[date | None]

    def works_on(self, day: date) -> bool:
        """Whether it works with the desk on that day."""
        return self.last_day is None or day <= self.last_day


class EmployerApplication(HasId, Model):
    """An organisation that asks to be let in. The coordinator sees it once its mailbox is known to be theirs.

    Without a token it is a request that the worker has not answered yet; decided, it is gone.
    """

    __tablename__ = "employer_application"

    name: Mapped[str] = mapped_column(String(200))
    kvk_number: Mapped[str] = mapped_column(String(8))
    street: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    applicant: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
