"""Who of an employer may sign in, and that somebody always lets colleagues in (security T09, T10)."""

import threading
import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import (
    NotAdminAnyMore,
    NotOneself,
    bring_back,
    invite_again,
    invite_colleague,
    make_admin,
    make_hr,
    remove,
)
from expatdesk.people.models import Role, User
from expatdesk.people.throttle import INVITATIONS_OF, knock
from expatdesk.shared.db import begin_immediate, session
from tests.conftest import Visit
from tests.factories import PASSWORD, a_case, a_user, actor_of, an_employer
from tests.signin.ways_in import is_signed_in, links, mails


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def admin(employer: Employer) -> User:
    return a_user(Role.EMPLOYER_ADMIN, employer=employer, password="kept")


def invited(employer: Employer, admin: User, email: str = "esra@hortus.example") -> User:
    """A colleague who was just invited."""
    by = actor_of(admin)
    return invite_colleague(email, "Esra Koç", Role.EMPLOYER, employer=employer, by=by, language="en")


def test_a_colleague_is_removed_at_once(visit: Visit, employer: Employer, admin: User) -> None:
    """Security T09: the stay ends, and the link works no more."""
    user = invited(employer, admin)
    (link,) = links("user_invitation")
    browser = visit(user)
    assert is_signed_in(browser)
    remove(user, by=actor_of(admin))
    assert not is_signed_in(browser)
    assert visit().asks_for("public.start").status_code == 200
    assert visit()._get(link).status_code == 410


def test_brought_back_they_sign_in_as_before(employer: Employer, admin: User) -> None:
    newcomer, known = invited(employer, admin), a_user(Role.EMPLOYER, employer=employer, password="kept")
    for user in (newcomer, known):
        remove(user, by=actor_of(admin))
        bring_back(user, by=actor_of(admin))
        assert user.active
    # Who never chose a password needs another link: the first one is void.
    assert [mail.recipient for mail in mails("user_invitation")] == [newcomer.email, newcomer.email]


def test_admin_and_not_admin(visit: Visit, employer: Employer, admin: User) -> None:
    user = a_user(Role.EMPLOYER, employer=employer)
    browser = visit(user)
    make_admin(user, by=actor_of(admin))
    assert (user.role, user.employer_id, is_signed_in(browser)) == (Role.EMPLOYER_ADMIN, employer.id, False)
    make_hr(user, by=actor_of(admin))
    assert (user.role, user.employer_id) == (Role.EMPLOYER, employer.id)


def test_who_was_invited_keeps_a_way_in_when_made_admin(employer: Employer, admin: User) -> None:
    user = invited(employer, admin)
    make_admin(user, by=actor_of(admin))
    assert len(mails("user_invitation")) == 2


def test_nobody_removes_themselves(admin: User) -> None:
    """So the last one stays (T10)."""
    for act in (remove, make_hr):
        with pytest.raises(NotOneself):
            act(admin, by=actor_of(admin))
    assert (admin.active, admin.role) == (True, Role.EMPLOYER_ADMIN)


def test_who_lost_the_right_a_moment_ago_does_nothing(employer: Employer, admin: User) -> None:
    other = a_user(Role.EMPLOYER_ADMIN, employer=employer)
    by = actor_of(other)
    make_hr(other, by=actor_of(admin))
    for act in (remove, make_hr, make_admin):
        with pytest.raises(NotAdminAnyMore):
            act(admin, by=by)


def test_who_was_removed_a_moment_ago_comes_back_by_no_door(employer: Employer, admin: User) -> None:
    """Security T09: neither themselves, nor by a stand-in whom they let in while their removal was under way."""
    other, colleague = a_user(Role.EMPLOYER_ADMIN, employer=employer), invited(employer, admin)
    by = actor_of(other)
    remove(other, by=actor_of(admin))
    with pytest.raises(NotOneself):
        bring_back(other, by=by)
    for act in (bring_back, invite_again):
        with pytest.raises(NotAdminAnyMore):
            act(colleague, by=by)
    with pytest.raises(NotAdminAnyMore):
        invited(employer, other, email="stand-in@hortus.example")
    assert not other.active


def test_the_coordinator_may_remove_the_last_one(admin: User) -> None:
    """Who has gone wrong must be shut out, and the coordinator can let others in."""
    remove(admin, by=actor_of(a_user(Role.COORDINATOR)))
    assert not admin.active


def test_two_admins_cannot_remove_each_other(real_app: Flask) -> None:
    """In the same moment: the second is no admin any more."""
    employer = an_employer()
    ids = [a_user(Role.EMPLOYER_ADMIN, employer=employer).id for _ in range(2)]
    session.commit()
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def shut_out(mine: uuid.UUID, other: uuid.UUID) -> None:
        with real_app.app_context():
            ready.wait()
            begin_immediate()
            me, them = session.get_one(User, mine), session.get_one(User, other)
            try:
                remove(them, by=actor_of(me))
                session.commit()
                outcomes.append("done")
            except NotAdminAnyMore:
                session.rollback()
                outcomes.append("refused")
            session.remove()

    threads = [threading.Thread(target=shut_out, args=pair) for pair in (ids, reversed(ids))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_nobodys_mailbox_is_flooded(employer: Employer, admin: User) -> None:
    """Security T16: three an hour to one address, whichever button sends them."""
    user = invited(employer, admin)
    for _again in range(5):
        invite_again(user, by=actor_of(admin))
    assert len(mails("user_invitation")) == 3


def test_many_hires_keep_no_colleague_out(employer: Employer, admin: User) -> None:
    """The page says that a mail goes: it goes, also on the day of a sheet of ten thousand hires."""
    for _hire in range(INVITATIONS_OF.allowed):
        assert knock((INVITATIONS_OF, str(employer.id)))
    assert not knock((INVITATIONS_OF, str(employer.id)))
    invited(employer, admin)
    assert len(mails("user_invitation")) == 1


def test_hires_with_the_address_of_a_colleague_keep_nobody_out(employer: Employer, admin: User) -> None:
    """Nor do colleagues keep a hire from its case: each is counted by itself."""
    for _hire in range(5):
        a_case(employer=employer, email="esra@hortus.example")
    assert len(mails("invitation")) == 3
    user = invited(employer, admin)
    for _again in range(5):
        invite_again(user, by=actor_of(admin))
    assert len(mails("user_invitation")) == 3
    other = invited(employer, admin, "kim@hortus.example")
    for _again in range(5):
        invite_again(other, by=actor_of(admin))
    a_case(employer=employer, email="kim@hortus.example")
    assert len(mails("invitation")) == 4


def test_who_has_a_password_is_not_invited_again(employer: Employer, admin: User) -> None:
    user = a_user(Role.EMPLOYER, employer=employer, password=PASSWORD)
    invite_again(user, by=actor_of(admin))
    assert mails("user_invitation") == []


def test_each_of_these_is_one_line_in_the_logbook(employer: Employer, admin: User) -> None:
    user = invited(employer, admin)
    for act in (invite_again, make_admin, make_admin, make_hr, remove, remove, bring_back, bring_back):
        act(user, by=actor_of(admin))
    verbs = list(session.scalars(select(LogLine.verb).order_by(LogLine.id)))
    told = ["user_invited", "user_invited_again", "role_changed", "role_changed", "user_disabled", "user_enabled"]
    assert verbs == told
