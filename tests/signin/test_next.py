"""Signing in leads on to the page that was wanted, if it is one of ours (security T20)."""

import pytest

from expatdesk.people.models import Role
from expatdesk.people.passwords import set_password
from tests.factories import PASSWORD, a_case, a_user
from tests.signin.ways_in import links, the_worker_works, token_in
from tests.visitor import Visitor

ELSEWHERE = ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\tevil.org"]


def an_officer() -> str:
    """A user with PASSWORD; their address."""
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    return user.email


def test_whoever_is_sent_to_sign_in_comes_back(nobody: Visitor) -> None:
    email = an_officer()
    wanted = nobody.address("desk.worklist", q="krishnan")
    asked = nobody.asks_for("desk.worklist", q="krishnan")
    assert asked.status_code == 303
    nobody.goes_to(asked.location).follows("Sign in with a password")
    form, _button = nobody.page.form_with("Sign in")
    data = {"email": email, "password": PASSWORD, "next": form.values()["next"][0]}
    assert nobody.posts("signin.login", data).location == wanted


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_password_leads_nowhere_else(nobody: Visitor, elsewhere: str) -> None:
    data = {"email": an_officer(), "password": PASSWORD, "next": elsewhere}
    assert nobody.posts("signin.login", data).location == nobody.address("desk.dashboard")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_link_leads_nowhere_else(nobody: Visitor, elsewhere: str) -> None:
    email = a_case().email
    nobody.posts("signin.start", {"email": email, "next": elsewhere})
    the_worker_works()
    (path,) = links("sign_in_link", email)
    assert nobody.posts("signin.link", token=token_in(path)).location == nobody.address("expat.status")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_out_leads_nowhere_else(officer: Visitor, elsewhere: str) -> None:
    answer = officer.posts("signin.sign_out", {"next": elsewhere})
    assert answer.location.startswith("/signed-out")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_form_carries_it(nobody: Visitor, elsewhere: str) -> None:
    for endpoint, button in (("signin.start", "Send me a link"), ("signin.login", "Sign in")):
        form, _button = nobody.opens(endpoint, next=elsewhere).page.form_with(button)
        assert form.values()["next"] == [""]
