"""Who of an employer or partner may sign in: invited, made admin, removed, brought back. Nothing here commits."""

import uuid
from collections.abc import Callable

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer, Partner
from expatdesk.organisations.queries import employer as employer_with_id
from expatdesk.people import throttle
from expatdesk.people.actions import (
    UserRefused,
    change_role,
    disable_user,
    enable_user,
    make_user,
    send_invitation,
    take_back_digests,
)
from expatdesk.people.models import EMPLOYER_SIDE, Role, User
from expatdesk.people.queries import active_admins, departments_of


class NotOneself(UserRefused):
    """Nobody takes their own access away, or gives themselves another one: a colleague does."""


class NotAdminAnyMore(UserRefused):
    """Whoever does it lost the right a moment ago."""


class SeesAll(UserRefused):
    """Admins let others see every hire, so they are limited to no department themselves."""


def invite_colleague(
    email: str,
    name: str,
    role: Role,
    *,
    employer: Employer,
    by: Actor,
    language: str,
    department: str | None = None,
) -> User:
    """Give somebody of an employer an account, and mail them a link to choose a password.

    With a department they see its hires alone. Raises UserRefused, NotAdminAnyMore, and SeesAll for an admin with
    a department. Where too many invitations went out the mail stays away (security T16).
    """
    _check_right(employer.id, by)
    if role is Role.EMPLOYER_ADMIN and department:
        raise SeesAll
    user = make_user(email, name, role, by=by, employer=employer, language=language)
    user.department = _as_known(department, employer.id)
    _send_within_limits(user)
    return user


def invite_of_partner(email: str, name: str, *, partner: Partner, by: Actor, language: str) -> User:
    """Give somebody of a partner an account, as `invite_colleague` does. Raises UserRefused."""
    user = make_user(email, name, Role.PARTNER, by=by, partner=partner, language=language)
    _send_within_limits(user)
    return user


def invite_again(user: User, *, by: Actor) -> None:
    """Mail somebody without a password another link to choose one; the older one is void.

    Raises NotOneself and NotAdminAnyMore.
    """
    _check_who_does_it(user, by)
    if user.active and user.password is None:
        record("user_invited_again", by=by, user=user.name)
        _send_within_limits(user)


def remove(user: User, *, by: Actor) -> None:
    """Take a colleague's access away, at once (security T09). Raises NotOneself and NotAdminAnyMore."""
    _check_who_does_it(user, by)
    if user.active:
        disable_user(user, by=by)


def bring_back(user: User, *, by: Actor) -> None:
    """Give access back; who never chose a password is invited again. Raises NotOneself and NotAdminAnyMore."""
    _check_who_does_it(user, by)
    if not user.active:
        enable_user(user, by=by)
        _send_within_limits(user)


def make_admin(user: User, *, by: Actor) -> None:
    """Let a colleague let others in, and see every hire. Raises NotOneself and NotAdminAnyMore."""
    _change(user, Role.EMPLOYER_ADMIN, by)


def make_hr(user: User, *, by: Actor) -> None:
    """Leave an admin with hires alone. Raises NotOneself and NotAdminAnyMore."""
    _change(user, Role.EMPLOYER, by)


def limit(user: User, department: str | None, *, by: Actor) -> None:
    """Let a colleague see the hires of one department alone, or all of them; it holds at their next request.

    Raises SeesAll, NotOneself and NotAdminAnyMore.
    """
    _check_who_does_it(user, by)
    if user.role == Role.EMPLOYER_ADMIN and department:
        raise SeesAll
    department = _as_known(department, user.employer_id)
    if user.department != department:
        user.department = department
        take_back_digests(user)
        record("user_limited", by=by, user=user.name, department=department)


def _as_known(department: str | None, employer_id: uuid.UUID | None) -> str | None:
    """The department as the employer wrote it before: 'research' is 'Research'."""
    known = {name.casefold(): name for name in departments_of(employer_id)}
    return known.get(department.casefold(), department) if department else None


# What can be done to a colleague, as it stands in an address.
ACTS: dict[str, Callable[..., None]] = {
    "remove": remove,
    "bring-back": bring_back,
    "make-admin": make_admin,
    "make-hr": make_hr,
    "invite-again": invite_again,
}
# To somebody of a partner: there all are equal, and the coordinator lets them in.
ACTS_OF_PARTNERS = {act: ACTS[act] for act in ("remove", "bring-back", "invite-again")}


def _send_within_limits(user: User) -> None:
    """Mail the link to whoever has no password yet; where too many went out, none goes (security T16)."""
    of_colleagues = throttle.COLLEAGUES_OF, str(user.employer_id or user.partner_id)
    if user.password is None and throttle.knock(*throttle.accounts_for(user.email), of_colleagues):
        send_invitation(user)


def _change(user: User, role: Role, by: Actor) -> None:
    _check_who_does_it(user, by)
    if user.role == role or user.employer_id is None:
        return
    user.department = None
    change_role(user, role, by=by, employer=employer_with_id(user.employer_id))
    # A change of role makes every link void, also the one that was to let them in.
    if user.active:
        _send_within_limits(user)


def _check_who_does_it(user: User, by: Actor) -> None:
    """See to it that an employer always has somebody who lets colleagues in: whoever does this (security T10).

    The admins' rows and this one are ours until the transaction ends: of two who remove each other at the same
    moment, the second is no admin any more. The coordinator, who can let others in, may remove the last one too.
    """
    if by.user_id == user.id:
        raise NotOneself("a colleague does this for you")
    _check_right(user.employer_id, by, user.id)


def _check_right(employer_id: uuid.UUID | None, by: Actor, of: uuid.UUID | None = None) -> None:
    """Who was removed while they waited for their turn brings back nobody, and lets no stand-in in."""
    if by.role in EMPLOYER_SIDE and by.user_id not in active_admins(employer_id, besides=of):
        raise NotAdminAnyMore("your own access was taken away a moment ago")
