"""Writing the logbook."""

import uuid
from collections.abc import Iterable
from typing import Any

from expatdesk.logbook.models import Actor, LogLine
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.many_rows import write_rows

# What the column holds: a household may be called longer, and must not be kept from acting by it.
LONGEST_NAME = 200


def record(verb: str, *, by: Actor, case_id: uuid.UUID | None = None, **details: Any) -> None:
    """Write down that somebody did something; `details` fill the sentence in `cases/history.py`."""
    _add(verb, by, case_id, details, reads=False)


def record_for_all(verb: str, *, by: Actor, case_ids: Iterable[uuid.UUID], **details: Any) -> None:
    """The same of many cases at once, in one statement."""
    write_rows(LogLine, [_line(verb, by, case_id, details, reads=False) for case_id in case_ids])


def record_reading(what: str, *, by: Actor, case_id: uuid.UUID | None, **details: Any) -> None:
    """Write down that somebody read something. Committed with the answer: no line, no page (security T48)."""
    _add(what, by, case_id, details, reads=True)


def record_readings(what: str, *, by: Actor, case_ids: Iterable[uuid.UUID]) -> None:
    """The same for many files at once, in one statement."""
    write_rows(LogLine, [_line(what, by, case_id, {}, reads=True) for case_id in case_ids])


def _add(verb: str, by: Actor, case_id: uuid.UUID | None, details: dict[str, Any], *, reads: bool) -> None:
    session.add(LogLine(**_line(verb, by, case_id, details, reads=reads)))


def _line(
    verb: str, by: Actor, case_id: uuid.UUID | None, details: dict[str, Any], *, reads: bool
) -> dict[str, Any]:
    return {
        "at": now(), "case_id": case_id, "verb": verb, "reads": reads, "details": details,
        "actor_role": by.role, "actor_name": by.name[:LONGEST_NAME], "actor_id": by.user_id,
        "actor_organisation": by.organisation,
    }  # fmt: skip
