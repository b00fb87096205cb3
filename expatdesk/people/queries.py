"""Reading users."""

import uuid

from sqlalchemy import select

from expatdesk.people.models import Role, User
from expatdesk.shared.db import session


def user_by_email(email: str) -> User | None:
    """The user with this address, however it was typed."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def active_administrators() -> list[uuid.UUID]:
    """The ids of those who can let others in; their rows are locked until the transaction ends."""
    active = select(User.id).where(User.role == Role.ADMINISTRATOR, User.active.is_(True))
    return list(session.scalars(active.order_by(User.id).with_for_update()))


def user(user_id: uuid.UUID) -> User:
    """The user with this id; it must exist."""
    return session.get_one(User, user_id)


def coordinators(but: uuid.UUID | None) -> list[User]:
    """Who coordinates the desk, without the one whose doing it is."""
    wanted = select(User).where(User.role == Role.COORDINATOR, User.active, User.id != but)
    return list(session.scalars(wanted.order_by(User.email)))
