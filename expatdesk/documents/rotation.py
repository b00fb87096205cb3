"""Putting every stored file under the newest key, one by one: killed at any moment, it goes on where it was."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import func, select, union_all

from expatdesk.documents.models import Attachment, HomePhoto, Page, StoredFile
from expatdesk.documents.reading import content_of
from expatdesk.documents.store import ContentMissing, erase_after_commit, new_name, the_store
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import Key, Unreadable, add_key, key_ring

# Pages of papers, files that go with messages, photos of homes: each has an id, a name in the store, and a key.
Stored = type[Page] | type[Attachment] | type[HomePhoto]
STORED: tuple[Stored, ...] = (Page, Attachment, HomePhoto)


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A key, and how many pages and files lie under it."""

    id: str
    pages: int
    is_newest: bool
    is_known: bool


def keys_in_use() -> list[KeyInUse]:
    """Every key of the ring, oldest first, then those that pages lie under and that nobody has any more."""
    used = union_all(*(select(table.key_id.label("key_id")) for table in STORED)).subquery()
    rows = session.execute(select(used.c.key_id, func.count()).group_by(used.c.key_id))
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
    unfinished = set(also_under) - {newest.id} or any(
        session.scalar(select(func.count()).where(table.key_id != newest.id)) for table in STORED
    )
    return newest if unfinished or not may_add else add_key()


def move_pages(key: Key) -> Iterator[bool]:
    """Put file after file under the newest key, each with its own commit; False for one that cannot be read."""
    for table in STORED:
        last: uuid.UUID | None = None
        while (file := _next(table, key, last)) is not None:
            last = file.id
            yield _move(file)
            session.commit()


def _next(table: Stored, key: Key, last: uuid.UUID | None) -> StoredFile | None:
    """The next file under another key, locked: nobody may erase or replace it meanwhile."""
    begin_immediate()
    wanted = select(table).where(table.key_id != key.id).order_by(table.id).limit(1).with_for_update(of=table)
    found = session.scalars(wanted if last is None else wanted.where(table.id > last))
    return cast("StoredFile | None", found.one_or_none())


def _move(page: StoredFile) -> bool:
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
