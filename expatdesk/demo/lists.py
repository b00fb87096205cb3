"""What the demonstration's officers keep of their lists, and a note in which one calls the other."""

from collections.abc import Sequence

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.demo.accounts import actor_of
from expatdesk.notes.actions import write_note
from expatdesk.people.models import User
from expatdesk.shared.db import session
from expatdesk.worklists.actions import save_filter

# Name, query, shared with colleagues. A name is its owner's own text, so in the language of the desk.
FILTERS = (
    ("Postbak van het team", "officer=nobody&party=desk", True),
    ("Agenda", "when=visit", True),
    ("Huisvesting", "track=housing&view=mine", False),
)
NOTE = "@Sanne, zij komen donderdag langs met de geboorteakte van de jongste. Kijk jij dan even mee?"


def make_lists(users: Sequence[User]) -> None:
    """Filters for the first officer, and a note by the second on the first case that is the first one's."""
    first, second = users[0], users[1]
    for name, query, is_shared in FILTERS:
        save_filter(first.id, name, query, is_shared=is_shared)
    theirs = select(Case).where(Case.officer_id == first.id, Case.state == CaseState.OPEN)
    case = session.scalars(theirs.order_by(Case.code).limit(1)).first()
    if case is not None:
        write_note(case, NOTE, by=actor_of(second))
