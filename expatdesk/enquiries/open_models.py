"""A question of somebody without a case, and all that was said about it."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.enquiries.models import LONGEST_SUBJECT, Side, ThreadState
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_NAME = 100


class OpenQuestion(HasId, Model):
    """One question. Until its mailbox is confirmed the desk does not see it."""

    __tablename__ = "open_question"
    __table_args__ = (Index("ix_open_question_due_id", "due", "id"),)

    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    # What was said, in its order: each with `side`, `text`, `at`, and of the desk `by`.
    said: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    # Of the newest link in a mail: each one voids those before it (security T13).
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # By when we promised to answer, as long as it waits for the desk.
    due: Mapped[date | None]
    # Since when it waits for nothing: from then on its term runs.
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    # The municipality whose registrars are asked to answer; who asks is not told them.
    passed_to: Mapped[str | None] = mapped_column(String(4))
    version: Mapped[int] = mapped_column(default=1)

    @property
    def state(self) -> ThreadState:
        """Where it stands."""
        if self.due:
            return ThreadState.WAITING
        return ThreadState.ANSWERED if self.said[-1]["side"] == Side.DESK else ThreadState.CLOSED

    @staticmethod
    def moment(one: dict[str, str]) -> datetime:
        """When one of the messages was written."""
        return datetime.fromisoformat(one["at"])
