"""Registrars open the scans of their own municipality's households until these are registered (security 2)."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.cases.history import sentence
from expatdesk.cases.merge_models import TransferGrant
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.documents.models import Document, DocumentState
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import pdf
from tests.factories import KATWIJK, LEIDEN, a_case, a_user, registered, up_to_visit, with_family
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor

PASSPORT, LEASE = PaperKey.IDENTITY, PaperKey.LEASE
TITLE = "Passport"
# Where it is told what was done, also of whom nobody asks anything any more.
KEPT_TITLE = "Passport, or identity card of an EU country"


@pytest.fixture
def case(app: Flask) -> Case:
    """A couple of Leiden."""
    return with_family(a_case())


@pytest.fixture
def passport(case: Case) -> Document:
    """Two pages that the desk accepted."""
    document = handed_in(case, PASSPORT, pdf(2))
    document.state = DocumentState.ACCEPTED
    return document


def paper(document: Document) -> dict[str, object]:
    return {"case_id": document.case_id, "document_id": document.id}


def sheet(document: Document, number: int = 1) -> dict[str, object]:
    return {**paper(document), "page_id": document.pages[0].id, "sheet": number}


def test_they_see_the_page_beside_what_the_rules_ask(registrar: Visitor, case: Case, passport: Document) -> None:
    registrar.opens("desk.case", case_id=case.id).follows(f"Look at it: {TITLE}, Ananya Krishnan")
    registrar.sees("What the rules ask", "In the file", "Valid on the day of the visit", "Ananya Krishnan")
    assert len(registrar.page.all("figure")) == 2
    assert registrar.asks_for("desk.sheet", **sheet(passport)).status_code == 200
    registrar.does_not_see("Put it back to be checked", "Return it to the household")


def test_they_read_what_the_desk_saw(registrar: Visitor, passport: Document) -> None:
    passport.checks = ["original", "not_driving_licence"]
    registrar.opens("desk.paper", **paper(passport)).sees("A driving licence does not count Seen by the desk")
    registrar.sees("Bring the original to the visit Cannot tell A scan cannot show this.")


def test_they_go_through_the_papers_of_one_household(registrar: Visitor, case: Case, passport: Document) -> None:
    handed_in(case, LEASE)
    handed_in(a_case(given_names="Other"))
    registrar.opens("desk.paper", **paper(passport)).sees("Paper 1 of 2 of this case").follows("Next paper J")
    registrar.sees("Rental contract of Ananya Krishnan", "The desk still has to check it")
    assert "Next paper" not in registrar.page.text


def test_the_page_of_the_registration_leads_there(registrar: Visitor, case: Case, passport: Document) -> None:
    up_to_visit(case)
    registrar.opens("desk.registration", case_id=case.id).follows(f"{TITLE}, Ananya Krishnan")
    registrar.sees("Accepted")


def test_each_look_names_the_paper_and_the_page(registrar: Visitor, case: Case, passport: Document) -> None:
    registrar.asks_for("desk.sheet", **sheet(passport, 2))
    registrar.asks_for("desk.paper_file", **paper(passport), page_id=passport.pages[0].id)
    whole, page = (sentence(line) for line in readings_of(case.id))
    assert page.endswith(f"looked at page 2 of the paper “{KEPT_TITLE}” of Ananya Krishnan.")
    assert whole.endswith(f"looked at the paper “{KEPT_TITLE}” of Ananya Krishnan.")


def test_nobody_of_another_municipality_does(other_registrar: Visitor, passport: Document) -> None:
    other_registrar.cannot_open("desk.paper", **paper(passport))
    other_registrar.cannot_open("desk.sheet", **sheet(passport))


def test_who_may_look_at_a_case_that_left_sees_no_scans(
    registrar: Visitor, case: Case, passport: Document
) -> None:
    """Scans go to the municipality that registers, and no other (GDPR art. 5(1)(c))."""
    case.municipality = KATWIJK
    until = today() + timedelta(days=9)
    session.add(TransferGrant(case_id=case.id, municipality=LEIDEN, reason="Their visit was here", last_day=until))
    session.flush()
    registrar.opens("desk.case", case_id=case.id).does_not_see("Look at it")
    registrar.cannot_open("desk.paper", **paper(passport)).cannot_open("desk.sheet", **sheet(passport))
    registrar.cannot_open("desk.paper_file", **paper(passport), page_id=passport.pages[0].id)


def to_katwijk(case: Case) -> None:
    """A move to a town that registers its newcomers itself: no paper is asked any more."""
    home = {"home_street": "Boulevard 1", "home_postcode": "2225 AB", "municipality": KATWIJK}
    for name, value in home.items():
        setattr(case, name, value)
    refresh(case, REGION, today())
    assert (case.municipality, plan_of(case, REGION, today()).papers) == (KATWIJK, ())


def test_after_a_move_the_new_town_looks_at_what_was_handed_in(
    registrar: Visitor, officer: Visitor, visit: Visit, case: Case, passport: Document
) -> None:
    lease = handed_in(case, LEASE)
    to_katwijk(case)
    new = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    new.opens("desk.case", case_id=case.id).sees("Papers that are not asked any more")
    new.follows(f"Look at it: {KEPT_TITLE}, Ananya Krishnan").sees(
        "Accepted", "does not ask for this paper any more"
    )
    new.sees("Paper 1 of 2 of this case").does_not_see("On the day of the visit")
    assert new.asks_for("desk.sheet", **sheet(passport)).status_code == 200
    new.follows("Next paper J").sees("Rental contract").does_not_see("The desk still has to check it")
    new.opens("desk.registration", case_id=case.id).sees("Nobody of this household can be registered now.")
    registrar.cannot_open("desk.paper", **paper(passport))
    # The desk has accepted the passport, so it opens its pages no more; of the contract it judges nothing.
    officer.opens("desk.case", case_id=case.id).sees("Rental contract").does_not_see(f"Look at it: {KEPT_TITLE}")
    officer.cannot_open("desk.paper", **paper(passport))
    officer.opens("desk.paper", **paper(lease)).does_not_see("Accept A", "Return R")
    said: dict[str, str | bool | int | list[str]] = {"decision": "accept", "version": lease.version}
    assert officer.posts("desk.judge_paper", said, **paper(lease)).status_code == 409
    assert lease.state == DocumentState.TO_CHECK


def test_after_the_registration_the_pages_are_closed(registrar: Visitor, case: Case, passport: Document) -> None:
    registered(case)
    registrar.opens("desk.paper", **paper(passport)).sees("This person is registered, so the pages are closed")
    registrar.cannot_open("desk.sheet", **sheet(passport))


def test_they_judge_nothing(registrar: Visitor, passport: Document) -> None:
    passport.state = DocumentState.TO_CHECK
    registrar.opens("desk.paper", **paper(passport)).does_not_see("Accept A")
    said: dict[str, str | bool | int | list[str]] = {"decision": "accept", "version": passport.version}
    for endpoint in ("desk.judge_paper", "desk.reopen_paper"):
        assert registrar.posts(endpoint, said, **paper(passport)).status_code == 404
    assert passport.state == DocumentState.TO_CHECK


def test_an_empty_day_says_so(registrar: Visitor) -> None:
    registrar.opens("desk.registrations").sees("Nobody has a visit today.", "as soon as the desk books them")
