"""Inviting, disabling and changing users (security T09)."""

import threading
import uuid

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import (
    LastAdministrator,
    UserRefused,
    change_role,
    disable_user,
    enable_user,
    invite_user,
    recover_administrator,
    send_invitation,
)
from expatdesk.people.models import EMPLOYER_SIDE, WITHOUT_ACCOUNT, Link, Role, User
from expatdesk.shared.db import begin_immediate, session
from tests.conftest import Visit
from tests.factories import LEIDEN, PASSWORD, a_partner, a_user, actor_of, an_employer
from tests.signin.ways_in import is_signed_in, links, mails, token_in


def invited(role: Role = Role.OFFICER, email: str = "Sil@Desk.Example", **belongs: object) -> User:
    """A user who was just invited."""
    return invite_user(email, "Sil Hoekstra", role, by=SYSTEM, **belongs)  # type: ignore[arg-type]


def test_an_invited_user_chooses_a_password_and_signs_in(visit: Visit) -> None:
    invited()
    (mail,) = mails("user_invitation")
    assert (mail.recipient, mail.language) == ("sil@desk.example", "nl")
    (path,) = links("user_invitation")
    newcomer = visit().goes_to(path).sees("Sil Hoekstra")
    newcomer.presses("Save the password", password=PASSWORD).sees("Your password is saved")
    data = {"email": "sil@desk.example", "password": PASSWORD}
    assert newcomer.posts("signin.login", data).location == newcomer.address("desk.dashboard")
    assert visit().asks_for("signin.choose_password", token=token_in(path)).status_code == 410


def test_before_that_nobody_gets_in(visit: Visit) -> None:
    invited()
    for guess in ("", "None", PASSWORD):
        data = {"email": "sil@desk.example", "password": guess}
        assert visit().posts("signin.login", data).status_code == 422


@pytest.mark.parametrize("role", sorted(set(Role) - WITHOUT_ACCOUNT))
def test_the_mail_says_what_the_account_is_for(app: Flask, role: Role) -> None:
    employer = an_employer() if role in EMPLOYER_SIDE else None
    partner = a_partner() if role is Role.PARTNER else None
    invited(role, employer=employer, partner=partner, municipality=LEIDEN if role is Role.REGISTRAR else None)
    assert "Met uw account" in mails("user_invitation")[0].text


def test_an_address_has_one_account(app: Flask) -> None:
    invited()
    with pytest.raises(UserRefused, match=r"sil@desk\.example"):
        invited(email="SIL@desk.example")
    assert len(mails("user_invitation")) == 1


@pytest.mark.parametrize(
    ("role", "with_employer", "municipality"),
    [
        (Role.EMPLOYER, False, None),
        (Role.EMPLOYER_ADMIN, False, None),
        (Role.OFFICER, True, None),
        (Role.REGISTRAR, False, None),
        (Role.OFFICER, False, LEIDEN),
        (Role.PARTNER, False, None),
        (Role.EXPAT, False, None),
        (Role.VISITOR, False, None),
    ],
)
def test_roles_belong_where_they_belong(
    app: Flask, role: Role, with_employer: bool, municipality: str | None
) -> None:
    employer: Employer | None = an_employer() if with_employer else None
    with pytest.raises(UserRefused):
        invited(role, employer=employer, municipality=municipality)


def test_what_is_no_address_is_refused(app: Flask) -> None:
    with pytest.raises(UserRefused):
        invited(email="sil\r\nBcc: all@desk.example")


def test_a_disabled_user_is_out_everywhere_at_once(visit: Visit) -> None:
    user = invited()
    here = visit(user)
    assert is_signed_in(here)
    user = session.scalars(select(User)).one()
    disable_user(user, by=SYSTEM)
    assert not is_signed_in(here)
    token = token_in(links("user_invitation")[0])
    assert visit().asks_for("signin.choose_password", token=token).status_code == 410
    assert session.scalars(select(Link)).all() == []


