"""Signing out leaves nothing behind in the browser but the language (security T34, T35)."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from tests.conftest import Visit
from tests.factories import a_case
from tests.signin.ways_in import is_signed_in
from tests.visitor import Visitor


def test_the_last_page_says_so_in_ones_own_language(visit: Visit) -> None:
    expat = visit(a_case(), language="nl")
    answer = expat.posts("signin.sign_out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    # As a browser that did what the header says: no cookie is left.
    bare = expat.app.test_client()
    page = bare.get(answer.location, base_url=expat.base_url, headers={"Accept-Language": "en"})
    assert "U bent uitgelogd" in page.text
    kept = bare.get_cookie("__Host-language", domain="expatdesk.example")
    assert kept is not None
    assert kept.value == "nl"
    assert not is_signed_in(expat)


def test_whom_the_clock_signed_out_may_press_the_button_as_well(officer: Visitor, clock: Traveller) -> None:
    officer.opens("desk.worklist")
    clock.shift(timedelta(minutes=31))
    assert officer.posts("signin.sign_out").status_code == 303


def test_opening_the_page_signs_nobody_out(officer: Visitor) -> None:
    assert officer.asks_for("signin.signed_out").status_code == 200
    assert officer.asks_for("signin.sign_out").status_code == 405
    assert is_signed_in(officer)


@pytest.mark.parametrize("language", ["../../etc/passwd", "xx", "", "NL"])
def test_a_language_that_we_do_not_speak_changes_nothing(nobody: Visitor, language: str) -> None:
    page = nobody.asks_for("signin.signed_out", language=language)
    assert page.status_code == 200
    assert "You are signed out" in page.text
