"""The pages of desk and employers with text twice as large on a telephone (WCAG 2.2, 1.4.4 and 1.4.10)."""

import pytest

from tests.browser.conftest import PHONE, NewPerson
from tests.browser.person import TOO_WIDE, Person

pytestmark = pytest.mark.browser

ENLARGE = """() => {
    document.documentElement.style.fontSize = "200%";
    document.querySelectorAll("main details").forEach(folded => { folded.open = true; });
}"""
LINKS = "links => links.map(link => link.getAttribute('href')).filter(path => !/welcome-pack|#|[?]/.test(path))"


def on_phone(person: Person) -> Person:
    """The same person with a telephone; the choice of language lies in a menu there."""
    person.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return person


def links_to(person: Person, start: str) -> list[str]:
    """The pages below this address that the present page leads to, each once."""
    found: list[str] = person.page.locator(f"main a[href^='{start}']").evaluate_all(LINKS)
    return list(dict.fromkeys(found))


def too_wide(person: Person, paths: list[str]) -> list[str]:
    """Which of these pages run off the screen."""
    wide = []
    for path in paths:
        person.page.goto(person.site.url + path)
        person.page.evaluate(ENLARGE)
        wide += [path] if person.page.evaluate(TOO_WIDE) else []
    return wide


def test_the_desk_stays_on_the_screen(signed_in: NewPerson) -> None:
    officer = on_phone(signed_in("sanne@desk.example")).opens("/desk/worklist")
    cases = links_to(officer, "/desk/cases/")[:4]
    inside = links_to(officer.opens(cases[0]), cases[0])
    assert len(inside) > 8
    assert too_wide(officer, ["/desk/", "/desk/worklist", "/desk/worklist?view=closed", *cases, *inside]) == []


def test_the_registrar_stays_on_the_screen(signed_in: NewPerson) -> None:
    registrar = on_phone(signed_in("rutger@leiden.example")).opens("/desk/registrations")
    people = links_to(registrar, "/desk/cases/")
    assert too_wide(registrar, ["/desk/registrations", *people[:2]]) == []


def test_the_employer_stays_on_the_screen(signed_in: NewPerson) -> None:
    hr = on_phone(signed_in("hedwig@lumc.example")).opens("/employer/")
    hires = links_to(hr, "/employer/hires/")
    assert too_wide(hr, ["/employer/", "/employer/hires/new", *hires[:4]]) == []
