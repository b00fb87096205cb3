"""What somebody keeps of their worklist: filters under a name, and the columns they want to see."""

import uuid

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model


class SavedFilter(HasId, Model):
    """A worklist that somebody comes back to. Its query is what stands in the address of that list."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    is_shared: Mapped[bool] = mapped_column(default=False, index=True)
    position: Mapped[int]


class ListColumns(Model):
    """Which columns somebody sees in the worklist. Without a row they see all of them."""

    __tablename__ = "list_columns"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    shown: Mapped[list[str]] = mapped_column(JSON)
