"""The table of who lives when in a place of a partner or an employer. It says how many, and never who."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.rules.occupancy import Span
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_NOTE = 200


class PlaceStay(HasId, Model):
    """A stay in a home of a partner, or at an address where an employer houses its hires: in one of the two."""

    __tablename__ = "place_stay"
    __table_args__ = (
        CheckConstraint("(home_id IS NULL) <> (address_id IS NULL)", name="home_or_address"),
        CheckConstraint("ends IS NULL OR ends > starts", name="a_night_at_least"),
    )

    version: Mapped[int] = mapped_column(default=1)
    home_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("home.id", ondelete="CASCADE"), index=True)
    address_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("employer_address.id", ondelete="CASCADE"), index=True
    )
    starts: Mapped[date]
    # The day on which they leave: its night is free again. None until that is known.
    ends: Mapped[date | None] = mapped_column(index=True)
    people: Mapped[int]
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    # The employer's own hire, where it said so. Erased with its household; that somebody lived there stays.
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    def as_span(self) -> Span:
        """The same as the rules read it: a home is let as a whole, at an address each takes a place."""
        return Span(self.starts, self.ends, 1 if self.home_id else self.people)
