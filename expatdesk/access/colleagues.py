"""Who of an employer or a partner may sign in, at each door where somebody sees to it: admin's, coordinator's."""

import uuid
from collections.abc import Callable

from flask import abort, flash
from werkzeug.exceptions import Conflict

from expatdesk.access.policy import employers_users, partners_users
from expatdesk.access.visitor import current_visitor
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.actions import AddressTaken
from expatdesk.people.colleagues import (
    ACTS,
    ACTS_OF_PARTNERS,
    NotAdminAnyMore,
    NotOneself,
    SeesAll,
    invite_colleague,
    invite_of_partner,
    limit,
)
from expatdesk.people.models import Role, User
from expatdesk.people.queries import find_user, users
from expatdesk.people.throttle import ACCOUNTS_GIVEN, may_try
from expatdesk.shared.account_fields import AccountForm, DepartmentForm, PersonForm
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import LazyString, language, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.systems.leaving import Ended, end_what_they_made

DONE: dict[str, LazyString] = {
    "remove": _l("%(name)s cannot sign in any more, from this moment on."),
    "bring-back": _l("%(name)s can sign in again."),
    "make-admin": _l("%(name)s is an admin now, and signs in anew."),
    "make-hr": _l("%(name)s is no admin any more, and signs in anew."),
    "invite-again": _l("Another link to choose a password goes to %(name)s. The older one works no more."),
}


def users_of(employer_id: uuid.UUID | None) -> list[User]:
    """An employer's users, as far as the visitor sees to them."""
    return users(employers_users(current_visitor(), employer_id))


def users_of_partner(partner_id: uuid.UUID) -> list[User]:
    """A partner's users, as far as the visitor sees to them."""
    return users(partners_users(current_visitor(), partner_id))


def invited(form: AccountForm, employer: Employer) -> bool:
    """Give whom the form names an account at an employer; False with the error at its field."""

    def invite(email: str, name: str, by: Actor) -> User:
        role = Role.EMPLOYER_ADMIN if form.is_admin.data else Role.EMPLOYER
        return invite_colleague(
            email, name, role, employer=employer, by=by, language=language(), department=form.department.data
        )

    return _invited(form, invite)


def invited_to_partner(form: PersonForm, partner: Partner) -> bool:
    """Give whom the form names an account at a partner; False with the error at its field."""

    def invite(email: str, name: str, by: Actor) -> User:
        return invite_of_partner(email, name, partner=partner, by=by, language=language())

    return _invited(form, invite)


def _invited(form: PersonForm, invite: Callable[[str, str, Actor], User]) -> bool:
    """Invite them.

    That an address has an account elsewhere cannot be hidden from whoever gives it one: it is said without words
    on whose it is, and not often (security T14).
    """
    allowed = may_try((ACCOUNTS_GIVEN, str(current_visitor().user_id)))
    begin_writing()
    try:
        if not allowed:
            raise AddressTaken
        user = invite(form.email.data or "", form.name.data or "", current_visitor().actor)
    except AddressTaken:
        form.email.errors = [_("This address cannot get an account now. Type another one, or ask the desk.")]
        return False
    except NotAdminAnyMore as refusal:
        raise Conflict from refusal
    who = {"name": user.name, "email": user.email}
    flash(_("%(name)s has an account now. A link to choose a password goes to %(email)s.", **who), "ok")
    return True


def colleague_or_404(employer_id: uuid.UUID | None, user_id: uuid.UUID) -> User:
    """One of an employer's users; the employer and the user are looked up together (security T04)."""
    return find_user(employers_users(current_visitor(), employer_id), user_id) or abort(404)


def limited(form: DepartmentForm, user: User) -> bool:
    """Let somebody see the hires of one department, or all; False with the error at its field."""
    try:
        limit(user, form.department.data or None, by=current_visitor().actor)
    except SeesAll:
        form.department.errors = [_("An admin sees all hires. Take that away first.")]
        return False
    except (NotOneself, NotAdminAnyMore) as refusal:
        raise Conflict from refusal
    flash(_("Saved."), "ok")
    return True


def act_on(employer_id: uuid.UUID | None, user_id: uuid.UUID, act: str) -> None:
    """Do this to one of an employer's users."""
    _act_on(colleague_or_404(employer_id, user_id), ACTS.get(act), act)


def act_on_partners(partner_id: uuid.UUID, user_id: uuid.UUID, act: str) -> None:
    """Do this to one of a partner's users; partner and user are looked up together (security T04)."""
    user = find_user(partners_users(current_visitor(), partner_id), user_id) or abort(404)
    _act_on(user, ACTS_OF_PARTNERS.get(act), act)


def _act_on(user: User, action: Callable[..., None] | None, act: str) -> None:
    if action is None:
        abort(404)
    try:
        action(user, by=current_visitor().actor)
        ended = end_what_they_made(user, by=current_visitor().actor)
    except (NotOneself, NotAdminAnyMore) as refusal:
        raise Conflict from refusal
    flash(str(DONE[act]) % {"name": user.name}, "ok")
    _tell_what_ended(ended, user.name)


def _tell_what_ended(ended: Ended, name: str) -> None:
    """An HR system that stands still from now on does not say so by itself."""
    if ended.keys:
        told = ngettext(
            "The key “%(keys)s” that %(name)s made does not work any more. Make another one for your HR system.",
            "The keys “%(keys)s” that %(name)s made do not work any more. Make others for your HR systems.",
            len(ended.keys), keys="”, “".join(ended.keys), name=name,
        )  # fmt: skip
        flash(told, "warning")
    if ended.hooks:
        told = ngettext(
            "The webhook “%(hooks)s” that %(name)s made is off. An admin can switch it on again.",
            "The webhooks “%(hooks)s” that %(name)s made are off. An admin can switch them on again.",
            len(ended.hooks), hooks="”, “".join(ended.hooks), name=name,
        )  # fmt: skip
        flash(told, "warning")
