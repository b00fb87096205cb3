"""Who did and who read what, when. Lines are only ever added."""

import itertools
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.clock import now
from expatdesk.shared.db import Model, UtcDateTime


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a user, an expat, or the desk's own machinery."""

    role: str
    name: str
    user_id: uuid.UUID | None = None
    organisation: str | None = None


SYSTEM = Actor(role="system", name="Expatdesk")


_order = itertools.count()


def next_id() -> uuid.UUID:
    """An id that sorts by when it was given (RFC 9562, version 7): lines of one moment keep their order."""
    milliseconds, order = int(now().timestamp() * 1000), next(_order) % 2**32
    high, low = order >> 20, order & (2**20 - 1)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low << 42 | secrets.randbits(42))


class LogLine(Model):
    """One act or one reading. `details` holds what a sentence needs, never the content of a paper."""

    __tablename__ = "log_line"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=next_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(String(40))
    reads: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_role: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[uuid.UUID | None]
    actor_organisation: Mapped[str | None] = mapped_column(String(200))
