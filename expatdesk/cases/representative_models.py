"""The table of who may represent a household: what they see, whether they act, and until when."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.cases.models import Case
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Relation(enum.StrEnum):
    """What a representative is to the household."""

    PARTNER = "partner"
    AGENT = "agent"
    OTHER = "other"


class Grant(enum.StrEnum):
    """What of its file a household may show its representative; what is not named here they never see."""

    PLAN = "plan"
    PAPERS = "papers"
    SCANS = "scans"
    QUESTIONS = "questions"


class Mails(enum.StrEnum):
    """Whether a representative gets the mails of what they see."""

    NONE = "none"
    TOO = "too"
    INSTEAD = "instead"


class Representative(HasId, Model):
    """Whoever represents a household, one at a time. When it ends the row is gone, and with it every way in."""

    __tablename__ = "representative"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    relation: Mapped[str] = mapped_column(String(10))
    sees: Mapped[list[str]] = mapped_column(JSON)
    may_act: Mapped[bool]
    mails: Mapped[str] = mapped_column(String(10))
    last_day: Mapped[date]
    named_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Until they accept nothing is shown to them.
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship()
