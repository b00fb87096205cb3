"""The coordinator lets the first of an employer in, and sees to its users where nobody else can."""

import uuid

from expatdesk.people.models import Role
from expatdesk.people.queries import user_by_email
from tests.conftest import Visit
from tests.factories import a_user, an_employer
from tests.signin.ways_in import is_signed_in
from tests.visitor import Visitor


def test_the_first_of_an_employer(coordinator: Visitor) -> None:
    employer = an_employer()
    coordinator.opens("desk.employer", employer_id=employer.id).sees("Nobody yet, so nobody can submit hires.")
    coordinator.follows("Invite somebody").presses("Invite", refused=422, name="Esra Koç")
    coordinator.sees("Fill in the e-mail address.")
    coordinator.presses("Invite", email="esra@hortus.example", is_admin=True).sees("Esra Koç has an account now.")
    user = user_by_email("esra@hortus.example")
    assert user is not None
    assert (user.role, user.employer_id) == (Role.EMPLOYER_ADMIN, employer.id)


def test_the_last_admin_is_removed(visit: Visit, coordinator: Visitor) -> None:
    employer = an_employer()
    user = a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Esra Koç")
    browser = visit(user)
    coordinator.opens("desk.employer", employer_id=employer.id).presses("Remove Esra Koç")
    coordinator.sees("Esra Koç cannot sign in any more", "This employer has no admin")
    assert not is_signed_in(browser)


def test_somebody_of_another_employer(coordinator: Visitor) -> None:
    """Security T04: employer and user are looked up together; nor is a colleague of the desk acted on here."""
    employer, other = an_employer(), an_employer("Rijnmond Robotics B.V.")
    theirs, officer = a_user(Role.EMPLOYER, employer=other), a_user(Role.OFFICER)
    coordinator.opens("desk.employer", employer_id=employer.id).does_not_see(theirs.email)
    for user_id in (theirs.id, officer.id, uuid.uuid4()):
        answer = coordinator.posts("desk.act_on_hr", employer_id=employer.id, user_id=user_id, act="remove")
        assert answer.status_code == 404
    assert theirs.active
    assert officer.active
