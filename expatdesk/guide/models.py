"""What coordinators wrote over the places that ship: each time a whole version, in both languages."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class PlaceVersion(HasId, Model):
    """A place as somebody left it; a row is never changed, the next one follows it."""

    __tablename__ = "place_version"
    __table_args__ = (UniqueConstraint("key", "number"),)

    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    # As `table_of` in files.py makes it.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    # A place that was taken out stays here, so that it can come back.
    is_shown: Mapped[bool]
    why: Mapped[str] = mapped_column(String(200))
    # The print of the shipped place that it was written over; empty where there was none.
    shipped_print: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
