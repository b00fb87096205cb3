"""A question of a household as a thread of messages; its employer never sees any of it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.documents.models import Attachment
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_SUBJECT = 120
LONGEST_MESSAGE = 4000


class Side(StrEnum):
    """Who wrote a message."""

    HOUSEHOLD = "household"
    DESK = "desk"


class ThreadState(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Thread(HasId, Model):
    """One question with all that was said about it."""

    __tablename__ = "thread"
    # The list of what waits for the desk, most pressing first.
    __table_args__ = (Index("ix_thread_due_id", "due", "id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # By when we promised to answer, as long as it waits for the desk.
    due: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The municipality whose registrars are asked to answer; they see nothing else of what the household asks.
    passed_to: Mapped[str | None] = mapped_column(String(4))
    version: Mapped[int] = mapped_column(default=1)

    messages: Mapped[list["Message"]] = relationship(
        back_populates="thread", cascade="all, delete-orphan", lazy="selectin",
        order_by="Message.position",
    )  # fmt: skip

    @property
    def state(self) -> ThreadState:
        """Where it stands."""
        if self.closed_at:
            return ThreadState.CLOSED
        return ThreadState.WAITING if self.due else ThreadState.ANSWERED


class Message(HasId, Model):
    """What one side wrote. It is never changed: the other may have read it."""

    __tablename__ = "thread_message"

    thread_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), index=True)
    # Its place in the thread: two of one moment keep their order.
    position: Mapped[int]
    side: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    thread: Mapped[Thread] = relationship(back_populates="messages")
    files: Mapped[list[Attachment]] = relationship(lazy="selectin", order_by=Attachment.position)
