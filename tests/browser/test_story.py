"""The whole story in a browser: HR, expat, officer, registrar, in one language after the other."""

import email
import email.policy
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from expatdesk.rules.terms import is_working_day
from tests.browser.conftest import PHONE, NewPerson
from tests.browser.person import Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser

LINK = re.compile(r"http://127\.0\.0\.1:\d+/sign-in/link/\S+")
CODE = re.compile(r"\bLE-[0-9A-Z]{4}-\d\d\b")
TODAY = date.today()  # noqa: DTZ011 - the server on this very machine
# Of another day the registrar's page asks whether it is right.
WORKING_DAY = next(day for back in range(9) if is_working_day(day := TODAY - timedelta(days=back)))


def dated(name: str, day: date) -> dict[str, str | bool]:
    """The three boxes of a date."""
    return {f"{name}__day": str(day.day), f"{name}__month": str(day.month), f"{name}__year": str(day.year)}


def mail_to(site: Site, address: str, page: Person) -> str:
    """The text of the newest mail to somebody; the worker writes it in its own time."""
    for _ in range(60):
        found = [text for file in site.mails.glob("*.eml") if (text := _text_to(file, address))]
        if found:
            return found[-1]
        page.page.wait_for_timeout(500)
    raise AssertionError(f"no mail to {address}")


def _text_to(file: Path, address: str) -> str:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if message["To"] == address and body else ""


def submits(hr: Person, address: str) -> None:
    """HR submits a hire who has just arrived and has a home in Leiden."""
    arrival = WORKING_DAY - timedelta(days=1)
    hr.opens("/employer/hires/new").fills(
        given_names="Zoë", family_name="Raghunathan", nationality="IN", email=address, mail_language=hr.language,
        category="researcher", stay_months="24", people_along="2", earlier="no", home_kind="rent",
        home_street="Hooigracht 12", home_postcode="2312 KS", home_registration_allowed="yes", work_at="own",
        **dated("arrival", arrival), **dated("first_working_day", TODAY + timedelta(days=7)),
    )  # fmt: skip
    hr.presses("See what will follow").presses("Send").sees("Zoë Raghunathan")


def answers(expat: Person) -> None:
    """The intake, one question a page."""
    given: dict[str, dict[str, str | bool]] = {
        "birth": dated("born", date(1990, 3, 7)),
        "origin": {"comes_from": "IN"},
        "household": {"partner": "yes", "children": "1"},
        "member-1": {
            "given_names": "Luc", "family_name": "Moreau", "nationality": "FR", "born_in_part": True,
            "born__month": "2", "born__year": "1991",
        },
        "member-2": {
            "given_names": "Mira", "family_name": "Moreau", "nationality": "FR",
            **dated("born", date(2021, 9, 14)),
        },
        "couple": {"joined": "married"},
        "certificates-0": {"written_in": "en"},
        "certificates-1": {"written_in": "fr"},
        "certificates-2": {"written_in": "fr"},
        "earlier": {"lived_in_nl": "no", "has_bsn": "no"},
    }  # fmt: skip
    expat.opens("/my/intake/")
    while (question := expat.page.url.rstrip("/").rpartition("/")[2]) != "summary":
        expat.fills(**given.get(question, {})).goes_on()
        assert expat.page.url.rstrip("/").rpartition("/")[2] != question, f"stuck at {question}"
    expat.goes_on()


def records(registrar: Person, case: str) -> None:
    """The registrar writes down that all three are registered."""
    registrar.opens("/desk/registrations").opens(f"{case}/registration")
    # The first free time lies ahead, so the page asks once whether it is right.
    registrar.fills(bsn="handed_over", originals=True, confirmed=True, **dated("on", WORKING_DAY))
    registrar.presses("Record")
    registrar.sees(
        "Zoë Raghunathan: 3 " + {"nl": "van 3 ingeschreven", "en": "of 3 registered"}[registrar.language]
    )


def test_from_a_submitted_hire_to_a_registered_household(
    site: Site, new_person: NewPerson, signed_in: NewPerson, language: str
) -> None:
    address = f"zoe.{language}@mail.example"
    hr = signed_in("hedwig@lumc.example")
    submits(hr, address)

    text = mail_to(site, address, hr)
    expat = new_person(PHONE).opens(LINK.findall(text)[0])
    expat.fills(code=CODE.findall(text)[0]).presses("Sign in")
    answers(expat)
    expat.opens("/my/steps/papers_handed_in").goes_on()

    officer = signed_in("sanne@desk.example")
    found = officer.opens("/desk/worklist?q=zoe+raghunathan").page
    found.get_by_role("link", name="Zoë Raghunathan").first.click()
    case = officer.arrived().page.url.removeprefix(site.url).split("?")[0]
    officer.opens(f"{case}/steps/papers_checked").fills(seen_on_paper=True).presses("Accept the papers")
    officer.opens(f"{case}/steps/residence_right").presses("Tick it off")
    free = officer.opens(f"{case}/visit").page.locator("main a.chip").first
    at = free.inner_text()[:5]
    free.click()
    officer.arrived().presses("Book this time").sees(at)
    officer.opens(f"{case}/history").opens(f"{case}/facts/stay")

    records(signed_in("rutger@leiden.example"), case)

    expat.opens("/my/")
    with expat.page.expect_download(timeout=60_000) as pack:
        expat.page.locator(f"a[href$='/welcome-pack/{language}']").first.click()
    assert Path(pack.value.path()).read_bytes().startswith(b"%PDF-")

    hr.opens("/employer/").page.get_by_role("link", name="Zoë Raghunathan").first.click()
    hr.arrived().does_not_see("Luc", "Mira", "Moreau")
