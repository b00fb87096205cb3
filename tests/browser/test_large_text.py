"""The pages of a household with text twice as large on a telephone (WCAG 2.2, 1.4.4 and 1.4.10)."""

import pytest

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import PHONE, NewPerson
from tests.browser.person import TOO_WIDE

pytestmark = pytest.mark.browser

ENLARGE = """() => {
    const now = parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.documentElement.style.fontSize = `${2 * now}px`;
    document.querySelectorAll("main details").forEach(folded => { folded.open = true; });
}"""
QUESTIONS = ("birth", "origin", "household", "certificates-0", "address", "papers", "summary")


def test_nothing_runs_off_the_screen(new_person: NewPerson) -> None:
    wide: list[str] = []
    for guest in GUESTS:
        person = new_person(PHONE)
        page = person.page
        page.context.add_cookies([{"name": "language", "value": person.language, "url": person.site.url}])
        page.goto(person.site.url + "/sign-in")
        page.locator("details:has([name=code]) > summary").click()
        page.fill("[name=code]", guest.code)
        page.fill("[name=secret]", guest.secret)
        page.locator("form[action$='/case-code'] button").click()
        page.wait_for_url("**/my/**")
        for path in ("/my/", "/privacy", *(f"/my/intake/{question}" for question in QUESTIONS)):
            page.goto(person.site.url + path)
            page.evaluate(ENLARGE)
            wide += [f"{guest.code} {path}"] if page.evaluate(TOO_WIDE) else []
    assert wide == []
