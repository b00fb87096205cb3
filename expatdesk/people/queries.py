"""Reading users."""

import uuid

from sqlalchemy import func, select

from expatdesk.people.models import User
from expatdesk.shared.db import session


def user_by_email(email: str) -> User | None:
    """The user with this address, however it was typed."""
    return session.scalars(select(User).where(func.lower(User.email) == email.strip().lower())).one_or_none()


def user(user_id: uuid.UUID) -> User:
    """The user with this id; it must exist."""
    return session.get_one(User, user_id)
