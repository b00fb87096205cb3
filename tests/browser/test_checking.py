"""Checking papers by keyboard: zoom, turn, a reason by its number, accept, and the next one by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IN_ENGLISH, PHONE, NewPerson

pytestmark = pytest.mark.browser


def test_a_paper_is_checked_without_a_mouse(signed_in: NewPerson) -> None:
    officer = signed_in("sanne@desk.example").opens("/desk/papers")
    page = officer.page
    first = page.locator(".scan").first
    expect(page.locator(".scan img").first).to_have_js_property("complete", True)
    assert page.locator(".scan img").first.evaluate("image => image.naturalWidth") > 500
    page.keyboard.press("+")
    expect(first).to_have_class(re.compile("zoom-150 turn-0"))
    page.keyboard.press("t")
    expect(first).to_have_class(re.compile("turn-1"))
    page.keyboard.press("r")
    page.keyboard.press("2")
    expect(page.locator("input[name=reason]").nth(1)).to_be_checked()
    expect(page.locator(".say:visible")).to_have_count(1)
    officer.arrived()
    before = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != before)
    officer.arrived()
    page.go_back()
    expect(first).to_have_class(re.compile("zoom-150 turn-1"))
    for _doubt in page.locator("[name=settled]").all():
        page.keyboard.press("s")
        page.keyboard.press("Space")
    expect(page.locator("[name=settled]:not(:checked)")).to_have_count(0)
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != before)
    officer.arrived()


@IN_ENGLISH
def test_each_page_lies_as_it_was_laid(signed_in: NewPerson) -> None:
    officer = signed_in("sanne@desk.example")
    page = officer.page
    officer.opens("/desk/papers")
    while page.locator(".scan").count() < 2:
        page.locator("a[aria-keyshortcuts=J]").click()
    first, second = page.locator(".scan").all()[:2]
    page.keyboard.press("t")
    page.keyboard.press("p")
    page.keyboard.press("+")
    expect(first).to_have_class(re.compile("zoom-100 turn-1"))
    expect(second).to_have_class(re.compile("zoom-150 turn-0"))
    expect(page.locator("[data-size]")).to_have_text("150%")
    page.reload()
    expect(first).to_have_class(re.compile("zoom-100 turn-1"))
    expect(second).to_have_class(re.compile("zoom-150 turn-0"))


@IN_ENGLISH
def test_two_officers_at_one_paper(signed_in: NewPerson) -> None:
    """Who comes second sees what the first one did, beside what was typed, and stays on the page."""
    first, second = signed_in("sanne@desk.example"), signed_in("bilal@desk.example")
    first.opens("/desk/papers")
    second.opens(first.page.url)
    for name, number in (("day", "1"), ("month", "2"), ("year", "2024")):
        fields = second.page.locator(f"#judge input[name$='-{name}']")
        if fields.count():
            fields.first.fill(number)
    first.page.keyboard.press("r")
    first.page.keyboard.press("1")
    first.page.locator("button[value=return]").click()
    first.arrived()
    with second.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        second.page.locator(".returning > summary").click()
        second.page.keyboard.press("2")
        second.page.locator("button[value=return]").click()
    assert answered.value.status == 409
    second.arrived().sees(second.says("Somebody was at this paper before you"), "Sanne de Wit")


@IN_ENGLISH
def test_a_registrar_looks_and_judges_nothing(signed_in: NewPerson) -> None:
    registrar = signed_in("rutger@leiden.example").opens("/desk/registrations")
    links = registrar.page.locator("a[href$='/registration']")
    papers = registrar.page.locator(".person-papers a")
    for address in links.evaluate_all("links => links.map(link => link.href)"):
        registrar.page.goto(address)
        # Scans lie in the files of some households that come today.
        if papers.count():
            break
    papers.first.click()
    registrar.arrived()
    expect(registrar.page.locator("#judge")).to_have_count(0)


def test_it_fits_a_telephone(signed_in: NewPerson) -> None:
    officer = signed_in("bilal@desk.example")
    officer.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    officer.opens("/desk/papers")
    officer.page.locator(".returning > summary").click()
    officer.arrived()
