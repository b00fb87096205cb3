"""Keeping a filter, or the choice of columns. Nothing here commits."""

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select

from expatdesk.cases.refusals import Refusal
from expatdesk.shared.db import session
from expatdesk.worklists.models import ListColumns, SavedFilter
from expatdesk.worklists.queries import MOST_FILTERS


class NameTaken(Refusal):
    """This user has a filter of that name already."""


class TooManyFilters(Refusal):
    """Nobody keeps more filters than a list can show."""


def save_filter(user_id: uuid.UUID, name: str, query: str, *, is_shared: bool) -> SavedFilter:
    """Keep this list under a name, as the last of the user's own. Raises NameTaken and TooManyFilters."""
    _refuse_second(user_id, name)
    own = select(func.count(), func.max(SavedFilter.position)).where(SavedFilter.user_id == user_id)
    count, last = session.execute(own).one()
    if count >= MOST_FILTERS:
        raise TooManyFilters
    kept = SavedFilter(user_id=user_id, name=name, query=query, is_shared=is_shared, position=(last or 0) + 1)
    session.add(kept)
    session.flush()
    return kept


def change_filter(kept: SavedFilter, *, name: str, is_shared: bool, place: int) -> None:
    """Name it anew, share it or not, and put it at this place (from 1) among its owner's. Raises NameTaken."""
    if name != kept.name:
        _refuse_second(kept.user_id, name)
    kept.name, kept.is_shared = name, is_shared
    theirs = select(SavedFilter).where(SavedFilter.user_id == kept.user_id, SavedFilter.id != kept.id)
    others = list(session.scalars(theirs.order_by(SavedFilter.position, SavedFilter.name)))
    others.insert(place - 1, kept)
    for position, one in enumerate(others, start=1):
        one.position = position
    session.flush()


def remove_filter(kept: SavedFilter) -> None:
    """Forget a filter; the households in it stay as they are."""
    session.delete(kept)
    session.flush()


def choose_columns(user_id: uuid.UUID, shown: Iterable[str]) -> None:
    """Show these columns to this user from now on."""
    session.merge(ListColumns(user_id=user_id, shown=sorted(shown)))
    session.flush()


def _refuse_second(user_id: uuid.UUID, name: str) -> None:
    same = select(SavedFilter.id).where(SavedFilter.user_id == user_id, SavedFilter.name == name)
    if session.scalar(same) is not None:
        raise NameTaken
