"""Putting every stored page under the newest key, one by one: killed at any moment, it goes on where it was."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from expatdesk.documents.models import Page
from expatdesk.documents.reading import content_of
from expatdesk.documents.store import ContentMissing, erase_after_commit, new_name, the_store
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import Key, Unreadable, add_key, key_ring


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A key, and how many pages lie under it."""

    id: str
    pages: int
    is_newest: bool
    is_known: bool


def keys_in_use() -> list[KeyInUse]:
    """Every key of the ring, oldest first, then those that pages lie under and that nobody has any more."""
    rows = session.execute(select(Page.key_id, func.count()).group_by(Page.key_id))
    counted = {key_id: pages for key_id, pages in rows}  # noqa: C416 - a row is no pair to the type checker
    ring = key_ring()
    known = [
        KeyInUse(key.id, counted.pop(key.id, 0), is_newest=key == ring.newest, is_known=True) for key in ring.keys
    ]
    return known + [
        KeyInUse(key_id, pages, is_newest=False, is_known=False) for key_id, pages in sorted(counted.items())
    ]


def key_to_move_to(*, may_add: bool, also_under: Iterable[str] = ()) -> Key:
    """The newest key while an earlier change of keys is unfinished, else a new one where one may be added.

    Whoever asks says under which keys other things than pages lie, as this knows none.
    """
    newest = key_ring().newest
    unfinished = set(also_under) - {newest.id} or session.scalar(
        select(func.count()).where(Page.key_id != newest.id)
    )
    return newest if unfinished or not may_add else add_key()


def move_pages(key: Key) -> Iterator[bool]:
    """Put page after page under the newest key, each with its own commit; False for one that cannot be read."""
    last: uuid.UUID | None = None
    while (page := _next(key, last)) is not None:
        last = page.id
        yield _move(page)
        session.commit()


def _next(key: Key, last: uuid.UUID | None) -> Page | None:
    """The next page under another key, locked: nobody may erase or replace it meanwhile."""
    begin_immediate()
    wanted = select(Page).where(Page.key_id != key.id).order_by(Page.id).limit(1).with_for_update(of=Page)
    return session.scalars(wanted if last is None else wanted.where(Page.id > last)).one_or_none()


def _move(page: Page) -> bool:
    """New content under a new name first, then the row, and the old content once the row is stored."""
    try:
        content = content_of(page)
    except (ContentMissing, Unreadable):
        return False
    ring, name = key_ring(), new_name()
    the_store().put(name, ring.encrypt(content, page.id))
    erase_after_commit(page.stored_as)
    page.stored_as, page.key_id = name, ring.newest.id
    return True
