"""Tables of organisations: the employers. Municipalities stand in the region file."""

from datetime import date

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model


class Employer(HasId, Model):
    """An organisation that submits hires."""

    __tablename__ = "employer"

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kvk_number: Mapped[str | None] = mapped_column(String(8), unique=True)
    street: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    # As the public register of the IND said on that day.
    recognised_sponsor: Mapped[bool] = mapped_column(default=False)
    sponsor_checked_on: Mapped[date | None]
    fee_exempt: Mapped[bool] = mapped_column(default=False)
    # Pays the fees of its hires by an invoice per quarter, and what the invoice says of it beside the above.
    invoice_customer: Mapped[bool] = mapped_column(default=False, server_default=false())
    vat_number: Mapped[str | None] = mapped_column(String(14))
    invoice_reference: Mapped[str | None] = mapped_column(String(50))
