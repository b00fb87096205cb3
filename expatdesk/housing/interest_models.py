"""Households that are interested in a home, and the times at which they can see it."""

import enum
import uuid
from datetime import datetime, timedelta
from typing import Optional

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.cases.models import Case
from expatdesk.housing.home_models import HomeOffer
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_PHONE = 40
# So long after a viewing both still know of each other: by then somebody has decided.
TO_DECIDE = timedelta(days=30)


class InterestState(enum.StrEnum):
    """What became of a household's interest."""

    OPEN = "open"
    # The partner said no.
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    # Somebody else lives there, the home is out of the offer, or the case is closed.
    OVER = "over"
    # The partner says that it is theirs; they have not said so themselves yet.
    LET = "let"
    CONFIRMED = "confirmed"
    # They did not take it after all.
    REFUSED = "refused"


# In these the household has something to do with the home.
ALIVE = (InterestState.OPEN, InterestState.LET, InterestState.CONFIRMED)
THEIRS = (InterestState.LET, InterestState.CONFIRMED)


class HomeInterest(HasId, Model):
    """One household and one offer. The partner learns a first name and a number of people by it, and no more."""

    __tablename__ = "home_interest"
    # Pressed twice, or in two tabs, there is one.
    __table_args__ = (UniqueConstraint("offer_id", "case_id"),)

    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("home_offer.id", ondelete="CASCADE"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(15), default=InterestState.OPEN)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When they said yes to this partner having their names, e-mail address and telephone number.
    shares_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phone: Mapped[str | None] = mapped_column(String(LONGEST_PHONE))
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    offer: Mapped[HomeOffer] = relationship()
    case: Mapped[Case] = relationship()
    viewing: Mapped[Optional["HomeViewing"]] = relationship(back_populates="interest", passive_deletes=True)

    @property
    def has_booked(self) -> bool:
        """Whether they see, or saw, the home at a time that they chose."""
        return self.viewing is not None

    @property
    def is_known(self) -> bool:
        """Whether partner and household know of each other who and where they are: by their yes, for now."""
        viewing = self.viewing
        sees_it = (
            self.state == InterestState.OPEN and viewing is not None and viewing.starts_at + TO_DECIDE > now()
        )
        return self.shares_at is not None and (self.state in THEIRS or sees_it)


class HomeViewing(HasId, Model):
    """A time at which a home can be seen; one household at a time."""

    __tablename__ = "home_viewing"
    __table_args__ = (UniqueConstraint("offer_id", "starts_at"),)

    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("home_offer.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who comes then. A household has one time for a home.
    interest_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("home_interest.id", ondelete="SET NULL"), unique=True
    )
    booked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded: Mapped[bool] = mapped_column(default=False)

    offer: Mapped[HomeOffer] = relationship()
    interest: Mapped[HomeInterest | None] = relationship(back_populates="viewing")
