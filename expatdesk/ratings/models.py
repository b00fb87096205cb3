"""What a household thought of it."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import Model

SCORES = (1, 2, 3, 4, 5)


class Rating(Model):
    """One household's score, 1 to 5, and what it added. Who may change it is known; no page says whose it is."""

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score_in_range"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    given_on: Mapped[date] = mapped_column(index=True)
    score: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
