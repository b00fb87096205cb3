"""A phone without a connection: the household's page as it was last, and nothing of others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import IN_DUTCH, IN_ENGLISH, PHONE, NewPerson
from tests.browser.person import Person

pytestmark = pytest.mark.browser

KEPT = "async () => (await caches.keys()).filter(name => name.startsWith('kept:')).length"
PAGES = """async () => {
    const kept = await caches.open((await caches.keys())[0]);
    return (await kept.keys()).map(one => new URL(one.url).pathname).filter(path => !path.startsWith("/static/"));
}"""


@pytest.fixture
def on_the_train(new_person: NewPerson) -> Iterator[Person]:
    """Somebody whose phone has kept their page, and who has no connection any more."""
    person = new_person(PHONE, has_touch=True, is_mobile=True).enters(GUESTS[0]).opens("/my/")
    expect(person.page.locator("[data-kept-here]")).to_be_visible()
    person.page.context.set_offline(True)
    yield person
    # What the browser says about a lost connection is no fault of ours.
    person.faults.clear()


@IN_DUTCH
def test_the_own_page_stays_readable(on_the_train: Person) -> None:
    page = on_the_train.page
    for _time in range(2):
        page.reload()
        expect(page.locator("[data-as-it-was]")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(GUESTS[0].given_names)
    assert page.evaluate("() => document.styleSheets.length") >= 5
    assert page.evaluate(PAGES) == ["/my/", "/my/without-connection"]
    page.goto(on_the_train.site.url + "/my/papers")
    on_the_train.sees("Geen verbinding")
    page.locator("main a").first.click()
    expect(page.locator("[data-as-it-was]")).to_be_visible()


@IN_DUTCH
def test_with_a_connection_the_desk_is_asked(on_the_train: Person) -> None:
    on_the_train.page.context.set_offline(False)
    on_the_train.page.reload()
    expect(on_the_train.page.locator("[data-as-it-was]")).to_be_hidden()


@IN_ENGLISH
def test_it_goes_with_its_reader(on_the_train: Person) -> None:
    page = on_the_train.page
    page.context.set_offline(False)
    page.goto(on_the_train.site.url + "/sign-in/password")
    assert page.evaluate(KEPT) == 1
    page.context.clear_cookies()
    page.goto(on_the_train.site.url + "/")
    page.wait_for_function(f"async () => await ({KEPT})() === 0")


@IN_ENGLISH
def test_it_goes_when_they_sign_out(on_the_train: Person) -> None:
    page = on_the_train.page
    page.context.set_offline(False)
    page.reload()
    page.locator("form[action$='/sign-out'] button").first.click()
    page.wait_for_url("**/signed-out*")
    page.wait_for_function(f"async () => await ({KEPT})() === 0")


@IN_ENGLISH
def test_a_computer_keeps_nothing(new_person: NewPerson) -> None:
    person = new_person().enters(GUESTS[0]).opens("/my/")
    expect(person.page.locator("[data-kept-here]")).to_be_hidden()
    assert person.page.evaluate(KEPT) == 0
