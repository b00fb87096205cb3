"""Accepted papers that a moved visit makes too old, as their household reads it."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from expatdesk.cases.models import Case
from expatdesk.documents.checking import accept, return_paper
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import documents_of, newer_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import picture
from tests.factories import a_case, registered, the_plan, up_to_visit, with_family
from tests.factories.cases import REGION
from tests.factories.papers import a_paper
from tests.sending_files import sent
from tests.visitor import Visitor

BIRTH = PaperKey.BIRTH_CERTIFICATE
TOO_OLD = "“Birth certificate” will be too old on the day of your visit."


@pytest.fixture
def case(app: object) -> Case:
    """A household whose visit is on 6 January."""
    return up_to_visit(a_case(arrival=date(2027, 1, 4)), day=date(2027, 1, 6), at=time(10))


@pytest.fixture
def translation(case: Case) -> Document:
    """An accepted certificate, whose translation is good until 27 December."""
    return a_paper(
        case, BIRTH, state=DocumentState.ACCEPTED, checked_at=now(), legalised_on=today(),
        translated_on=date(2026, 6, 27), language="hi",
    )  # fmt: skip


def test_the_household_reads_which_paper_and_what_to_do(visit: Visit, case: Case, translation: Document) -> None:
    expat = visit(case).opens("expat.status").sees(TOO_OLD).does_not_see("choose an earlier day")
    expat.follows("See what to do").sees(
        TOO_OLD, "Hand in a newer one, which the desk checks, or choose an earlier day."
    )
    expat.follows("See, move or cancel your visit")
    translation.state = DocumentState.ERASED
    expat.opens("expat.papers").sees(TOO_OLD)


def test_a_newer_one_takes_its_place_once_it_is_accepted(
    visit: Visit, officer: Visitor, case: Case, translation: Document
) -> None:
    here: dict[str, Any] = {"person_id": case.principal.id, "paper": BIRTH}
    expat = visit(case).opens("expat.paper", **here).sees("It stays until we have accepted a newer one.")
    expat.presses("Hand in", files=sent(("newer.jpg", picture()))).sees("We check it", "newer.jpg")
    newer = newer_of(case)[0, BIRTH]
    assert (documents_of(case)[0, BIRTH], newer.state) == (translation, "to_check")
    expat.opens("expat.papers").sees("You handed in a newer one: the desk checks it.")
    officer.opens("desk.case", case_id=case.id).sees("A newer one came, and is to be checked.")

    officer.opens("desk.paper", case_id=case.id, document_id=newer.id).sees("Paper 1 of 1 of this case")
    acting: dict[str, Any] = {"by": SYSTEM, "region": REGION, "today": today()}
    return_paper(case, newer, reason="unreadable", note="", version=newer.version, **acting)
    assert the_plan(case).step("papers_checked").state is StepState.DONE
    expat.opens("expat.paper", **here).sees("Why it came back")
    expat.presses("Hand in", files=sent(("newest.jpg", picture())))
    said = PaperSays(legalised_on=today(), translated_on=today(), language="hi")
    accept(case, newer, read=said, settled=[], version=newer.version, **acting)
    assert (documents_of(case)[0, BIRTH], newer_of(case)) == (newer, {})
    expat.opens("expat.paper", **here).sees("Accepted").does_not_see("too old", "newer one")


def test_on_an_earlier_day_nothing_is_said(visit: Visit, case: Case, translation: Document) -> None:
    case.visit_at = now() + timedelta(days=10)
    visit(case).opens("expat.papers").does_not_see("too old")


def test_nothing_is_said_without_a_visit_to_come(visit: Visit, case: Case, translation: Document) -> None:
    translation.translated_on = date(2026, 1, 1)
    visit(case).opens("expat.papers").sees(TOO_OLD)
    for gone in (None, now() - timedelta(days=1)):
        case.visit_at = gone
        visit(case).opens("expat.papers").does_not_see("too old")


def test_nothing_is_said_of_what_is_not_accepted(visit: Visit, case: Case, translation: Document) -> None:
    translation.state = DocumentState.RETURNED
    translation.reason = "unreadable"
    visit(case).opens("expat.papers").does_not_see("too old")


def test_nothing_is_said_after_the_registration(visit: Visit, case: Case, translation: Document) -> None:
    registered(case)
    visit(case).opens("expat.papers").does_not_see("too old")


def test_of_several_people_it_says_whose(visit: Visit, case: Case, translation: Document) -> None:
    with_family(case)
    visit(case).opens("expat.status").sees("“Birth certificate of Ananya” will be too old")


def test_a_couple_reads_of_its_marriage_once(visit: Visit, case: Case) -> None:
    with_family(case)
    for person in case.people:
        person.marital_status = "married"
    a_paper(
        case, PaperKey.MARRIAGE_CERTIFICATE, state=DocumentState.ACCEPTED, checked_at=now(), legalised_on=today(),
        translated_on=date(2026, 6, 27), language="hi",
    )  # fmt: skip
    session.flush()
    assert visit(case).opens("expat.papers").page.text.count("will be too old") == 1


def test_what_starts_later_asks_for_a_later_day(visit: Visit, case: Case) -> None:
    a_paper(case, PaperKey.LEASE, state=DocumentState.ACCEPTED, checked_at=now(), starts_on=date(2027, 2, 1))
    visit(case).opens("expat.papers").sees("“Rental contract” starts after", "choose a later day")


def test_what_runs_out_is_said_in_its_own_words(visit: Visit, case: Case) -> None:
    a_paper(case, PaperKey.IDENTITY, state=DocumentState.ACCEPTED, checked_at=now(), valid_until=date(2027, 1, 5))
    visit(case).opens("expat.status").sees("is not valid any more on the day of your visit.")
