"""Tables of the systems of employers and partners: their keys, the answers they got, and what they are told."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.cases.models import Case
from expatdesk.organisations.models import Partner
from expatdesk.people.models import User
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime
from expatdesk.shared.outgoing import LONGEST_URL

PREFIX_LENGTH = 8
LONGEST_NAME = 100
LONGEST_IDEMPOTENCY_KEY = 200


class Scope(enum.StrEnum):
    """What a key is good for. Each is of its own: who may submit need not be able to read."""

    READ = "read"
    SUBMIT = "submit"
    PAPERS = "papers"
    BOOK = "book"
    # Of a partner's system, and its only one.
    HOMES = "homes"


OF_EMPLOYERS = frozenset(Scope) - {Scope.HOMES}
OF_PARTNERS = frozenset({Scope.HOMES})


class ApiKey(HasId, Model):
    """A key of an employer's HR system, or of a partner's system of homes: of one of the two, never of both.

    The system holds it, we hold its hash; the prefix finds the row (security T11).
    """

    __tablename__ = "api_key"
    __table_args__ = (
        CheckConstraint("(employer_id IS NULL) <> (partner_id IS NULL)", name="employer_or_partner"),
    )

    employer_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("employer.id", ondelete="CASCADE"), index=True
    )
    partner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
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
    partner: Mapped[Partner | None] = relationship(lazy="joined")


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


class Stopped(enum.StrEnum):
    """Why nothing goes to a webhook any more."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


class MessageState(enum.StrEnum):
    """How far a message is. What is being sent is taken for unsent when its sender says nothing for a while."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Problem(enum.StrEnum):
    """Why a message did not arrive, where no status says it."""

    ADDRESS = "address"
    CERTIFICATE = "certificate"
    NO_ANSWER = "no_answer"
    STOPPED = "stopped"
    UNSIGNED = "unsigned"


class Hook(HasId, Model):
    """An address of an HR system that wants to be told of changes: a webhook.

    The secret by which it knows us lies under the ring of keys, and the one before it too, for a while.
    """

    __tablename__ = "hook"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    # Whose right it is: a webhook is dead as soon as they may not make any.
    maker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    url: Mapped[str] = mapped_column(String(LONGEST_URL))
    # Of what it is told: of which kinds of change.
    kinds: Mapped[list[str]] = mapped_column(JSON)
    secret: Mapped[str] = mapped_column(String(200))
    old_secret: Mapped[str | None] = mapped_column(String(200))
    old_secret_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_why: Mapped[str | None] = mapped_column(String(10))
    # Since when nothing arrived, and until when it is left alone.
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Since when none of its secrets can be read: what is not signed is not sent.
    unsigned_since: Mapped[datetime | None] = mapped_column(UtcDateTime)

    maker: Mapped[User] = relationship(lazy="joined")


class HookMessage(HasId, Model):
    """One message to a webhook: that a hire changed, and nothing of how. Without a hire it only tries the way."""

    __tablename__ = "hook_message"
    __table_args__ = (
        Index("ix_hook_message_state_try_after", "state", "try_after"),
        Index("ix_hook_message_hook_id_at_id", "hook_id", "at", "id"),
    )

    hook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("hook.id", ondelete="CASCADE"))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    state: Mapped[str] = mapped_column(String(10), default=MessageState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    try_after: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[int | None]
    problem: Mapped[str | None] = mapped_column(String(20))

    hook: Mapped[Hook] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship()
