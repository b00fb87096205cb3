"""Answers in a browser: they come while somebody types, by keyboard too, and do without any script."""

import pytest

from tests.browser.conftest import DESK, IN_ENGLISH, PHONE, NewPerson

pytestmark = pytest.mark.browser


@IN_ENGLISH
@pytest.mark.parametrize("screen", [PHONE, DESK])
def test_answers_come_while_typing(new_person: NewPerson, screen: object) -> None:
    page = new_person(screen).opens("/answers").page
    page.locator("#question").press_sequentially("driving licence")
    page.locator("#suggested li:first-child a[href$='/driving-licence']").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#suggested') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers/driving-licence")
