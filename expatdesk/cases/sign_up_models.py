"""The table of those who sign up by themselves, until their mailbox is known to be theirs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.cases.models import Case
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class SignUp(HasId, Model):
    """What somebody told of themselves. No case comes of it before they press the link in a mail.

    Without a token it is a request that the worker has not answered yet; confirmed, it is gone.
    """

    __tablename__ = "sign_up"

    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    hire: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


# Those who signed up and have no officer yet: few of all cases, and looked at with every worklist.
IS_NEW = text("signed_up AND officer_id IS NULL")
Index("ix_case_new_sign_up", Case.opened_at, sqlite_where=IS_NEW, postgresql_where=IS_NEW)
