"""Tables of employers' HR systems: the keys that they come in with."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.people.models import User
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

PREFIX_LENGTH = 8
LONGEST_NAME = 100


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

    maker: Mapped[User] = relationship(lazy="joined")
