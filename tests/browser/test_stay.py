"""What a browser does about the end of a stay: it warns, stays on at a press, and keeps what was typed."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import IN_DUTCH, PHONE, NewPerson
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, IN_DUTCH]

INVITED = GUESTS[0]


def asks(page: Page) -> list[str | None]:
    """The header of every question on how long the stay lasts, as they come."""
    headers: list[str | None] = []
    page.on(
        "request", lambda sent: headers.append(sent.headers.get("x-background")) if "/stay" in sent.url else None
    )
    return headers


@pytest.fixture
def expat(new_person: NewPerson) -> Person:
    """The household that has only been invited, signed in on a telephone."""
    return new_person(PHONE).enters(INVITED)


def test_it_warns_in_time_and_stays_on_at_a_press(expat: Person) -> None:
    """Only the server's clock is made up: it goes on by itself, and nobody wants to wait for 17 minutes."""
    page = expat.page
    page.clock.install()
    expat.opens("/my/intake/birth")
    headers = asks(page)
    page.route(re.compile("/sign-in/stay"), lambda route: _three_minutes(route))
    button = page.get_by_role("button", name=expat.says("Stay signed in"))
    expect(button).to_be_hidden()
    page.clock.fast_forward("17:02")
    expect(button).to_be_visible()
    assert headers == ["1"]
    page.unroute(re.compile("/sign-in/stay"))
    button.click()
    expect(button).to_be_hidden()
    assert headers == ["1", None]


def test_what_was_typed_is_there_again(expat: Person) -> None:
    year = expat.opens("/my/intake/birth").page.locator("[name=born-year]")
    year.fill("1987")
    expat.opens("/my/").opens("/my/intake/birth")
    expect(year).to_have_value("1987")
    expat.presses("Pause", within="header")
    assert expat.page.evaluate("() => Object.keys(sessionStorage).filter(key => key.startsWith('draft:'))") == []


def test_what_may_be_a_bsn_is_not_kept(expat: Person) -> None:
    name = expat.opens("/my/intake/name").page.locator("[name=given_names]")
    name.fill("111.222.333")
    assert "333" not in str(expat.page.evaluate("() => ({...sessionStorage})"))


def _three_minutes(route: Route) -> None:
    route.fulfill(json={"seconds": 179, "grows": True, "text": "In 3 minutes"})
