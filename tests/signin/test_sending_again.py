"""A form of a page that was open over a sign-in: sent again with a button, by the same person (T13, T19)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from time_machine import Traveller
from werkzeug.test import TestResponse

from expatdesk.cases.models import Case
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case
from tests.page import Page
from tests.visitor import Visitor

TYPED = {"given_names": "Zoë Maria", "family_name": "de Ruyter", "particle": ""}
OWN_PAGE = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def case(app: object) -> Case:
    """A case that its employer submitted."""
    return a_case()


def old_form(expat: Visitor) -> dict[str, str]:
    """A form of the intake as it stands in a tab, filled in."""
    page = expat.opens("expat.question", slug="name").page
    values = {name: texts[0] for name, texts in page.form_with("Go on")[0].values().items() if texts}
    return {**values, **TYPED}


def signs_in_anew(expat: Visitor, who: Case | None = None) -> None:
    """Sign in as in another tab: a new stay, and a new secret for forms."""
    with expat.client.session_transaction(base_url=expat.base_url) as cookie:
        cookie.clear()
    expat.who = who or expat.who
    expat.signs_in().opens("expat.status")


def sends(expat: Visitor, form: Mapping[str, str], headers: Mapping[str, str] = OWN_PAGE) -> TestResponse:
    """Send the form of the old tab."""
    path = expat.address("expat.answer", slug="name")
    expat.prefers(expat.language)
    return expat.client.post(path, base_url=expat.base_url, data=dict(form), headers=dict(headers))


def given_names(case: Case) -> str:
    session.expire_all()
    return case.principal.given_names


def test_the_old_tab_offers_to_send_it_again(visit: Visit, case: Case) -> None:
    expat = visit(case)
    form = old_form(expat)
    signs_in_anew(expat)
    answer = sends(expat, form)
    assert answer.status_code == 400
    assert given_names(case) == "Ananya"
    expat.page = Page(answer.text, expat.address("expat.answer", slug="name"), 400)
    expat.sees("Send it again", "Zoë Maria").presses("Send it again")
    assert given_names(case) == "Zoë Maria"


def test_it_is_shown_to_nobody_else(visit: Visit, case: Case) -> None:
    expat, other = visit(case), a_case(email="jonas@mail.example")
    form = old_form(expat)
    signs_in_anew(expat, other)
    answer = sends(expat, form)
    assert answer.status_code == 400
    assert "Zoë Maria" not in answer.text


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}])
def test_another_site_gets_no_such_page(visit: Visit, case: Case, headers: dict[str, str]) -> None:
    expat = visit(case)
    form = old_form(expat)
    signs_in_anew(expat)
    answer = sends(expat, form, headers)
    assert answer.status_code == 400
    assert "Zoë Maria" not in answer.text


def test_a_made_up_token_gets_no_such_page(visit: Visit, case: Case) -> None:
    expat = visit(case)
    form = {**old_form(expat), "csrf_token": "ImE5ZjQi.forged.token"}
    answer = sends(expat, form)
    assert answer.status_code == 400
    assert "Zoë Maria" not in answer.text


def test_after_the_clock_it_waits_for_the_sign_in(visit: Visit, case: Case, clock: Traveller) -> None:
    """The whole way without a script: sent too late, signed in in a new tab, sent from the old one."""
    expat = visit(case)
    form = old_form(expat)
    clock.shift(timedelta(minutes=21))
    answer = sends(expat, form)
    assert answer.status_code == 403
    kept = Page(answer.text, expat.address("expat.answer", slug="name"), 403)
    assert "after 20 minutes without use" in kept.text
    assert kept.link("Sign in again (opens a new tab)") == "/sign-in?next=/my/intake/name"
    expat.who = None
    expat.opens("signin.start")
    # Pressed too early: the sign-in page has been opened, and nobody signed in yet.
    early = sends(expat, {name: texts[0] for name, texts in kept.form_with("Send it again")[0].values().items()})
    assert early.status_code == 403
    assert "Zoë Maria" in early.text
    expat.who = case
    signs_in_anew(expat)
    expat.page = kept
    expat.presses("Send it again", refused=400).presses("Send it again")
    assert given_names(case) == "Zoë Maria"


def test_a_password_is_not_shown_again(officer: Visitor) -> None:
    officer.opens("signin.change_password")
    token = officer.page.forms[-1].values()["csrf_token"][0]
    with officer.client.session_transaction(base_url=officer.base_url) as cookie:
        cookie.clear()
    officer.signs_in().opens("desk.worklist")
    data = {"csrf_token": token, "present": "grachten tulp veer", "password": "molen brug sluis"}
    path = officer.address("signin.change_password")
    answer = officer.client.post(path, base_url=officer.base_url, data=data, headers=OWN_PAGE)
    assert answer.status_code == 400
    assert "grachten" not in answer.text
    assert "molen" not in answer.text
