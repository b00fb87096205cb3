"""Tables of activities: what is held, when, and which households signed up for it."""

import enum
import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_ORGANISER = 120, 4000, 200, 100
MOST_PLACES, MOST_OCCASIONS = 2000, 60


class ActivityState(enum.StrEnum):
    """Who sees an activity: a draft only whoever makes it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Activity(HasId, Model):
    """What is held, once or as a series, in words of both languages."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="has_places"),
        CheckConstraint("cost_cents >= 0", name="cost_not_negative"),
    )

    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=ActivityState.DRAFT, index=True)
    # Whose it is: of a partner that makes its own, or of the desk where there is none.
    partner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("partner.id"), index=True)
    # Who organises it as households read it; None for the desk itself.
    organiser: Mapped[str | None] = mapped_column(String(LONGEST_ORGANISER))
    title_nl: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_en: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text_nl: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    municipality: Mapped[str] = mapped_column(String(4))
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    # The languages that are spoken there, by their codes.
    languages: Mapped[list[str]] = mapped_column(JSON)
    # What it is about, by the keys of `rules/interests.py`.
    topics: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    child_friendly: Mapped[bool]
    # For each person.
    cost_cents: Mapped[int]
    # For each occasion that is still to come.
    capacity: Mapped[int]
    # From when one can sign up; None where one can at once. Until when, is counted back from each beginning.
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_hours: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    occasions: Mapped[list["Occasion"]] = relationship(
        back_populates="activity", cascade="all, delete-orphan", order_by="Occasion.starts_at"
    )

    def title_in(self, language: str) -> str:
        """What it is called in this language."""
        return self.title_nl if language == "nl" else self.title_en

    def text_in(self, language: str) -> str:
        """What is told of it in this language."""
        return self.text_nl if language == "nl" else self.text_en


class Occasion(HasId, Model):
    """One time at which an activity is held, with places and a waiting list of its own."""

    __tablename__ = "activity_occasion"
    __table_args__ = (
        UniqueConstraint("activity_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        # Whatever goes wrong elsewhere, the database lets nobody in for whom there is no place.
        CheckConstraint("taken BETWEEN 0 AND capacity", name="never_too_many"),
    )

    activity_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    # By how many people, who come or to whom a place is offered.
    taken: Mapped[int] = mapped_column(default=0)
    # The number that was given last in the order of signing up.
    last_number: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Somebody's places came back without the line being moved up: the worker does it.
    to_move_up: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    # Rises with each change, for calendars.
    sequence: Mapped[int] = mapped_column(default=0)
    # What stays once the names are erased: how many people signed up, and how many of them came.
    counted_on: Mapped[date | None]
    expected: Mapped[int | None]
    came: Mapped[int | None]
    households_came: Mapped[int | None]

    activity: Mapped[Activity] = relationship(back_populates="occasions", lazy="joined", innerjoin=True)

    @property
    def day(self) -> date:
        """The day on which it begins, on the desk's clock."""
        return local(self.starts_at).date()

    @property
    def closes_at(self) -> datetime:
        """Until when one can sign up."""
        return self.starts_at - timedelta(hours=self.activity.closes_hours)

    @property
    def is_held(self) -> bool:
        """Whether it is shown to everybody and was not cancelled."""
        return self.cancelled_at is None and self.activity.state == ActivityState.PUBLISHED


class ActivitySignUp(HasId, Model):
    """One household, once for each occasion. Its id is what stands in the code that it shows at the door."""

    __tablename__ = "activity_sign_up"
    __table_args__ = (
        UniqueConstraint("occasion_id", "case_id"),
        # The order has no two at one place.
        UniqueConstraint("occasion_id", "number", name="uq_activity_sign_up_number"),
        CheckConstraint("persons > 0", name="somebody_comes"),
        CheckConstraint("(standing = 'offered') = (offered_until IS NOT NULL)", name="offered_until_a_moment"),
        Index("ix_activity_sign_up_standing_offered_until", "standing", "offered_until"),
    )

    occasion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activity_occasion.id", ondelete="CASCADE"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    persons: Mapped[int]
    standing: Mapped[str] = mapped_column(String(10), default=Standing.WAITING)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_up_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Whether the household got the mail about how it stands, and the one of the day before.
    told: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    reminded: Mapped[bool] = mapped_column(default=False, server_default=false())
    checked_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The day on which the plan was last asked whether its step is done by this; None where it need not be.
    step_asked_on: Mapped[date | None] = mapped_column(index=True)

    occasion: Mapped[Occasion] = relationship(lazy="joined", innerjoin=True)
