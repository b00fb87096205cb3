"""Mails waiting to be sent. The row is the truth; the job queue only rings the bell."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

WAITING, SENT, FAILED = "waiting", "sent", "failed"
# It went out as a part of another one.
JOINED = "joined"
# The one kind that tells a reader of many households, and so names no case.
DIGEST = "digest"
# To a household, and of no case: what stands in its file does not lead to them when that is erased.
OF_NO_CASE = ("case_erased", "cases_joined", "sign_in_link")


class Mail(HasId, Model):
    """One mail, complete as it will go out. Its Message-ID stays the same however often it is tried."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_state_try_after", "state", "try_after"),)

    kind: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # An invitation or a cancellation as calendars read it; it goes along as a file.
    calendar: Mapped[str | None] = mapped_column(Text)
    # What it says within another mail; None where it goes out by itself alone.
    part: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    message_id: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    try_after: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(300))


class MailAbout(Model):
    """A household of which a mail tells among others: by this it is found when it may not be told of any more."""

    __tablename__ = "mail_about"

    mail_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mail.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)


class MailReader(Model):
    """Somebody else who reads what is written to a household: beside it, or instead of it."""

    __tablename__ = "mail_reader"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    # Of what they get mails, as in `messages/kinds.py`.
    matters: Mapped[list[str]] = mapped_column(JSON)
    is_instead: Mapped[bool]
    last_day: Mapped[date]


class MailChoice(Model):
    """The mails that a household does without. Without a row it gets all of them."""

    __tablename__ = "mail_choice"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    unwanted: Mapped[list[str]] = mapped_column(JSON)
