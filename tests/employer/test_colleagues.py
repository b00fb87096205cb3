"""The admin's page of colleagues: who is there, who may do what to whom, and nothing of another employer."""

import uuid

import pytest

from expatdesk.access.policy import employers_users
from expatdesk.access.visitor import Visitor as Somebody
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.people.queries import user_by_email, users
from tests.conftest import Visit
from tests.factories import a_user, an_employer
from tests.signin.ways_in import is_signed_in, mails
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def admin(visit: Visit, employer: Employer) -> Visitor:
    """Who lets colleagues in, at their page."""
    return visit(a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin")).opens("employer.colleagues")


def test_a_colleague_is_invited(admin: Visitor) -> None:
    admin.sees("Hanna Admin", "This is you.").follows("Invite a colleague")
    admin.presses("Invite", name="Esra Koç", email="Esra@Hortus.Example")
    admin.sees("Esra Koç has an account now.", "esra@hortus.example", "Invited, no password yet")
    user = user_by_email("esra@hortus.example")
    assert user is not None
    assert (user.role, user.language) == (Role.EMPLOYER, "en")
    assert [mail.recipient for mail in mails("user_invitation")] == ["esra@hortus.example"]


def test_what_is_missing_is_said(admin: Visitor) -> None:
    admin.opens("employer.invite_colleague").presses("Invite", refused=422, name="", email="esra")
    admin.sees("Fill in the name.", "This is no e-mail address.")


def test_an_address_that_has_an_account(admin: Visitor, officer: Visitor) -> None:
    """Security T14: not on whose it is, and not often: the thirty-first in an hour is refused, known or not."""
    assert isinstance(officer.who, User)
    page = admin.opens("employer.invite_colleague")
    refusal = "This address cannot get an account now."
    for _try in range(30):
        page.presses("Invite", refused=422, name="Sanne", email=officer.who.email).sees(refusal)
    page.presses("Invite", refused=422, name="Esra", email="esra@hortus.example").sees(refusal)
    assert user_by_email("esra@hortus.example") is None


def test_removed_and_brought_back(visit: Visit, admin: Visitor, employer: Employer) -> None:
    user = a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")
    browser = visit(user)
    admin.opens("employer.colleagues").presses("Remove Esra Koç").sees(
        "Esra Koç cannot sign in any more", "Removed"
    )
    assert not is_signed_in(browser)
    admin.presses("Bring back Esra Koç").sees("Esra Koç can sign in again.")


def test_admin_and_not_admin(visit: Visit, admin: Visitor, employer: Employer) -> None:
    user = a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")
    admin.opens("employer.colleagues").presses("Make admin Esra Koç").sees("Admin: lets colleagues in")
    visit(user).opens("employer.colleagues")
    admin.presses("No admin any more Esra Koç")
    visit(user).cannot_open("employer.colleagues").opens("employer.hires").does_not_see("Colleagues")


def test_nobody_acts_on_themselves(admin: Visitor) -> None:
    """Security T10: a conflict, and nothing changes."""
    assert isinstance(admin.who, User)
    for act in ("remove", "make-hr"):
        answer = admin.posts("employer.act_on_colleague", user_id=admin.who.id, act=act)
        assert answer.status_code == 409
    assert is_signed_in(admin)


@pytest.mark.parametrize("act", ["remove", "bring-back", "make-admin", "make-hr", "invite-again"])
def test_another_employers_people_do_not_exist(admin: Visitor, officer: Visitor, act: str) -> None:
    """Security T01, T05: the answer is that of a made-up id, for their HR as for the desk's own staff."""
    theirs = a_user(Role.EMPLOYER, employer=an_employer("Rijnmond Robotics B.V."), name="Joris Terpstra")
    admin.opens("employer.colleagues").does_not_see("Joris Terpstra")
    assert isinstance(officer.who, User)
    missing = admin.posts("employer.act_on_colleague", user_id=uuid.uuid4(), act=act)
    for somebody in (theirs, officer.who):
        answer = admin.posts("employer.act_on_colleague", user_id=somebody.id, act=act)
        assert answer.status_code == 404
        assert (answer.text, dict(answer.headers)) == (missing.text, dict(missing.headers))
    assert (theirs.active, theirs.role, officer.who.active, officer.who.role) == (
        True,
        "employer",
        True,
        "officer",
    )


def test_an_act_that_nobody_knows(admin: Visitor, employer: Employer) -> None:
    user = a_user(Role.EMPLOYER, employer=employer)
    assert admin.posts("employer.act_on_colleague", user_id=user.id, act="promote").status_code == 404


def test_fields_that_the_form_has_not_are_not_stored(admin: Visitor) -> None:
    """Security T06: neither another role, nor another employer."""
    other = an_employer("Rijnmond Robotics B.V.")
    sent = {"name": "Esra", "email": "esra@hortus.example", "role": "coordinator", "employer_id": str(other.id)}
    assert admin.posts("employer.invite_colleague", {**sent, "active": "1", "password": "x"}).status_code == 303
    user = user_by_email("esra@hortus.example")
    assert user is not None
    assert (user.role, user.employer_id != other.id, user.password) == (Role.EMPLOYER, True, None)


def test_hr_without_the_right_does_not_find_it(visit: Visit, employer: Employer) -> None:
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.cannot_open("employer.colleagues").cannot_open("employer.invite_colleague")


def test_whom_an_admin_sees_to(employer: Employer) -> None:
    """The condition itself: nobody of another employer, and nobody at all for who is no admin."""
    other = an_employer("Rijnmond Robotics B.V.")
    for one in (employer, other):
        a_user(Role.EMPLOYER, employer=one)
    seen = {
        (role, one.name): len(users(employers_users(Somebody(role, employer_id=employer.id), one.id)))
        for role in (Role.EMPLOYER_ADMIN, Role.EMPLOYER)
        for one in (employer, other)
    }
    assert [key for key, count in seen.items() if count] == [(Role.EMPLOYER_ADMIN, employer.name)]
