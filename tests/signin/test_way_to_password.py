"""Whoever has an account finds the page of their own password, and the way back from it without JavaScript."""

import pytest

from expatdesk.people.models import Role
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.visitor import Visitor

WAYS = [(Role.OFFICER, "desk.dashboard", "Sanne Mulder, Password"), (Role.EMPLOYER, "employer.hires", "Password")]


@pytest.mark.parametrize(("role", "home", "link"), WAYS)
def test_the_password_is_one_link_away(visit: Visit, role: Role, home: str, link: str) -> None:
    """At the desk by one's own name: its menu leaves no room for another link."""
    employer = an_employer() if role is Role.EMPLOYER else None
    person = visit(a_user(role, name="Sanne Mulder", employer=employer))
    person.opens(home).follows(link).sees("Change your password")
    person.presses("Save the password", refused=422, present="no", password="no")
    person.follows("Leave it as it was")
    assert person.page.url.endswith(person.address(home))


def test_who_has_no_password_finds_no_link(visit: Visit, nobody: Visitor) -> None:
    for person in (visit(a_case()).opens("expat.status"), nobody.opens("public.start")):
        person.does_not_see(person.address("signin.change_password"))
