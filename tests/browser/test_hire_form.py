"""HR's form in a real browser: half of it is not lost by going back, and what was sent does not come back."""

import pytest

from expatdesk.demo.accounts import PASSWORD
from tests.browser.conftest import IN_ENGLISH, NewPerson
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, IN_ENGLISH]

FORM = "/employer/hires/new"


def typed(hr: Person) -> str:
    return hr.page.locator("[name=given_names]").input_value()


def test_what_was_typed_outlives_going_away_and_back(signed_in: NewPerson) -> None:
    hr = signed_in("joris@morspoort.example").opens(FORM).fills(given_names="Back", home_kind="rent")
    hr.opens("/employer/").page.go_back()
    hr.arrived()
    assert typed(hr) == "Back"
    assert hr.page.locator("[name=home_kind][value=rent]").is_checked()
    hr.presses("Keep for later").sees("Back").opens(FORM)
    assert typed(hr) == ""


def test_after_a_change_of_language_an_empty_form_is_empty(signed_in: NewPerson) -> None:
    hr = signed_in("joris@morspoort.example").opens(FORM).fills(given_names="Other")
    hr.page.locator("button[name=language]").click()
    hr.page.wait_for_url("**/drafts/**")
    assert typed(hr) == "Other"
    hr.page.goto(hr.site.url + FORM)
    assert typed(hr) == ""


def test_who_signs_in_next_in_the_same_tab_finds_an_empty_form(signed_in: NewPerson) -> None:
    """A stay that ran out leaves the tab as it is: what one employer's HR typed is not the next one's to read."""
    tab = signed_in("joris@morspoort.example").opens(FORM).fills(given_names="Between", home_kind="rent")
    tab.page.context.clear_cookies()
    signs_in(tab, "hedwig@lumc.example")
    assert typed(tab) == ""
    assert "Between" not in tab.page.evaluate("() => JSON.stringify({...sessionStorage})")


def test_after_signing_in_again_what_was_typed_is_still_there(signed_in: NewPerson) -> None:
    hr = signed_in("joris@morspoort.example").opens(FORM).fills(given_names="Still")
    hr.page.context.clear_cookies()
    signs_in(hr, "joris@morspoort.example")
    assert typed(hr) == "Still"


def signs_in(person: Person, email: str) -> None:
    """Sign in, and open the form."""
    person.opens("/sign-in/password").fills(email=email, password=PASSWORD).presses("Sign in")
    person.opens(FORM)


@pytest.mark.parametrize("wrong", ["first_working_day", "arrival"])
def test_two_dates_stay_in_line_where_one_is_wrong(signed_in: NewPerson, wrong: str) -> None:
    hr = signed_in("hedwig@lumc.example").opens(FORM)
    hr.fills(**{f"{wrong}-day": "31", f"{wrong}-month": "2", f"{wrong}-year": "2027"}).presses(
        "See what will follow"
    )
    for part in ("legend", "input"):
        first, second = (top_of(hr, name, part) for name in ("first_working_day", "arrival"))
        assert first == pytest.approx(second, abs=1), part


def top_of(hr: Person, name: str, part: str) -> float:
    """How far down the first such part of a date stands."""
    box = hr.page.locator(f"#{name} {part}").first.bounding_box()
    assert box is not None
    return box["y"]
