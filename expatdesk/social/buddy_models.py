"""Volunteers who are a buddy to newcomers, the pairs that were proposed, and what went wrong between two."""

import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.cases.models import Case
from expatdesk.people.models import Person
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_NAME = 100
LONGEST_NOTE = 500
LONGEST_TOLD = 2000


class VolunteerState(enum.StrEnum):
    """How far a volunteer is. Who is not let in is gone."""

    ASKED = "asked"
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class PairState(enum.StrEnum):
    """What became of a pair."""

    PROPOSED = "proposed"
    MATCHED = "matched"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class LeftWhy(enum.StrEnum):
    """Why somebody has nobody after a round."""

    NO_PLACE = "no_place"
    NO_LANGUAGE = "no_language"
    SAID_NO = "said_no"
    NO_ANSWER = "no_answer"


# In these a place of the volunteer is taken, and the newcomer has somebody.
TAKES_PLACE = (PairState.PROPOSED, PairState.MATCHED)


class Volunteer(HasId, Model):
    """Somebody from here. They have no account: links in mails open their own page and nothing else."""

    __tablename__ = "volunteer"

    state: Mapped[str] = mapped_column(String(10), default=VolunteerState.ASKED, index=True)
    first_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    family_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    languages: Mapped[list[str]] = mapped_column(JSON)
    interests: Mapped[list[str]] = mapped_column(JSON)
    times: Mapped[list[str]] = mapped_column(JSON)
    family: Mapped[str] = mapped_column(String(20))
    municipality: Mapped[str] = mapped_column(String(4))
    most: Mapped[int]
    last_day: Mapped[date | None]
    # The words to which they agreed, and when: in the language of the page.
    text_version: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    screened_on: Mapped[date | None]
    screened_by: Mapped[str | None] = mapped_column(String(200))
    screening_note: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    ended_on: Mapped[date | None] = mapped_column(index=True)
    pairs: Mapped[list["BuddyPair"]] = relationship(
        back_populates="volunteer", order_by="BuddyPair.proposed_on", passive_deletes=True
    )

    @property
    def full_name(self) -> str:
        """The name as the desk reads it."""
        return f"{self.first_name} {self.family_name}"


class VolunteerLink(HasId, Model):
    """A link in a mail that opens the page of one volunteer, until its last day."""

    __tablename__ = "volunteer_link"

    volunteer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    last_day: Mapped[date]


class BuddyRound(HasId, Model):
    """An officer asked for proposals; the worker makes them. What is left of it tells of nobody."""

    __tablename__ = "buddy_round"

    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    asked_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    pairs: Mapped[int] = mapped_column(default=0)


class BuddyPair(HasId, Model):
    """A newcomer and a volunteer who may get on, and what both said. Who said no is asked about no second time."""

    __tablename__ = "buddy_pair"
    __table_args__ = (Index("ix_buddy_pair_state_last_day", "state", "last_day"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    volunteer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("buddy_round.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=PairState.PROPOSED)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    proposed_on: Mapped[date]
    last_day: Mapped[date]
    newcomer_says: Mapped[bool | None]
    shares_email: Mapped[bool] = mapped_column(default=False)
    volunteer_says: Mapped[bool | None]
    matched_on: Mapped[date | None]
    met_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    volunteer: Mapped[Volunteer] = relationship(back_populates="pairs")
    person: Mapped[Person] = relationship()
    case: Mapped[Case] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits for a yes."""
        return self.state == PairState.PROPOSED


class BuddyLeft(HasId, Model):
    """Somebody who got nobody in a round, and why: they go first in the next one."""

    __tablename__ = "buddy_left"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("buddy_round.id", ondelete="CASCADE"), index=True)
    why: Mapped[str] = mapped_column(String(20))
    person: Mapped[Person] = relationship()
    case: Mapped[Case] = relationship()


class BuddyIncident(HasId, Model):
    """What somebody told the desk of the other one. The other one never reads it."""

    __tablename__ = "buddy_incident"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("buddy_pair.id", ondelete="CASCADE"), index=True)
    by_volunteer: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_on: Mapped[date | None] = mapped_column(index=True)
    settled_by: Mapped[str | None] = mapped_column(String(200))
    outcome: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    pair: Mapped[BuddyPair] = relationship()
