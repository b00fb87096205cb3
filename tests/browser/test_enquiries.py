"""A question to the desk in a browser: our answers while typing, what was typed kept, then asked and answered."""

import pytest

from expatdesk.demo.guests import GUESTS
from tests.browser.conftest import DESK, IN_ENGLISH, PHONE, NewPerson

pytestmark = pytest.mark.browser


@IN_ENGLISH
def test_asked_on_a_phone_and_answered_at_the_desk(new_person: NewPerson, signed_in: NewPerson) -> None:
    expat = new_person(PHONE).enters(GUESTS[0]).opens("/my/questions/new")
    page = expat.page
    page.locator("#question").press_sequentially("driving licence")
    page.locator("#suggested li:first-child a[href$='/driving-licence']").wait_for()
    expat.opens("/my/questions/new?q=driving").fills(text="Mine is from India.")
    expat.opens("/answers").opens("/my/questions/new?q=driving")
    assert page.locator("#text").input_value() == "Mine is from India."
    expat.presses("Send the question").sees(expat.says("We have your message."), expat.says("Not seen yet"))
    officer = signed_in("sanne@desk.example", DESK).opens("/desk/questions")
    # Others asked before, and wait longer.
    theirs = officer.page.locator("a", has_text="Read and answer").filter(has_text=GUESTS[0].family_name)
    theirs.first.click()
    officer.arrived().sees("Mine is from India.")
    officer.fills(text="You may drive for 185 days.").presses("Send the answer")
    expat.opens("/my/questions").follows("driving").sees("You may drive for 185 days.")
