"""What coordinators wrote over the topics that ship: each time a whole version, in both languages."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Standing(StrEnum):
    """Who reads a version: a draft lies beside what everybody reads, one that is hidden takes its topic away."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class TopicVersion(HasId, Model):
    """A topic as somebody left it; a row is never changed, the next one follows it."""

    __tablename__ = "topic_version"
    __table_args__ = (UniqueConstraint("slug", "number"),)

    slug: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    theme: Mapped[str] = mapped_column(String(20))
    checked_on: Mapped[date] = mapped_column(Date)
    # Name and address of each source.
    sources: Mapped[list[list[str]]] = mapped_column(JSON)
    title_nl: Mapped[str] = mapped_column(String(120))
    summary_nl: Mapped[str] = mapped_column(String(400))
    text_nl: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(String(120))
    summary_en: Mapped[str] = mapped_column(String(400))
    text_en: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(String(200))
    # The print of the shipped topic that it was written over; empty where there was none.
    shipped_print: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
