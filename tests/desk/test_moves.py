"""A household moves to another municipality in mid-course, and a municipality that had the case may look back."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.models import Document
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import MONDAY_MORNING, Visit
from tests.factories import KATWIJK, LEIDEN, LEIDERDORP, a_case, a_user, complete
from tests.visitor import Visitor

TO_LEIDERDORP = {"home_street": "Acacialaan 8", "home_postcode": "2351 AB"}


def begun() -> Case:
    """A case of Leiden in mid-course, with an accepted paper."""
    case = a_case()
    complete(case, "intake")
    by = {"given_by_role": "expat", "given_by_name": "Ananya Krishnan", "person_id": case.principal.id}
    session.add(Document(case_id=case.id, paper="identity", state="accepted", **by))
    session.flush()
    return case


def moves(officer: Visitor, case: Case) -> None:
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", refused=422, **TO_LEIDERDORP)
    officer.presses("Save")


def test_the_move_is_shown_before_it_is_saved(officer: Visitor) -> None:
    case = begun()
    officer.opens("desk.facts_of", case_id=case.id, block="home")
    officer.presses("Save", refused=422, **TO_LEIDERDORP)
    officer.sees("The case goes from Leiden to Leiderdorp", "Nothing is saved yet", "What it does to the plan")
    assert (case.municipality, case.home_postcode, case.version) == (LEIDEN, "2312 KS", 2)
    officer.presses("Save", home_postcode="2223 AB", refused=422).sees("The case goes from Leiden to Katwijk")
    officer.presses("Save", home_postcode="2351 AB", refused=422).presses("Save")
    officer.sees("this case went from the municipality of Leiden to that of Leiderdorp", "Acacialaan 8")
    assert case.municipality == LEIDERDORP


def test_the_other_registrar_gets_it_with_all_papers(officer: Visitor, registrar: Visitor, visit: Visit) -> None:
    """Security T02: whose municipality no longer handles the case no longer sees it."""
    case, other = begun(), visit(a_user(Role.REGISTRAR, municipality=LEIDERDORP))
    registrar.opens("desk.case", case_id=case.id)
    other.cannot_open("desk.case", case_id=case.id)
    moves(officer, case)
    registrar.cannot_open("desk.case", case_id=case.id)
    other.opens("desk.case", case_id=case.id).sees("Acacialaan 8")
    assert [row.state for row in session.scalars(select(Document).where(Document.case_id == case.id))] == [
        "accepted"
    ]
    assert {line.actor_role for line in readings_of(case.id)} == {"registrar", "officer"}


def test_the_household_is_told_and_sees_it(officer: Visitor, visit: Visit) -> None:
    case = begun()
    moves(officer, case)
    mail = session.scalars(select(Mail).where(Mail.kind == "municipality_changed")).one()
    assert mail.recipient == case.email
    assert mail.subject == f"From now on Leiderdorp handles your registration ({case.code})"
    assert "You do not have to hand anything in again" in mail.text
    household = visit(case)
    household.opens("expat.status").sees("the municipality of Leiderdorp handles your registration now")
    with time_machine.travel(MONDAY_MORNING + timedelta(days=61), tick=False):
        household.signs_in()
        household.opens("expat.status").does_not_see("handles your registration now")


def test_before_the_intake_is_done_nobody_is_bothered(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", **TO_LEIDERDORP)
    assert case.municipality == LEIDERDORP
    assert not session.scalars(select(Mail).where(Mail.kind == "municipality_changed")).all()


def test_a_former_municipality_may_look_for_a_while(officer: Visitor, registrar: Visitor, visit: Visit) -> None:
    case = begun()
    moves(officer, case)
    officer.follows("Who may still look at it")
    officer.presses("Let it look", refused=422, reason="").sees("Write down why.", "Fill in the last day.")
    far = {"last_day-day": "1", "last_day-month": "6", "last_day-year": "2027"}
    officer.presses("Let it look", refused=422, reason="BSN 111222333", **far).sees("This looks like a BSN")
    officer.presses("Let it look", refused=422, reason="Their visit was here", **far).sees("at most 60 days")
    officer.presses("Let it look", **{"last_day-day": "20", "last_day-month": "12", "last_day-year": "2026"}).sees(
        "Leiden may look until Sunday 20 December 2026: Their visit was here"
    )
    registrar.opens("desk.case", case_id=case.id).sees("Acacialaan 8")
    registrar.cannot_open("desk.registration", case_id=case.id)
    visit(a_user(Role.REGISTRAR, municipality=KATWIJK)).cannot_open("desk.case", case_id=case.id)
    assert "grant_given" in [line.verb for line in history_of(case.id)]
    with time_machine.travel(MONDAY_MORNING + timedelta(days=7), tick=False):
        registrar.signs_in()
        registrar.cannot_open("desk.case", case_id=case.id)


def test_the_desk_takes_it_back(officer: Visitor, registrar: Visitor) -> None:
    case = begun()
    officer.opens("desk.grants", case_id=case.id).sees("No other municipality had this case before.")
    moves(officer, case)
    officer.opens("desk.grants", case_id=case.id)
    officer.presses(
        "Let it look", reason="Their visit was here",
        **{"last_day-day": "20", "last_day-month": "12", "last_day-year": "2026"},
    )  # fmt: skip
    officer.presses("Look no longer: Leiden")
    registrar.cannot_open("desk.case", case_id=case.id)
    assert officer.posts("desk.grants", {"municipality": KATWIJK}, case_id=case.id).status_code == 422
