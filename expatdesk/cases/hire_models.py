"""Tables of hires on their way to becoming a case that its household knows of."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class HeldInvitation(Model):
    """A household that is not invited yet: too many mails went out. It is tried anew when that may be over."""

    __tablename__ = "held_invitation"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    due: Mapped[datetime] = mapped_column(UtcDateTime)


class HireDraft(HasId, Model):
    """What HR typed about a hire, until it is sent. However often it is sent, one case comes of it (T38).

    `typed` is the form as it stood; `hire` what it means, once everything in it is right. Sent, it is empty.
    """

    __tablename__ = "hire_draft"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"))
    typed: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    hire: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
