"""Writing notes. What they say stands in the note alone, never in the logbook. Nothing here commits."""

import uuid
from datetime import date

from sqlalchemy import update

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, Refusal, StaleVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.notes.calling import called_in
from expatdesk.notes.models import Mention, Note
from expatdesk.notes.queries import colleagues_at
from expatdesk.people.models import User
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import session


class NoteStands(Refusal):
    """Only who wrote a note changes it, and only on the same day: colleagues have read it since."""


class NobodyOfThatName(Refusal):
    """The text calls somebody whom no colleague at this case is called, or several are."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def write_note(case: Case, text: str, *, by: Actor) -> Note:
    """Write a note and call who is named in it. Raises HoldsBsn and NobodyOfThatName."""
    people = _people_in(case, text)
    note = Note(case_id=case.id, author_id=by.user_id, author_name=by.name[:200], text=text)
    note.mentions = [Mention(user_id=user.id) for user in people]
    session.add(note)
    session.flush()
    record("note_written", by=by, case_id=case.id)
    return note


def change_note(case: Case, note: Note, text: str, *, version: int, by: Actor, today: date) -> None:
    """Change one's own note of today; who is newly called finds it on their day.

    Raises NoteStands, StaleVersion where it was changed since it was shown, and as `write_note` does.
    """
    if not may_change(note, by.user_id, today):
        raise NoteStands
    people = _people_in(case, text)
    mine = update(Note).where(Note.id == note.id, Note.version == version)
    changed = mine.values(version=version + 1, text=text, changed_at=now()).returning(Note.id)
    if session.execute(changed, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise StaleVersion
    session.refresh(note)
    known = {mention.user_id: mention for mention in note.mentions}
    note.mentions = [known.get(user.id) or Mention(user_id=user.id) for user in people]
    session.flush()
    record("note_changed", by=by, case_id=case.id)


def may_change(note: Note, user_id: uuid.UUID | None, today: date) -> bool:
    """Whether this user may still change the note."""
    return note.author_id is not None and note.author_id == user_id and local(note.written_at).date() == today


def mark_read(note_id: uuid.UUID, *, user_id: uuid.UUID) -> None:
    """Take the note off this user's day."""
    mine = update(Mention).where(Mention.note_id == note_id, Mention.user_id == user_id)
    session.execute(mine.values(read_at=now()), execution_options={"synchronize_session": False})


def _people_in(case: Case, text: str) -> tuple[User, ...]:
    if holds_bsn(text):
        raise HoldsBsn
    called = called_in(text, colleagues_at(case))
    if called.nobody:
        raise NobodyOfThatName(called.nobody)
    return called.people
