"""Hires in the order in which they last changed in the eyes of their employer, for its HR system."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from sqlalchemy import ColumnElement, literal, select, tuple_

from expatdesk.cases.list_pages import APART
from expatdesk.cases.models import Case, CaseState
from expatdesk.shared.db import session

# A change is written down a little before it is stored: whoever asks in between does not see it yet.
STORED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Change:
    """A hire's place among the changes; a page lies beyond it."""

    at: datetime
    id: uuid.UUID

    def __str__(self) -> str:
        """The place for an address."""
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}{APART}{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that an address speaks of; ValueError or OverflowError where that makes no sense."""
        at, _apart, hire_id = text.partition(APART)
        return cls(datetime.fromisoformat(at).astimezone(UTC), uuid.UUID(hire_id))


def changed_hires(
    visible: ColumnElement[bool], size: int, *, since: datetime | None = None, beyond: Change | None = None
) -> list[Case]:
    """So many hires that changed since then and lie beyond this place, the one that changed first in front."""
    wanted = select(Case).where(visible, Case.state != CaseState.ERASED, Case.hire_changed_at.is_not(None))
    if since is not None:
        wanted = wanted.where(Case.hire_changed_at >= since)
    if beyond is not None:
        here = tuple_(Case.hire_changed_at, Case.id)
        at, hire_id = literal(beyond.at, Case.hire_changed_at.type), literal(beyond.id, Case.id.type)
        wanted = wanted.where(here > tuple_(at, hire_id))
    return list(session.scalars(wanted.order_by(Case.hire_changed_at, Case.id).limit(size)))
