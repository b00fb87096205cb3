"""Reading the logbook."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from expatdesk.logbook.models import Actor, LogLine
from expatdesk.shared.db import session


def history_of(case_id: uuid.UUID) -> list[LogLine]:
    """Every change of a case, newest first."""
    return _lines(case_id, reads=False, limit=500)


def latest(verb: str, since: datetime) -> LogLine | None:
    """The latest line of this kind since that moment."""
    wanted = select(LogLine).where(LogLine.verb == verb, LogLine.at > since)
    return session.scalars(wanted.order_by(LogLine.at.desc(), LogLine.id.desc()).limit(1)).one_or_none()


def latest_of_case(case_id: uuid.UUID, verb: str, since: datetime) -> LogLine | None:
    """The latest line of this kind about a case since that moment."""
    wanted = select(LogLine).where(LogLine.case_id == case_id, LogLine.verb == verb, LogLine.at > since)
    return session.scalars(wanted.order_by(LogLine.at.desc(), LogLine.id.desc()).limit(1)).one_or_none()


def last_of_cases(case_ids: Iterable[uuid.UUID], verb: str) -> dict[uuid.UUID, datetime]:
    """When the latest line of this kind was written, of those cases among these that have one."""
    wanted = select(LogLine.case_id, func.max(LogLine.at)).where(LogLine.case_id.in_(list(case_ids)))
    rows = session.execute(wanted.where(LogLine.verb == verb).group_by(LogLine.case_id))
    return {case_id: at for case_id, at in rows if case_id is not None}


def readings_of(case_id: uuid.UUID, limit: int = 100) -> list[LogLine]:
    """Who looked at a case, newest first."""
    return _lines(case_id, reads=True, limit=limit)


def read_since(moment: datetime, what: str, *, by: Actor, case_ids: Iterable[uuid.UUID]) -> set[uuid.UUID | None]:
    """Of these cases, those that this one has read since then."""
    same = LogLine.actor_role == by.role, LogLine.actor_name == by.name, LogLine.actor_id == by.user_id
    wanted = select(LogLine.case_id).where(LogLine.case_id.in_(list(case_ids)), LogLine.at > moment)
    return set(session.scalars(wanted.where(LogLine.reads, LogLine.verb == what, *same)))


def _lines(case_id: uuid.UUID, *, reads: bool, limit: int) -> list[LogLine]:
    wanted = select(LogLine).where(LogLine.case_id == case_id, LogLine.reads == reads)
    return list(session.scalars(wanted.order_by(LogLine.at.desc(), LogLine.id.desc()).limit(limit)))
