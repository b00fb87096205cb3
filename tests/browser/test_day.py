"""The day at the counters in real browsers: what one presses shows at the others, and it works without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from expatdesk.demo.accounts import PASSWORD
from expatdesk.public.waiting_room import CALLED_SHOWN
from tests.browser.conftest import IN_DUTCH, NewPerson
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, IN_DUTCH]

OFFICER, COLLEAGUE, COORDINATOR = "sanne@desk.example", "bilal@desk.example", "marjolein@desk.example"
TICKET = re.compile(r"A-\d{3}")


# The screen of a busy hour, as the page draws it.
CROWD = """called => {
  const turns = document.getElementById("turns"), many = (one, times) => one.repeat(times);
  turns.querySelector(".called, .nobody").outerHTML = '<table class="called">'
    + `<thead><tr><th>Uw nummer</th></tr></thead>`
    + `<tbody>${many("<tr><th>A-001</th><td>0.22</td></tr>", called)}</tbody></table>`;
  turns.querySelector(".next").innerHTML = `<h2>Hierna</h2><ol>${many("<li>A-010</li>", 12)}</ol>`
    + '<div class="stay-seated"><p>Neemt u plaats.</p></div>';
  return document.documentElement.scrollHeight;
}"""


def looks_by_itself(page: Page) -> list[str | None]:
    """The header of every look for news; a page that is loaded anew forgets its mark."""
    headers: list[str | None] = []
    page.on(
        "request", lambda sent: headers.append(sent.headers.get("x-background")) if "part=1" in sent.url else None
    )
    page.evaluate("window.marked = true")
    return headers


def walk_in(officer: Person) -> str:
    """Somebody comes in with a question; answers the number that they get."""
    officer.opens("/desk/day/walk-in")
    officer.page.locator("main form button[type=submit]").first.click()
    officer.arrived()
    return last_ticket(officer.page)


def last_ticket(page: Page) -> str:
    """The number that was given last."""
    tickets: list[str] = TICKET.findall(page.locator("#day-list").inner_text())
    return max(tickets)


def test_a_colleague_and_the_waiting_room_see_it_without_loading_anew(
    signed_in: NewPerson, new_person: NewPerson
) -> None:
    """Only their own clocks are made up. What they ask by themselves counts as no use of the desk (T18)."""
    coordinator, colleague, officer = signed_in(COORDINATOR), signed_in(COLLEAGUE), signed_in(OFFICER)
    coordinator.opens("/desk/screens/new").fills(name="Hall").presses("Add a screen")
    hall = new_person()
    asked = {}
    for person, address in ((hall, coordinator.page.locator("main code").inner_text()), (colleague, "/desk/day")):
        person.page.clock.install()
        person.opens(address)
        asked[person.page] = looks_by_itself(person.page)
    ticket = walk_in(officer)
    for page in asked:
        page.clock.fast_forward("00:25")
        expect(page.locator("body")).to_contain_text(ticket)
        assert page.evaluate("window.marked")
    assert all(headers and set(headers) == {"1"} for headers in asked.values())
    row = officer.page.locator("#day-list tr", has_text=ticket)
    row.locator("button[id^=start]").click()
    hall.page.clock.fast_forward("00:25")
    expect(hall.page.locator(".called, .next").filter(has_text=ticket)).to_be_visible()
    officer.arrived()


def test_the_day_goes_on_without_scripts(new_person: NewPerson) -> None:
    officer = new_person(java_script_enabled=False)
    page = officer.page
    page.goto(officer.site.url + "/sign-in/password")
    page.fill("[name=email]", OFFICER)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.goto(officer.site.url + "/desk/day/walk-in")
    page.locator("main form button[type=submit]").first.click()
    ticket = last_ticket(page)
    row = page.locator("#day-list tr", has_text=ticket)
    row.locator("button[id^=undo]").click()
    expect(page.locator("#day-list tr", has_text=ticket)).to_have_count(0)


def test_nobody_who_is_called_falls_off_the_screen(signed_in: NewPerson, new_person: NewPerson) -> None:
    """As many as it shows at most, beside all who are shown as next."""
    coordinator = signed_in(COORDINATOR).opens("/desk/screens/new").fills(name="Hall").presses("Add a screen")
    address = coordinator.page.locator("main code").inner_text()
    hall = new_person({"width": 1280, "height": 720}).opens(address)
    for called in range(1, CALLED_SHOWN + 1):
        assert hall.page.evaluate(CROWD, called) == 720, called
