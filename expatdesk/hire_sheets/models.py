"""Tables of sheets of hires: a sheet that somebody handed over, and its rows."""

import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.cases.models import LONGEST_REFERENCE
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_NAME = 200


class SheetState(enum.StrEnum):
    """How far a sheet is. The worker checks it and takes it over; in between, whoever gave it decides."""

    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"


class RowState(enum.StrEnum):
    """What becomes of a row."""

    GIVEN = "given"
    RIGHT = "right"
    WRONG = "wrong"
    # Its reference is that of a hire whom the employer handed over before.
    KNOWN = "known"
    TAKEN = "taken"


class HireSheet(HasId, Model):
    """A sheet of hires that HR handed over. It goes after a week, as drafts do; what was taken over stays."""

    __tablename__ = "hire_sheet"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"))
    # As its file is called; empty where there is none.
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    state: Mapped[str] = mapped_column(String(10), default=SheetState.CHECKING)
    # The columns as they stood there, the names of those we do not know, and those that are missing.
    columns: Mapped[list[str]] = mapped_column(JSON)
    unknown: Mapped[list[str]] = mapped_column(JSON)
    missing: Mapped[list[str]] = mapped_column(JSON)
    total: Mapped[int]
    # What the employer was told of the costs, as it held when the rows were checked.
    invoice_customer: Mapped[bool] = mapped_column(default=False, server_default=false())
    fee_exempt: Mapped[bool] = mapped_column(default=False, server_default=false())
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class SheetRow(Model):
    """A row of a sheet as it was given, and what follows from it. Taken over, it holds nothing but its case.

    What is wrong with a row is computed when it is shown, in the reader's language.
    """

    __tablename__ = "sheet_row"
    __table_args__ = (Index("ix_sheet_row_sheet_id_state_number", "sheet_id", "state", "number"),)

    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("hire_sheet.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=RowState.GIVEN)
    cells: Mapped[dict[str, str]] = mapped_column(JSON)
    withheld: Mapped[dict[str, str]] = mapped_column(JSON)
    reference: Mapped[str | None] = mapped_column(String(LONGEST_REFERENCE))
    # The number of an earlier row with the same reference; of one with the same name or e-mail address.
    same_as: Mapped[int | None]
    twin_of: Mapped[int | None]
    hire: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # An open hire of the employer with the same name or e-mail address.
    like_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="SET NULL"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="SET NULL"), index=True)
    # What would follow.
    route_to: Mapped[str | None] = mapped_column(String(20))
    municipality: Mapped[str | None] = mapped_column(String(4))
    fee_cents: Mapped[int] = mapped_column(default=0)
    # The Monday of the week in which the visit should be; None where no visit is needed, or nobody knows yet.
    week: Mapped[date | None]
