"""The notes on the page of a case."""

from dataclasses import dataclass
from datetime import date

from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import Visitor
from expatdesk.cases.models import Case
from expatdesk.notes.actions import may_change
from expatdesk.notes.models import Note
from expatdesk.notes.queries import notes_of


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note, and whether the reader may change it."""

    note: Note
    may_change: bool


def may_read_notes(case: Case, visitor: Visitor) -> bool:
    """Whether notes on this case are for this visitor: the desk's people, and the registrars of its own town."""
    is_here = visitor.municipality in (None, case.municipality)
    return is_here and visitor.may(Permission.WRITE_NOTE)


def note_lines(case: Case, visitor: Visitor, today: date) -> list[NoteLine] | None:
    """The notes on this case, newest first; None where they are not for this visitor."""
    if not may_read_notes(case, visitor):
        return None
    return [NoteLine(note, may_change(note, visitor.user_id, today)) for note in notes_of(case.id)]
