"""Reading what somebody keeps of their worklist."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true

from expatdesk.people.models import User
from expatdesk.shared.db import session
from expatdesk.worklists.models import ListColumns, SavedFilter

# Every filter is counted each time the list is shown: nobody reads more of them than this.
MOST_FILTERS = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """The filters that somebody sees beside the list, and the columns in it; None where they chose none."""

    filters: tuple[Any, ...] = ()
    columns: frozenset[str] | None = None


def kept_by(user_id: uuid.UUID | None, *, with_shared: bool) -> Kept:
    """What this user keeps, and what colleagues share with them: their own filters first. One question."""
    wanted = (
        select(
            ListColumns.shown, SavedFilter.id, SavedFilter.name, SavedFilter.query, SavedFilter.is_shared,
            (SavedFilter.user_id == User.id).label("is_own"),
        )
        .select_from(User)
        .outerjoin(ListColumns, ListColumns.user_id == User.id)
        .outerjoin(SavedFilter, _seen_by(User.id, with_shared=with_shared))
        .where(User.id == user_id)
        .order_by(SavedFilter.user_id != User.id, SavedFilter.position, SavedFilter.name, SavedFilter.id)
    )  # fmt: skip
    rows = session.execute(wanted).all()
    shown = rows[0].shown if rows else None
    filters = [row for row in rows if row.id]
    own, shared = [row for row in filters if row.is_own], [row for row in filters if not row.is_own]
    return Kept((*own[:MOST_FILTERS], *shared[:MOST_FILTERS]), None if shown is None else frozenset(shown))


def filter_to_change(filter_id: uuid.UUID, user_id: uuid.UUID | None, *, also_shared: bool) -> SavedFilter | None:
    """The filter with this id, if it is this user's own or, where they look after these, a shared one."""
    theirs = _seen_by(user_id, with_shared=also_shared)
    return session.scalars(select(SavedFilter).where(SavedFilter.id == filter_id, theirs)).one_or_none()


def _seen_by(user_id: Any, *, with_shared: bool) -> ColumnElement[bool]:
    own = SavedFilter.user_id == user_id
    return or_(own, SavedFilter.is_shared) if with_shared else and_(own, true())
