"""Checking papers by keyboard: zoom, turn, a reason by its number, accept, and the next one by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewPerson

pytestmark = pytest.mark.browser


def test_a_paper_is_checked_without_a_mouse(signed_in: NewPerson) -> None:
    officer = signed_in("sanne@desk.example").opens("/desk/papers")
    page = officer.page
    scans = page.locator("[data-scans]")
    expect(page.locator(".scan img").first).to_have_js_property("complete", True)
    assert page.locator(".scan img").first.evaluate("image => image.naturalWidth") > 500
    page.keyboard.press("+")
    expect(scans).to_have_class(re.compile("zoom-150 turn-0"))
    page.keyboard.press("t")
    expect(scans).to_have_class(re.compile("turn-1"))
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
    for doubt in page.locator("[name=settled]").all():
        doubt.check()
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != before)
    officer.arrived()


def test_it_fits_a_telephone(signed_in: NewPerson) -> None:
    officer = signed_in("bilal@desk.example")
    officer.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    officer.opens("/desk/papers")
    officer.page.locator(".returning > summary").click()
    officer.arrived()
