"""Who may make keys and webhooks for an employer's HR systems, and what becomes of them when somebody may not."""

import uuid

from sqlalchemy import ColumnElement, SQLColumnExpression, exists

from expatdesk.people.models import Role, User


def may_make(user: User, employer_id: uuid.UUID | None) -> bool:
    """Whether this is an admin of the employer now; if not, what they made is dead at once (security T09)."""
    return user.active and user.role == Role.EMPLOYER_ADMIN and user.employer_id == employer_id


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
