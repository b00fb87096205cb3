"""The worker's part: what employers see otherwise becomes messages to their webhooks.

A change is a row that was written together with it (`HireChange`). It is gone once a message is written for each
webhook that wants to hear of it: killed in between, a worker does neither.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from sqlalchemy import delete, select

from expatdesk.cases.models import Case, ChangeKind, HireChange
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.many_rows import write_rows
from expatdesk.systems.hooks import is_working
from expatdesk.systems.models import Hook, HookMessage, MessageState

# So many changes are one transaction; others wait for less than half a second.
AT_ONCE = 500


class Told(NamedTuple):
    """To which webhook something is told, of which hire, and what."""

    hook_id: uuid.UUID
    case_id: uuid.UUID
    kind: str


def tell_systems() -> None:
    """Write the messages for all that changed. Commits chunk by chunk."""
    while _tell_of_one_chunk():
        session.commit()
    session.rollback()


def _tell_of_one_chunk() -> bool:
    """The changes that are oldest; whether there were any."""
    begin_immediate()
    changes = _oldest_changes()
    if not changes:
        return False
    told = set(_told(changes))
    new = told - set(_waiting(told))
    rows = [{**one._asdict(), "at": now(), "try_after": now()} for one in sorted(new)]
    write_rows(HookMessage, rows)
    session.execute(delete(HireChange).where(HireChange.id.in_([change.id for change in changes])))
    return True


def _oldest_changes() -> Sequence[HireChange]:
    """Changes that nobody else is telling. Their hires are locked before them, as by whoever erases one.

    What is told names the hire, which locks it anyway. One that is being erased is left to whoever erases it.
    """
    oldest = select(HireChange.id).join(Case).order_by(HireChange.id).limit(AT_ONCE)
    found = session.scalars(oldest.with_for_update(of=Case, read=True, key_share=True, skip_locked=True)).all()
    mine = select(HireChange).where(HireChange.id.in_(found)).order_by(HireChange.id)
    return session.scalars(mine.with_for_update(skip_locked=True)).all()


def _told(changes: Sequence[HireChange]) -> Iterator[Told]:
    """Which webhooks want to hear what. Whoever hears that a hire is new need not hear that it changed."""
    kinds: dict[uuid.UUID, set[str]] = {}
    for change in changes:
        kinds.setdefault(change.case_id, set()).add(change.kind)
    for hook, case_id in _listeners(kinds):
        wanted = kinds[case_id] & set(hook.kinds)
        if ChangeKind.SUBMITTED in wanted or ChangeKind.CLOSED in wanted:
            wanted.discard(ChangeKind.CHANGED)
        for kind in wanted:
            yield Told(hook.id, case_id, kind)


def _listeners(case_ids: Iterable[uuid.UUID]) -> list[tuple[Hook, uuid.UUID]]:
    """The webhooks of the employers of these hires, each with each of its hires."""
    found = select(Hook, Case.id).join(Case, Case.employer_id == Hook.employer_id)
    theirs = found.where(Case.id.in_(list(case_ids)), is_working())
    # None of them is removed before its messages are written.
    rows = session.execute(theirs.with_for_update(of=Hook, read=True, key_share=True))
    return [(row[0], row[1]) for row in rows]


def _waiting(told: Set[Told]) -> Iterator[Told]:
    """What is about to be told anyway: whoever hears it reads the hire afterwards, as it is by then.

    Nobody may begin to send such a message before the change is stored: its reader would see the hire as it was.
    """
    case_ids = {one.case_id for one in told}
    waiting = select(HookMessage).where(
        HookMessage.case_id.in_(case_ids), HookMessage.state == MessageState.WAITING
    )
    for message in session.scalars(waiting.with_for_update(of=HookMessage, skip_locked=True)):
        if message.case_id is None:
            continue
        about = {Told(message.hook_id, message.case_id, kind) for kind in (message.kind, ChangeKind.CHANGED)}
        if not about.isdisjoint(told):
            # It has news again: it does not wait for the hours that a failure cost it.
            message.try_after = min(message.try_after, now())
        yield from about
