"""Changing users: invite, disable, enable, and their passwords. Nothing here commits."""

from sqlalchemy.exc import IntegrityError

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail, take_back
from expatdesk.messages.models import DIGEST
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people import throttle
from expatdesk.people.links import LASTS, answer_requests, give_token, new_link, void_links_of
from expatdesk.people.models import EMPLOYER_SIDE, WITHOUT_ACCOUNT, Link, Purpose, Role, User
from expatdesk.people.passwords import Weakness, set_password, weakness_of
from expatdesk.people.queries import active_administrators, user_by_email
from expatdesk.people.sign_ins import end_stays_of_user
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.mailbox import NotAMailbox, mailbox

# What an account is for, as the invitation says it.
WHAT_FOR: dict[str, LazyString] = {
    Role.EMPLOYER: _l(
        "With your account you tell the desk who is coming to work for you, and see how far they are."
    ),
    Role.EMPLOYER_ADMIN: _l(
        "With your account you tell the desk who is coming to work for you, see how far they are, and let "
        "colleagues in."
    ),
    Role.OFFICER: _l("With your account you help newcomers at the desk."),
    Role.COORDINATOR: _l("With your account you run the desk."),
    Role.REGISTRAR: _l("With your account you see who is coming to your municipality, and record registrations."),
    Role.PARTNER: _l(
        "With your account you tell the desk what your organisation has for newcomers: homes, activities, or both."
    ),
    Role.ADMINISTRATOR: _l("With your account you look after users and the system."),
}


class UserRefused(Exception):
    """A user cannot be made or changed like this; the message says why, for whoever types it."""


class AddressTaken(UserRefused):
    """Somebody has an account with this address."""


class LastAdministrator(UserRefused):
    """Somebody has to be left who can let others in (security T10)."""


