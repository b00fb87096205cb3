"""A question that the desk put to a partner in words of its own, and what came back by the link."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now, today
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_NAME = 100


class PartnerRequest(HasId, Model):
    """One partner that was asked. It has no account: the link in its mail opens this question and nothing else."""

    __tablename__ = "partner_request"
    __table_args__ = (
        CheckConstraint(
            "(thread_id IS NULL) <> (open_question_id IS NULL) AND (thread_id IS NULL) = (case_id IS NULL)",
            name="one_question",
        ),
    )

    # Of a household, or of somebody without a case: it goes with the question that it is about.
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    thread_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), index=True)
    open_question_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("open_question.id", ondelete="CASCADE"), index=True
    )
    partner: Mapped[str] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_day: Mapped[date]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Whether its link still takes an answer."""
        return self.answered_at is None and self.taken_back_at is None and self.last_day >= today()
