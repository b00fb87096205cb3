"""Reading the desk's own people: who can have a case."""

import uuid

from sqlalchemy import select

from expatdesk.people.models import Role, User
from expatdesk.shared.db import session

# Registrars record what the municipality did; they do not run cases.
WITH_CASES = (Role.OFFICER, Role.COORDINATOR)


def officers() -> list[User]:
    """Everybody who can have a case, by name."""
    wanted = select(User).where(User.role.in_(WITH_CASES), User.active)
    return list(session.scalars(wanted.order_by(User.name)))


def officer(user_id: uuid.UUID | None) -> User | None:
    """The one of them with this id, or None."""
    wanted = select(User).where(User.id == user_id, User.role.in_(WITH_CASES), User.active)
    return session.scalars(wanted).one_or_none()
