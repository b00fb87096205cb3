"""Tables of cases that turned out to be one household, or certainly two, and of who may still look at a case."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Merge(HasId, Model):
    """Two cases that became one, with their rows before and after: for a day it can be undone."""

    __tablename__ = "merge"

    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    emptied_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    # Erased once the day is over: two files of one household are more than the desk needs (GDPR 5).
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TwoHouseholds(Model):
    """Two cases that look alike, and of which somebody said that they are two different households."""

    __tablename__ = "two_households"

    # The smaller id stands first, so that a pair has one row however it is named.
    first_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class TransferGrant(HasId, Model):
    """A municipality that handed a case over may look at it until this day, for this reason; no more than look."""

    __tablename__ = "transfer_grant"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    municipality: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(String(500))
    last_day: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