def test_a_disabled_user_who_comes_back_signs_in_anew(visit: Visit) -> None:
    user = a_user(Role.OFFICER)
    here = visit(user)
    disable_user(user, by=SYSTEM)
    enable_user(user, by=SYSTEM)
    assert not is_signed_in(here)


def test_a_changed_role_ends_every_stay(visit: Visit) -> None:
    user = a_user(Role.OFFICER)
    here = visit(user)
    change_role(user, Role.COORDINATOR, by=SYSTEM)
    assert not is_signed_in(here)


def test_a_second_invitation_voids_the_first(visit: Visit, clock: Traveller) -> None:
    user = invited()
    session.flush()
    clock.shift(1)
    send_invitation(user)
    first, second = [token_in(path) for path in links("user_invitation")]
    assert visit().asks_for("signin.choose_password", token=first).status_code == 410
    assert visit().asks_for("signin.choose_password", token=second).status_code == 200


def test_the_last_administrator_stays(app: Flask) -> None:
    """Security T10: disabled, demoted or by themselves, somebody has to be left who can let others in."""
    last, gone = a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)
    disable_user(gone, by=actor_of(last))
    a_user(Role.OFFICER)
    with pytest.raises(LastAdministrator):
        disable_user(last, by=SYSTEM)
    with pytest.raises(LastAdministrator):
        change_role(last, Role.OFFICER, by=SYSTEM)
    change_role(last, Role.ADMINISTRATOR, by=SYSTEM)
    assert (last.active, last.role) == (True, Role.ADMINISTRATOR)
    enable_user(gone, by=SYSTEM)
    disable_user(last, by=actor_of(gone))
    assert last.active is False


def test_administrators_do_not_demote_themselves(app: Flask) -> None:
    one, _other = a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)
    with pytest.raises(UserRefused, match="another one does"):
        change_role(one, Role.OFFICER, by=actor_of(one))
    with pytest.raises(UserRefused, match="another one does"):
        disable_user(one, by=actor_of(one))
    assert (one.active, one.role) == (True, Role.ADMINISTRATOR)


def test_two_administrators_cannot_shut_each_other_out(real_app: Flask) -> None:
    """In the same moment: the second finds nobody left."""
    ids = [a_user(Role.ADMINISTRATOR).id for _ in range(2)]
    session.commit()
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def shut_out(mine: uuid.UUID, other: uuid.UUID) -> None:
        with real_app.app_context():
            ready.wait()
            begin_immediate()
            me, them = session.get_one(User, mine), session.get_one(User, other)
            try:
                disable_user(them, by=actor_of(me))
                session.commit()
                outcomes.append("done")
            except LastAdministrator:
                session.rollback()
                outcomes.append("refused")
            session.remove()

    threads = [threading.Thread(target=shut_out, args=pair) for pair in (ids, reversed(ids))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_glass_is_broken_for_somebody_known_and_for_somebody_new(app: Flask) -> None:
    known = a_user(Role.REGISTRAR, municipality=LEIDEN, active=False)
    recover_administrator(known.email, "", by=SYSTEM)
    new = recover_administrator("wietske@desk.example", "Wietske Prins", by=SYSTEM)
    for user in (known, new):
        assert (user.role, user.active, user.municipality) == (Role.ADMINISTRATOR, True, None)
    assert {mail.recipient for mail in mails("user_invitation")} == {known.email, "wietske@desk.example"}
    verbs = session.scalars(select(LogLine.verb)).all()
    assert verbs.count("administrator_recovered") == 2


def test_each_of_these_is_one_line_in_the_logbook(app: Flask) -> None:
    user = invited()
    disable_user(user, by=SYSTEM)
    enable_user(user, by=SYSTEM)
    change_role(user, Role.COORDINATOR, by=SYSTEM)
    verbs = session.scalars(select(LogLine.verb)).all()
    assert sorted(verbs) == ["role_changed", "user_disabled", "user_enabled", "user_invited"]
