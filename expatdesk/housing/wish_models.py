"""What home a household looks for."""

import uuid
from datetime import date

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model


class HomeWishes(HasId, Model):
    """One row a case. None, or an empty list: it does not matter to them, or they have not said.

    What they add in their own words stands on the case. `budget` is in cents a month; without a `work_postcode`
    of its own it is that of the case or its employer that counts.
    """

    __tablename__ = "home_wishes"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    # Whoever saves wishes says which version of them was on the page.
    version: Mapped[int] = mapped_column(default=1)
    budget: Mapped[int | None]
    rooms: Mapped[int | None]
    dwellings: Mapped[list[str]] = mapped_column(JSON, default=list)
    furnishings: Mapped[list[str]] = mapped_column(JSON, default=list)
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list)
    starts: Mapped[date | None]
    months: Mapped[int | None]
    pets: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=False)
    work_postcode: Mapped[str | None] = mapped_column(String(7))
    minutes_to_work: Mapped[int | None]
