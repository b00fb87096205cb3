"""Tables of employers' HR systems: the keys that they come in with, and the answers that they got."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.people.models import User
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

PREFIX_LENGTH = 8
LONGEST_NAME = 100
LONGEST_IDEMPOTENCY_KEY = 200


class Scope(enum.StrEnum):
    """What a key is good for. Each is of its own: who may submit need not be able to read."""

    READ = "read"
    SUBMIT = "submit"
    PAPERS = "papers"
    BOOK = "book"


class ApiKey(HasId, Model):
    """A key of an HR system. The system holds it, we hold its hash; the prefix finds the row (security T11)."""

    __tablename__ = "api_key"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    maker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    prefix: Mapped[str] = mapped_column(String(PREFIX_LENGTH), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    # From where alone it may come; empty where that does not matter.
    networks: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The minute in which it came last, and how often it came in that minute.
    minute: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked: Mapped[int] = mapped_column(default=0, server_default="0")

    maker: Mapped[User] = relationship(lazy="joined")


class KeptAnswer(Model):
    """What a system was answered, kept for a day: asked the same again, it hears the same (security T38).

    Without a status it is being made in this very moment.
    """

    __tablename__ = "kept_answer"

    api_key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_key.id", ondelete="CASCADE"), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(LONGEST_IDEMPOTENCY_KEY), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    # Of which hire it tells: erased with it. What stays then, until the day is over, has a status and no words.
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    status: Mapped[int | None]
    location: Mapped[str | None] = mapped_column(String(300))
    body: Mapped[str | None] = mapped_column(Text)
