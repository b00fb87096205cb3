"""The printed plan: what is folded on the page stands there too, without any script."""

import pypdfium2
import pytest

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import PHONE, NewPerson

pytestmark = pytest.mark.browser


def test_print_shows_what_is_folded_on_the_screen(new_person: NewPerson) -> None:
    guest = GUESTS[2]
    person = new_person(PHONE)
    page = person.page
    page.context.add_cookies([{"name": "language", "value": "en", "url": person.site.url}])
    page.goto(person.site.url + "/sign-in")
    page.locator("details:has([name=code]) > summary").click()
    page.fill("[name=code]", guest.code)
    page.fill("[name=secret]", guest.secret)
    page.locator("form[action$='/case-code'] button").click()
    page.wait_for_url("**/my/**")
    assert not page.get_by_text("How many people come").is_visible()
    printed = pypdfium2.PdfDocument(page.pdf())
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in printed).split())
    # What the employer sees, a step that was done first, and a paper; none of the words to press.
    for folded in ("How many people come", "Our questions answered", "Birth certificate"):
        assert folded in text
    assert "Show all that it sees" not in text
