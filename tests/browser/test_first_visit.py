"""A first visit is light, and works where scripts do not."""

import pytest
from playwright.sync_api import Page, Request

from expatdesk.demo.accounts import PASSWORD
from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import IN_DUTCH, PHONE, NewPerson
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, IN_DUTCH]

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
    person = new_person()
    signs_in(person, email)
    assert weight_with_empty_cache(person.page, person.site.url + path) < LIGHT


def test_a_page_with_many_lists_of_countries_is_light(new_person: NewPerson) -> None:
    person = new_person()
    signs_in(person, "sanne@desk.example")
    person.page.goto(person.site.url + f"/desk/worklist?view=open&q={GUESTS[0].code}")
    case = person.page.locator(f"tr[id='{GUESTS[0].code}'] a").get_attribute("href") or ""
    assert weight_with_empty_cache(person.page, f"{person.site.url}{case.partition('?')[0]}/people/new") < LIGHT


def signs_in(person: Person, email: str) -> None:
    person.page.goto(person.site.url + "/sign-in/password")
    person.fills(email=email, password=PASSWORD)
    person.page.locator("main form button").first.click()


def weight_with_empty_cache(page: Page, url: str) -> int:
    """As on a new telephone. What the page before still asks for is not this page's weight."""
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    return weight_of(page, url)


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