class WeakPassword(Exception):
    """The password is not good enough."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness)
        self.weakness = weakness


def invite_user(
    email: str,
    name: str,
    role: Role,
    *,
    by: Actor,
    employer: Employer | None = None,
    partner: Partner | None = None,
    municipality: str | None = None,
    language: str = "nl",
) -> User:
    """Make a user and mail them a link, good for 7 days, behind which they choose a password.

    Raises UserRefused: the address is none or is taken, or the role lacks its employer, partner or municipality.
    """
    user = make_user(
        email, name, role, by=by, employer=employer, partner=partner, municipality=municipality, language=language
    )
    send_invitation(user)
    return user


def make_user(
    email: str,
    name: str,
    role: Role,
    *,
    by: Actor,
    employer: Employer | None = None,
    partner: Partner | None = None,
    municipality: str | None = None,
    language: str = "nl",
) -> User:
    """Make a user who cannot sign in before a mail lets them choose a password. Raises as `invite_user` does."""
    email = _checked_email(email)
    _check_belonging(role, employer, partner, municipality)
    user = User(
        email=email, name=name.strip(), role=role, language=language, municipality=municipality,
        employer_id=employer.id if employer else None, partner_id=partner.id if partner else None,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise AddressTaken(f"{email} has an account already") from None
    record("user_invited", by=by, user=user.name, role=role)
    return user


def send_invitation(user: User) -> None:
    """Mail a user the link behind which they choose their first password; an older one is void."""
    void_links_of(user.id, user.email)
    token = new_link(Purpose.USER_INVITATION, user.email, user_id=user.id)
    queue_mail(
        "user_invitation", recipient=user.email, language=user.language, user=user, token=token,
        what_for=WHAT_FOR[user.role], expires_at=now() + LASTS[Purpose.USER_INVITATION],
    )  # fmt: skip


def disable_user(user: User, *, by: Actor) -> None:
    """Take somebody's access away, at once: stays end, links are void (security T09).

    Raises LastAdministrator, and UserRefused where administrators want to shut themselves out.
    """
    _keep_an_administrator(user, by)
    user.active = False
    shut_out(user)
    take_back_digests(user)
    record("user_disabled", by=by, user=user.name, role=user.role)


def enable_user(user: User, *, by: Actor) -> None:
    """Give access back; they sign in with the password they had."""
    user.active = True
    record("user_enabled", by=by, user=user.name, role=user.role)


def change_role(
    user: User,
    role: Role,
    *,
    by: Actor,
    employer: Employer | None = None,
    partner: Partner | None = None,
    municipality: str | None = None,
) -> None:
    """Give somebody another role; they sign in anew for it (security T09, T17).

    Raises LastAdministrator, and UserRefused: administrators do not demote themselves, and a role lacks its
    employer, partner or municipality.
    """
    _check_belonging(role, employer, partner, municipality)
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(user, by)
    before, user.role, user.municipality = user.role, role, municipality
    user.employer_id = employer.id if employer else None
    user.partner_id = partner.id if partner else None
    shut_out(user)
    take_back_digests(user)
    record("role_changed", by=by, user=user.name, before=before, role=role)


def recover_administrator(email: str, name: str, *, by: Actor, language: str = "nl") -> User:
    """Let somebody in as administrator where no administrator can: for whoever has the machine in hand.

    A known user becomes one, and an unknown one is made; both are mailed a link to choose a new password.
    Raises UserRefused where the address is none.
    """
    user = user_by_email(email)
    if user is None:
        user = invite_user(email, name, Role.ADMINISTRATOR, by=by, language=language)
    else:
        user.role, user.active = Role.ADMINISTRATOR, True
        user.employer_id, user.partner_id, user.municipality = None, None, None
        shut_out(user)
        take_back_digests(user)
        send_invitation(user)
    record("administrator_recovered", by=by, user=user.name)
    return user


def _keep_an_administrator(user: User, by: Actor) -> None:
    """Refuse what would leave nobody to let others in.

    The administrators' rows are ours until the transaction ends: of two who shut each other out at the same
    moment, the second finds nobody left.
    """
    administrators = active_administrators()
    if user.id not in administrators:
        return
    if len(administrators) == 1:
        raise LastAdministrator(f"{user.email} is the last administrator: let somebody else be one first")
    if by.user_id == user.id:
        raise UserRefused("administrators do not take their own access away: another one does")


def choose_password(user: User, password: str) -> None:
    """Give a user the password they chose. Raises WeakPassword.

    Everything older ends: stays, links, and what was counted against the account.
    """
    weakness = weakness_of(password, about=(user.name, user.email))
    if weakness is not None:
        raise WeakPassword(weakness)
    set_password(user, password)
    shut_out(user)
    throttle.forgive(throttle.PASSWORD, user.email)
    record("password_changed", by=Actor(role=user.role, name=user.name, user_id=user.id))
    queue_mail("password_changed", recipient=user.email, language=user.language, user=user)


def send_requested_password_links() -> None:
    """Answer whoever asked for a new password: the worker's part. Commits answer by answer."""
    answer_requests(Purpose.NEW_PASSWORD, _send_password_link)


def _send_password_link(request: Link) -> bool:
    user = user_by_email(request.email)
    if user is None or not user.active:
        return False
    request.user_id = user.id
    queue_mail(
        "new_password", recipient=user.email, language=user.language, user=user, token=give_token(request),
        expires_at=request.expires_at,
    )  # fmt: skip
    return True


def shut_out(user: User) -> None:
    """End every stay of a user and void every link they were sent."""
    end_stays_of_user(user.id)
    void_links_of(user.id, user.email)


def take_back_digests(user: User) -> None:
    """What waits to be sent tells of hires that this user may not see any more (security T09).

    The change itself locks the user's row, as the worker does while it writes: a mail comes before it or never.
    """
    session.flush()
    take_back(DIGEST, [user.email])


def choose_language(user: User, language: str) -> None:
    """From now on this user reads this language."""
    user.language = language


def _checked_email(email: str) -> str:
    try:
        return mailbox(email)
    except NotAMailbox as error:
        raise UserRefused(f"{email}: {error}") from None


def _check_belonging(
    role: Role, employer: Employer | None, partner: Partner | None, municipality: str | None
) -> None:
    if (role in EMPLOYER_SIDE) != (employer is not None):
        raise UserRefused("an employer's user, and only that, belongs to an employer")
    if (role is Role.PARTNER) != (partner is not None):
        raise UserRefused("a partner's user, and only that, belongs to a partner")
    if (role is Role.REGISTRAR) != (municipality is not None):
        raise UserRefused("a registrar, and only a registrar, belongs to a municipality")
    if role in WITHOUT_ACCOUNT:
        raise UserRefused("this role has no account")
