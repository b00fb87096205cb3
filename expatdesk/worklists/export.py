"""Taking a list out of the desk: written down, on every household's file too, and told to the coordinators."""

import uuid
from collections.abc import Sequence

from expatdesk.logbook.actions import record, record_readings
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.queries import coordinators

# A list that somebody reads; who wants more wants figures, not households.
MOST_ROWS = 5000


def note_export(case_ids: Sequence[uuid.UUID], *, why: str, query: str, kind: str, by: Actor) -> None:
    """Write down that these households leave in a file, and tell the coordinators (security T51)."""
    record("list_exported", by=by, why=why, query=query, kind=kind, rows=len(case_ids))
    record_readings("list_exported", by=by, case_ids=case_ids)
    for coordinator in coordinators(but=by.user_id):
        queue_mail(
            "list_exported", recipient=coordinator.email, language=coordinator.language, name=coordinator.name,
            who=by.name, why=why, rows=len(case_ids),
        )  # fmt: skip
