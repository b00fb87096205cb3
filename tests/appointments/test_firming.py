"""A time is only held until the papers are accepted: then the household and its calendar read that it is firm."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar, Event
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.models import Misfit
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import Case
from expatdesk.documents.models import DocumentState
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.documents.hostile import picture
from tests.factories import a_case, a_counter, complete, with_family
from tests.factories.cases import the_plan
from tests.factories.papers import with_all_papers
from tests.sending_files import sent
from tests.visitor import Visitor

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture
def held(app: Flask, region: Region) -> Case:
    """A household with a visit, whose papers wait to be checked."""
    a_counter()
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    book(case, region)
    return case


def book(case: Case, region: Region) -> None:
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=region, today=today())


def event(mail: Mail) -> Any:
    """What this mail puts into the household's calendar."""
    (found,) = Calendar.from_ical(mail.calendar or "").events
    assert isinstance(found, Event)
    return found


def mails(case: Case) -> list[Mail]:
    """The mails about the visit as they were written: the clock stands still, so the invitations count."""
    sent = session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == "visit_booked"))
    return sorted(sent, key=lambda mail: event(mail).sequence)


def events(case: Case) -> list[Any]:
    """What the household's calendar was given, the oldest first."""
    return [event(mail) for mail in mails(case)]


def test_ticked_off_it_is_firm_in_the_calendar(officer: Visitor, held: Case) -> None:
    assert [str(event["status"]) for event in events(held)] == ["TENTATIVE"]
    officer.opens("desk.case", case_id=held.id).follows("Tick off: Check the papers").presses(
        "Accept the papers", seen_on_paper="y"
    )
    first, second = events(held)
    assert str(second["status"]) == "CONFIRMED"
    assert first["uid"] == second["uid"]
    assert (first.sequence, second.sequence) == (0, 1)
    mail = mails(held)[-1]
    assert mail.subject == f"Your visit on Wednesday 16 December 2026 is certain now ({held.code})"
    for text in (mail.text, mail.html):
        assert "Your papers are accepted, so this time is yours." in text
        assert "We hold this time" not in text


def test_let_go_it_is_firm_as_well(officer: Visitor, held: Case) -> None:
    officer.opens("desk.step", case_id=held.id, key="papers_checked")
    officer.presses("Let it go undone", **{"waive-reason": "not_applicable"})
    assert the_plan(held).step("papers_checked").state is StepState.WAIVED
    assert [str(event["status"]) for event in events(held)] == ["TENTATIVE", "CONFIRMED"]


def test_with_the_last_paper_only(officer: Visitor, region: Region) -> None:
    a_counter()
    case = with_family(a_case())
    papers = list(with_all_papers(case).values())
    book(case, region)
    for paper in papers[2:]:
        paper.state = DocumentState.ACCEPTED
    for paper, told in zip(papers[:2], (1, 2), strict=True):
        officer.opens("desk.paper", case_id=case.id, document_id=paper.id).presses("Accept A")
        assert len(mails(case)) == told


def test_another_step_tells_nothing(officer: Visitor, held: Case) -> None:
    complete(held, "papers_checked")
    officer.opens("desk.case", case_id=held.id).presses("Tick off: Arrange right to stay")
    assert len(mails(held)) == 1


def test_a_visit_that_does_not_fit_is_not_called_certain(officer: Visitor, held: Case) -> None:
    visit = open_appointment(held.id)
    assert visit is not None
    visit.misfit = Misfit.TOO_SHORT
    officer.opens("desk.case", case_id=held.id).follows("Tick off: Check the papers").presses(
        "Accept the papers", seen_on_paper="y"
    )
    assert len(mails(held)) == 1


def test_booked_with_accepted_papers_it_is_firm_at_once(app: Flask, region: Region) -> None:
    a_counter()
    case = a_case()
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step)
    book(case, region)
    assert [str(event["status"]) for event in events(case)] == ["CONFIRMED"]


def test_looked_at_again_it_is_only_held_until_accepted_again(officer: Visitor, region: Region) -> None:
    a_counter()
    case = a_case()
    papers = list(with_all_papers(case).values())
    for paper in papers:
        paper.state = DocumentState.ACCEPTED
    complete(case, "papers_checked")
    book(case, region)
    for paper in papers[:2]:
        page = officer.opens("desk.paper", case_id=case.id, document_id=paper.id)
        page.presses("Put it back to be checked", reason="mistake")
    assert [(str(event["status"]), event.sequence) for event in events(case)] == [
        ("CONFIRMED", 0),
        ("TENTATIVE", 1),
    ]
    mail = mails(case)[-1]
    assert mail.subject == f"Your visit on Wednesday 16 December 2026 is only held for now ({case.code})"
    for text in (mail.text, mail.html):
        assert "has to be checked again" in text
    for paper in papers[:2]:
        officer.opens("desk.paper", case_id=case.id, document_id=paper.id).presses("Accept A")
    assert [str(event["status"]) for event in events(case)] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]
    assert len({str(event["uid"]) for event in events(case)}) == 1


def test_a_paper_asked_since_holds_it_until_it_is_checked(app: Flask, region: Region) -> None:
    a_counter()
    case = with_family(a_case())
    for paper in with_all_papers(case).values():
        paper.state = DocumentState.ACCEPTED
    complete(case, "papers_checked")
    book(case, region)
    for person in case.people:
        person.marital_status = "married"
    household = Visitor(app, case)
    household.opens("expat.paper", person_id=case.principal.id, paper=PaperKey.MARRIAGE_CERTIFICATE)
    assert len(mails(case)) == 1
    household.presses("Hand in", files=sent(("marriage.jpg", picture())))
    assert [str(event["status"]) for event in events(case)] == ["CONFIRMED", "TENTATIVE"]


def test_a_tick_taken_back_holds_it_again(officer: Visitor, held: Case) -> None:
    officer.opens("desk.step", case_id=held.id, key="papers_checked")
    officer.presses("Let it go undone", **{"waive-reason": "not_applicable"})
    officer.opens("desk.step", case_id=held.id, key="papers_checked").presses("Undo")
    assert [str(event["status"]) for event in events(held)] == ["TENTATIVE", "CONFIRMED", "TENTATIVE"]
