"""Who may make keys and webhooks for an employer's HR systems, and what becomes of them when somebody may not."""

import uuid

from sqlalchemy import ColumnElement, SQLColumnExpression, exists

from expatdesk.logbook.models import Actor
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.people.models import Role, User
from expatdesk.people.queries import active_admins, user


def may_make(user: User, employer_id: uuid.UUID | None) -> bool:
    """Whether this is an admin of the employer now; if not, what they made is dead at once (security T09)."""
    return user.active and user.role == Role.EMPLOYER_ADMIN and user.employer_id == employer_id


def maker_now(by: Actor, employer_id: uuid.UUID) -> User:
    """Who makes something, as an admin of this moment; the admins' rows are locked until the transaction ends.

    Two at one moment come one after the other. Who takes their rights away waits until it is there, and then ends
    it; or was first. Raises NotAdminAnyMore.
    """
    if by.user_id is None or by.user_id not in active_admins(employer_id):
        raise NotAdminAnyMore("your own access was taken away a moment ago")
    return user(by.user_id)


def whose_maker_may(
    maker_id: SQLColumnExpression[uuid.UUID], employer_id: SQLColumnExpression[uuid.UUID]
) -> ColumnElement[bool]:
    """The same as a condition on rows with their maker and their employer."""
    return exists().where(
        User.id == maker_id,
        User.active.is_(True),
        User.role == Role.EMPLOYER_ADMIN,
        User.employer_id == employer_id,
    )
