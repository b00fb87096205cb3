"""Who may make keys and webhooks for systems of an employer or partner, and what comes of them if they may not."""

import uuid

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, select

from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Partner
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.people.models import Role, User
from expatdesk.people.queries import active_admins, user
from expatdesk.shared.db import session


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


def may_make_for(user: User, partner: Partner) -> bool:
    """Whether this is somebody of the partner now, where all are equal, or an admin of the employer that it is."""
    is_theirs = user.active and user.role == Role.PARTNER and user.partner_id == partner.id
    return is_theirs or (partner.employer_id is not None and may_make(user, partner.employer_id))


def maker_for(by: Actor, partner: Partner) -> User:
    """The same as `maker_now` for a partner: its row is locked, so two at one moment come one after the other.

    Who takes their account away waits for the maker's row, or was first. Raises NotAdminAnyMore.
    """
    session.refresh(partner, with_for_update={"key_share": True})
    mine = select(User).where(User.id == by.user_id).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(mine).one_or_none()
    if found is None or not may_make_for(found, partner):
        raise NotAdminAnyMore("your own access was taken away a moment ago")
    return found


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
