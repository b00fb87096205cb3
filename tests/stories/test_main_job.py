"""The main job, end to end: from a submitted hire to a registered household with its welcome pack."""

import re
from datetime import datetime

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from tests.conftest import Visit
from tests.employer.hiring import HOME, MEERA, SEE, Typed
from tests.expat.answering import Answers, answers
from tests.factories import LEIDEN, a_counter, a_user, an_employer
from tests.page import name_of
from tests.visitor import Visitor

# Zoë brings her husband, of whose birth the day is not known, and their daughter.
ANSWERS: Answers = {
    "known": {},
    "birth": {"born-day": "7", "born-month": "3", "born-year": "1990"},
    "origin": {"comes_from": "IN"},
    "household": {"partner": "yes", "children": "1"},
    "member-1": {
        "given_names": "Luc", "family_name": "Moreau", "nationality": "FR", "born_in_part": True,
        "born-month": "2", "born-year": "1991",
    },
    "member-2": {
        "given_names": "Mira", "family_name": "Moreau", "nationality": "FR",
        "born-day": "14", "born-month": "9", "born-year": "2021",
    },
    "couple": {"joined": "married"},
    "certificates-0": {"written_in": "en"},
    "certificates-1": {"written_in": "fr"},
    "certificates-2": {"written_in": "fr"},
    "earlier": {"lived_in_nl": "no", "has_bsn": "no"},
    "home": {},
    "address": {},
    "licence": {"licence_0": "IN"},
    "wishes": {"wants_social": True, "wants_buddy": True},
    "papers": {},
}  # fmt: skip
BECAUSE: Typed = {"give_back-reason": "unreadable", "give_back-note": "Page 2"}
VISIT: Typed = {"day-day": "16", "day-month": "12", "day-year": "2026", "at": "10:30"}
ARRIVES = {"arrival-day": 15, "arrival-month": 12, "arrival-year": 2026}
LINK = re.compile(r"https://expatdesk\.example(/sign-in/link/\S+)")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Everybody in this story speaks it."""
    return str(request.param)


@pytest.fixture
def hr(visit: Visit, language: str) -> Visitor:
    """HR of an employer that is a recognised sponsor."""
    return visit(a_user(Role.EMPLOYER, employer=an_employer()), language=language)


@pytest.fixture
def officer(visit: Visit, language: str) -> Visitor:
    """An officer of the desk."""
    return visit(a_user(Role.OFFICER, name="Sanne de Wit"), language=language)


@pytest.fixture
def registrar(visit: Visit, language: str) -> Visitor:
    """A registrar of Leiden."""
    return visit(a_user(Role.REGISTRAR, name="Rutger Zandstra", municipality=LEIDEN), language=language)


@pytest.fixture
def newcomer(visit: Visit, language: str) -> Visitor:
    """Zoë, on a browser that the desk has never seen."""
    return visit(language=language)


def the_case() -> Case:
    session.expire_all()
    return session.scalars(select(Case)).one()


def the_mail(kind: str) -> Mail:
    return session.scalars(select(Mail).where(Mail.kind == kind)).one()


def submits_zoe(hr: Visitor) -> None:
    typed = {**MEERA, **HOME, **ARRIVES, "people_along": 2, "mail_language": hr.language, "given_names": "Zoë"}
    hr.opens("employer.new_hire").presses(hr.says(SEE), **typed)
    assert session.scalars(select(Case)).all() == [], "nothing is sent before HR says so"
    hr.presses(hr.says("Send")).sees("Zoë Raghunathan")


def comes_in_by_mail(newcomer: Visitor) -> None:
    (path,) = LINK.findall(the_mail("invitation").text)
    for _ in range(3):
        newcomer.goes_to(path)
    newcomer.presses(newcomer.says("Sign in"), code=the_case().code)


def hands_in_papers(newcomer: Visitor) -> None:
    newcomer.opens("expat.step", key="papers_handed_in")
    newcomer.presses(name_of(newcomer.page.forms[-1].buttons[0]))


def ticks_off(officer: Visitor, key: str, **said: str) -> None:
    word = officer.says("Accept the papers" if key == "papers_checked" else "Tick it off")
    officer.opens("desk.step", case_id=the_case().id, key=key).presses(word, **said)


def checks_papers_and_books(officer: Visitor, newcomer: Visitor) -> None:
    """Found by a name without its diacritics; sent back once, accepted the second time."""
    officer.opens("desk.worklist", q="zoe").follows("Zoë Raghunathan")
    officer.opens("desk.step", case_id=the_case().id, key="papers_handed_in")
    officer.presses(officer.says("Send it back"), **BECAUSE)
    assert the_mail("step_returned").recipient == "meera@mail.example"
    hands_in_papers(newcomer)
    ticks_off(officer, "papers_checked", seen_on_paper="y")
    ticks_off(officer, "residence_right")
    a_counter()
    officer.opens("desk.visit", case_id=the_case().id)
    officer.presses(officer.says("Book this time"), **VISIT)
    assert "10:30" in the_mail("visit_booked").subject


def registers_everybody(registrar: Visitor) -> None:
    """How the BSN was given is written down; never the number."""
    registrar.signs_in().opens("desk.registrations").sees("Zoë Raghunathan")
    registrar.opens("desk.registration", case_id=the_case().id)
    registrar.presses(registrar.says("Record"), bsn="handed_over", originals="y")
    assert [row.bsn_way for row in the_case().registrations] == ["handed_over"] * 3


def takes_the_pack(newcomer: Visitor, officer: Visitor) -> None:
    """In their language; the officer prints it in the other one."""
    newcomer.who = the_case()
    newcomer.signs_in()
    pack = newcomer.asks_for("expat.pack", language=newcomer.language)
    assert (pack.status_code, pack.mimetype) == (200, "application/pdf")
    assert pack.data.startswith(b"%PDF-")
    other = next(language for language in LANGUAGES if language != newcomer.language)
    printed = officer.signs_in().asks_for("desk.pack", case_id=the_case().id, language=other)
    assert printed.mimetype == "application/pdf"


def test_a_hire_becomes_a_registered_household_with_its_pack(
    hr: Visitor, newcomer: Visitor, officer: Visitor, registrar: Visitor, clock: Traveller
) -> None:
    # An HR officer submits a new hire.
    submits_zoe(hr)
    assert the_mail("invitation").language == hr.language

    # The expat comes in by the mail's link, however often somebody looked at it before, and answers.
    comes_in_by_mail(newcomer)
    came = answers(newcomer, ANSWERS)
    assert {"member-1", "member-2", "couple"} <= set(came)
    newcomer.presses(newcomer.says("Send"))
    hands_in_papers(newcomer)

    # The desk officer checks the papers and books the visit; on that day the registrar registers everybody.
    checks_papers_and_books(officer, newcomer)
    clock.move_to(datetime(2026, 12, 16, 11, tzinfo=AMSTERDAM))
    registers_everybody(registrar)
    takes_the_pack(newcomer, officer)

    # The employer sees that it is done, and nothing of the family.
    hr.signs_in().opens("employer.hire", case_id=the_case().id)
    hr.does_not_see("Luc", "Mira", "Moreau", "1990", "1991")

    # Every change is one line in the history.
    verbs = [line.verb for line in history_of(the_case().id)]
    assert {"case_opened", "step_completed", "step_returned", "visit_booked", "registered"} <= set(verbs)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"home_postcode": "2225 AB"}, "Katwijk"),
        ({"stay_months": 3}, "RNI"),
        ({"category": "student"}, ""),
        ({"earlier": "lived"}, ""),
    ],
    ids=["another municipality", "short stay", "student", "lived here before"],
)
def test_a_hire_that_the_desk_cannot_serve_is_told_so_at_once(
    hr: Visitor, typed: dict[str, object], answer: str
) -> None:
    hr.opens("employer.new_hire").presses(hr.says(SEE), **{**MEERA, **HOME, **ARRIVES, **typed})
    hr.sees(answer)
    assert session.scalars(select(Case)).all() == []
