"""Reading the mails that stand ready for several households."""

import uuid

from sqlalchemy import select

from expatdesk.shared.db import session
from expatdesk.worklists.models import Letter


def letters() -> list[Letter]:
    """All of them, by name."""
    return list(session.scalars(select(Letter).order_by(Letter.name)))


def letter(letter_id: uuid.UUID) -> Letter | None:
    """The one with this id, or None."""
    return session.get(Letter, letter_id)
