"""A first visit is light, and works where scripts do not."""

import pytest
from playwright.sync_api import Page, Request

from expatdesk.demo.accounts import PASSWORD
from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import PHONE, NewPerson

pytestmark = pytest.mark.browser

LIGHT = 100_000


def weight_of(page: Page, url: str) -> int:
    """Bytes of a page and all it needs as they are sent, with their headers, but for the typeface."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(url, wait_until="networkidle")
    needed = [request for request in finished if request.resource_type != "font"]
    sizes = [request.sizes() for request in needed]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-in/password", "/accessibility"])
def test_a_page_is_light(new_person: NewPerson, path: str) -> None:
    person = new_person(PHONE)
    assert weight_of(person.page, person.site.url + path) < LIGHT


@pytest.mark.parametrize(
    ("email", "path"),
    [
        ("sanne@desk.example", "/desk/"),
        ("sanne@desk.example", "/desk/worklist"),
        ("hedwig@lumc.example", "/employer/hires/new"),
    ],
)
def test_a_page_behind_the_sign_in_is_light(new_person: NewPerson, email: str, path: str) -> None:
    """With an empty cache, as on a new telephone."""
    person = new_person()
    person.page.goto(person.site.url + "/sign-in/password")
    person.fills(email=email, password=PASSWORD)
    person.page.locator("main form button").first.click()
    # What the page before it still asks for is not this page's weight.
    person.page.wait_for_load_state("networkidle")
    fresh = person.page.context.new_cdp_session(person.page)
    fresh.send("Network.clearBrowserCache")
    assert weight_of(person.page, person.site.url + path) < LIGHT


def test_it_works_without_scripts(new_person: NewPerson) -> None:
    person = new_person(java_script_enabled=False)
    page = person.page
    page.goto(person.site.url + "/sign-in/password")
    page.fill("[name=email]", "sanne@desk.example")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.locator("input[name=q]").first.fill(GUESTS[0].family_name)
    page.locator("input[name=q]").first.press("Enter")
    page.get_by_role("link", name=GUESTS[0].family_name).first.click()
    assert GUESTS[0].code in page.locator("main").inner_text()
