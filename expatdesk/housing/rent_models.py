"""What homes cost to rent, as the coordinator learnt it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_SOURCE = 200


class RentFigure(HasId, Model):
    """From a day on a kind of home costs so much in a municipality, in cents a month. Never changed."""

    __tablename__ = "rent_figure"
    __table_args__ = (CheckConstraint("0 < low AND low <= high", name="from_low_to_high"),)

    municipality: Mapped[str] = mapped_column(String(4))
    dwelling: Mapped[str] = mapped_column(String(20))
    low: Mapped[int]
    high: Mapped[int]
    starts: Mapped[date]
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    as_of: Mapped[date]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by_name: Mapped[str] = mapped_column(String(200))
