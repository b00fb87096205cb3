"""What a household answered at a check-in."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.rules.check_ins import Theme
from expatdesk.shared.db import Model


class CheckInAnswer(Model):
    """A score from 1 to 5 for each theme of which it said anything, and its own words."""

    __tablename__ = "check_in_answer"
    __table_args__ = tuple(
        CheckConstraint(f"{theme} BETWEEN 1 AND 5", name=f"{theme}_in_range") for theme in Theme
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    check_in: Mapped[str] = mapped_column(String(30), primary_key=True)
    given_on: Mapped[date] = mapped_column(index=True)
    home: Mapped[int | None]
    people: Mapped[int | None]
    work: Mapped[int | None]
    language: Mapped[int | None]
    wants_talk: Mapped[bool]
    text: Mapped[str | None] = mapped_column(Text)

    @property
    def scores(self) -> dict[Theme, int | None]:
        """What it says of each theme."""
        return {theme: getattr(self, theme) for theme in Theme}
