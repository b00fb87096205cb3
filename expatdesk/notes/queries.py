"""Reading notes, and who is called in them."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from expatdesk.cases.models import Case
from expatdesk.notes.models import Mention, Note
from expatdesk.people.models import Role, User
from expatdesk.people.staff import WITH_CASES
from expatdesk.shared.db import session

MOST_NOTES = 100
MOST_MENTIONS = 20


def notes_of(case_id: uuid.UUID) -> list[Note]:
    """The notes on a case, newest first."""
    wanted = select(Note).where(Note.case_id == case_id).order_by(Note.written_at.desc(), Note.id)
    return list(session.scalars(wanted.limit(MOST_NOTES)))


def note_on(case_id: uuid.UUID, note_id: uuid.UUID) -> Note | None:
    """The note with this id, on this very case; None otherwise (security T04)."""
    return session.scalars(select(Note).where(Note.id == note_id, Note.case_id == case_id)).one_or_none()


def colleagues_at(case: Case) -> Sequence[User]:
    """Who may read notes on this case, so who can be called: the desk, and the town's registrars."""
    registrar = and_(User.role == Role.REGISTRAR, User.municipality == case.municipality)
    wanted = select(User).where(User.active, or_(User.role.in_(WITH_CASES), registrar))
    return session.scalars(wanted.order_by(User.name)).all()


def unread_mentions(user_id: uuid.UUID | None, visible: ColumnElement[bool]) -> list[Row[Any]]:
    """Where this user is called and has not said yet that they read it, oldest first; visible cases only."""
    return list(session.execute(mentions_wanted(user_id, visible)))


def mentions_wanted(
    user_id: uuid.UUID | None, visible: ColumnElement[bool]
) -> Select[uuid.UUID, uuid.UUID, str, datetime, str]:
    """The question for it, so that a page may ask for more in one go."""
    wanted = (
        select(Note.id, Note.case_id, Note.author_name, Note.written_at, Case.title)
        .join(Mention, Mention.note_id == Note.id)
        .join(Case, Case.id == Note.case_id)
        .where(Mention.user_id == user_id, Mention.read_at.is_(None), visible)
    )
    return wanted.order_by(Note.written_at).limit(MOST_MENTIONS)
