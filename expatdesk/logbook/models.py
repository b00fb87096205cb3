"""Who did and who read what, when. Lines are only ever added."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model, UtcDateTime


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a user, an expat, or the desk's own machinery."""

    role: str
    name: str
    user_id: uuid.UUID | None = None
    organisation: str | None = None


SYSTEM = Actor(role="system", name="Expatdesk")


class LogLine(HasId, Model):
    """One act or one reading. `details` holds what a sentence needs, never the content of a paper."""

    __tablename__ = "log_line"

    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(String(40))
    reads: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_role: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[uuid.UUID | None]
    actor_organisation: Mapped[str | None] = mapped_column(String(200))
