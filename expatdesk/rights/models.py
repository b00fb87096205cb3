"""What a household asked for that is not done yet: one row a case of each kind, and gone with the case."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class EmailChange(Model):
    """Another address for the mails of a household: it holds once both mailboxes said yes."""

    __tablename__ = "email_change"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    # The address of the case as it was: where that changed meanwhile, none of this counts any more.
    old_email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What the browser that asked keeps, and what its screen shows for use in another one.
    nonce_hash: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64))
    # The links in the two mails; each is gone once it said yes.
    new_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    old_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class RequestKind(enum.StrEnum):
    """What a household asks the desk to do with its data."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class RequestState(enum.StrEnum):
    """What became of it."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DataRequest(HasId, Model):
    """A household asks the desk to correct or to erase what is kept of it; the desk answers within a month."""

    __tablename__ = "data_request"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default=RequestState.OPEN, index=True)
    text: Mapped[str] = mapped_column(String(1000), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why the desk refused (`requests.py`), and what it writes with that.
    reason: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(1000))


class CalendarFeed(Model):
    """The private address under which calendars read the days of a household; only its hash is kept."""

    __tablename__ = "calendar_feed"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Whose mailbox it was made with: where the desk corrects that, whoever made this is not of the household.
    email: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
