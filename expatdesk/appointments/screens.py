"""Reading the screens of the waiting rooms."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from expatdesk.appointments.models import WaitingScreen
from expatdesk.people.tokens import hashed
from expatdesk.shared.db import session


def all_screens() -> Sequence[WaitingScreen]:
    """Every screen whose address still counts, the oldest first."""
    return session.scalars(select(WaitingScreen).order_by(WaitingScreen.made_at)).all()


def find_screen(screen_id: uuid.UUID) -> WaitingScreen | None:
    """The screen with this id, or None."""
    return session.get(WaitingScreen, screen_id)


def screen_of(token: str) -> WaitingScreen | None:
    """The screen whose address holds this token, or None once it was taken back."""
    return session.scalars(select(WaitingScreen).where(WaitingScreen.token_hash == hashed(token))).one_or_none()
