"""Reading the logbook."""

import uuid

from sqlalchemy import select

from expatdesk.logbook.models import LogLine
from expatdesk.shared.db import session


def history_of(case_id: uuid.UUID) -> list[LogLine]:
    """Every change of a case, newest first."""
    return _lines(case_id, reads=False, limit=500)


def readings_of(case_id: uuid.UUID, limit: int = 100) -> list[LogLine]:
    """Who looked at a case, newest first."""
    return _lines(case_id, reads=True, limit=limit)


def _lines(case_id: uuid.UUID, *, reads: bool, limit: int) -> list[LogLine]:
    wanted = select(LogLine).where(LogLine.case_id == case_id, LogLine.reads == reads)
    return list(session.scalars(wanted.order_by(LogLine.at.desc(), LogLine.id.desc()).limit(limit)))
