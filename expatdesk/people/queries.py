"""Reading users.

Whoever locks several rows does so in one order, or two would wait for each other for ever: first the case, then
the users of its employer, all in one question by their ids.
"""

import uuid

from sqlalchemy import ColumnElement, and_, or_, select

from expatdesk.people.models import Role, User
from expatdesk.shared.db import session


def user_by_email(email: str) -> User | None:
    """The user with this address, however it was typed."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def find_user(condition: ColumnElement[bool], user_id: uuid.UUID) -> User | None:
    """The user with this id, if they meet the condition."""
    return session.scalars(select(User).where(condition, User.id == user_id)).one_or_none()


def users(condition: ColumnElement[bool]) -> list[User]:
    """Those who meet the condition: first who can sign in, by name."""
    wanted = select(User).where(condition)
    return list(session.scalars(wanted.order_by(User.active.desc(), User.name, User.email)))


def departments_of(employer_id: uuid.UUID | None) -> list[str]:
    """The departments of an employer to which some of its HR is limited, by name."""
    wanted = select(User.department).where(User.employer_id == employer_id, User.department.is_not(None))
    return sorted({name for name in session.scalars(wanted) if name})


def admins_of(employer_id: uuid.UUID) -> list[User]:
    """Who looks after the accounts, keys and webhooks of an employer now."""
    theirs = User.employer_id == employer_id, User.role == Role.EMPLOYER_ADMIN, User.active.is_(True)
    return list(session.scalars(select(User).where(*theirs).order_by(User.email)))


def people_of(partner_id: uuid.UUID) -> list[User]:
    """Who of a partner may sign in now."""
    theirs = User.partner_id == partner_id, User.role == Role.PARTNER, User.active.is_(True)
    return list(session.scalars(select(User).where(*theirs).order_by(User.email)))


def lock_addresses_at(employer_id: uuid.UUID | None, department: str | None = None) -> list[str]:
    """The e-mail addresses of everybody of an employer, or of one department; also of who was removed.

    Their rows are locked until the transaction ends, as the worker locks them while it writes a mail to them: one
    that is being written is waited for, and can be taken back.
    """
    found = select(User.email).where(User.employer_id == employer_id)
    found = found.where(User.department == department) if department else found
    return list(session.scalars(found.order_by(User.id).with_for_update(key_share=True)))


def active_admins(employer_id: uuid.UUID | None, besides: uuid.UUID | None = None) -> list[uuid.UUID]:
    """The ids of those who let colleagues of an employer in; their rows are locked until the transaction ends.

    `besides` is the colleague to whom one of them does something: locked with them, as it is changed next.
    """
    lets_in = and_(User.role == Role.EMPLOYER_ADMIN, User.active)
    wanted = select(User.id, lets_in).where(User.employer_id == employer_id, or_(lets_in, User.id == besides))
    rows = session.execute(wanted.order_by(User.id).with_for_update())
    return [user_id for user_id, may in rows if may]


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
