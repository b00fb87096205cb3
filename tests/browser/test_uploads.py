"""Handing papers in from a telephone: what is wrong stands with the field, and what is right is kept."""

import pikepdf
import pytest
from playwright.sync_api import FilePayload, Route, expect

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import IN_DUTCH, IN_ENGLISH, PHONE, NewPerson
from tests.browser.person import Person
from tests.documents import hostile

pytestmark = pytest.mark.browser

FILES: dict[str, tuple[str, bytes]] = {
    "empty": ("leeg.jpg", b""),
    "renamed": ("scan.pdf", hostile.EXE),
    "locked": ("locked.pdf", hostile.pdf(encryption=pikepdf.Encryption(owner="s", user="s"))),
    "bomb": ("bomb.png", hostile.png_that_claims(50_000, 50_000)),
    "heic": ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(300)),
    "large": ("groot.jpg", hostile.picture() + bytes(10 * 1024**2)),
    "right": ("goed.jpg", hostile.picture()),
    "another": ("ook-goed.jpg", hostile.picture(size=(300, 201))),
}
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "HEIC": "image/heic"}


def files(*names: str) -> list[FilePayload]:
    """As a telephone hands them to the field."""
    found = [FILES[name] for name in names]
    return [{"name": name, "mimeType": KINDS[name.rsplit(".")[-1]], "buffer": content} for name, content in found]


def at_first_paper(person: Person) -> Person:
    """Signed in as a household of the demonstration, at the first of its papers."""
    person.enters(GUESTS[0]).opens("/my/papers")
    person.page.locator(".paper-list a").first.click()
    return person.arrived()


def hands_in(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.locator("main form:has(#files) button[type=submit]").click()
    person.arrived()


@IN_DUTCH
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_is_wrong_stands_with_the_field(new_person: NewPerson, *, script: bool) -> None:
    person = at_first_paper(new_person(PHONE))
    page = person.page
    if not script:
        page.route("**/uploads.js", lambda route: route.abort())
        person.faults.clear()
        page.reload()
        person.faults.clear()
    page.set_input_files("#files", files("empty", "renamed", "locked", "bomb", "heic"))
    if script:
        expect(page.locator("[data-told] .error")).to_have_count(2)
    hands_in(person)
    expect(page.locator("#files-error .error")).to_have_count(5)
    page.set_input_files("#files", files("large", "right"))
    hands_in(person)
    expect(page.locator("#files-error .error")).to_have_count(1)
    expect(page.locator(".sent-pages li")).to_have_count(1)
    page.locator("form[action$='/remove'] button").click()
    person.arrived()


@IN_ENGLISH
def test_a_paper_comes_in_several_photos(new_person: NewPerson) -> None:
    person = at_first_paper(new_person(PHONE, has_touch=True))
    page = person.page
    assert page.locator("#photo").get_attribute("capture") == "environment"
    for count, photo in enumerate(("right", "another"), start=1):
        page.set_input_files("#photo", files(photo))
        hands_in(person)
        expect(page.locator(".sent-pages li")).to_have_count(count)
    for _page in range(2):
        page.locator("form[action$='/remove'] button").first.click()
        person.arrived()


@IN_DUTCH
def test_files_are_sent_again_after_the_connection_was_lost(new_person: NewPerson) -> None:
    person = at_first_paper(new_person(PHONE))
    page, lost = person.page, iter(["before", "after"])

    def lose_twice(route: Route) -> None:
        when = next(lost, "never") if route.request.method == "POST" else "never"
        if when == "after":
            # The desk has the files, and its answer gets lost on the way.
            route.fetch(max_redirects=0)
        if when == "never":
            route.continue_()
        else:
            route.abort("connectionfailed")

    page.route("**/my/papers/**", lose_twice)
    page.set_input_files("#files", files("right"))
    page.locator("main form:has(#files) button[type=submit]").click()
    expect(page.locator("[data-sending]")).to_contain_text("verbinding")
    expect(page.locator(".sent-pages li")).to_have_count(1)
    assert next(lost, "none left") == "none left"
    person.faults.clear()
    page.locator("form[action$='/remove'] button").click()
    person.arrived()


@IN_DUTCH
def test_the_same_question_once_more(new_person: NewPerson) -> None:
    person = at_first_paper(new_person(PHONE)).opens("/sign-in/confirm?next=/my/papers")
    person.page.fill("[name=secret]", GUESTS[0].secret)
    person.goes_on()
    assert person.page.url.endswith("/my/papers")
