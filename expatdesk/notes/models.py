"""What staff tell each other about a household; never shown to it or to its employer."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Note(HasId, Model):
    """One note on a case."""

    __tablename__ = "note"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    mentions: Mapped[list["Mention"]] = relationship(
        back_populates="note", cascade="all, delete-orphan", lazy="selectin"
    )


class Mention(HasId, Model):
    """Somebody is called in a note; it stands on their day until they say that they read it."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("note_id", "user_id"),)

    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    note: Mapped[Note] = relationship(back_populates="mentions")
