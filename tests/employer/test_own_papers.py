"""The employer hands in its own papers, and learns nothing of any other (security T07)."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.access import papers
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.labels import PAPERS
from expatdesk.cases.models import Case
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import document_of, documents_of
from expatdesk.documents.taking_in import Sent, TakenIn, take_in
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.documents.hostile import EXE, pdf
from tests.factories import a_case, complete, up_to_visit, with_family
from tests.factories.handing_in import handed_in
from tests.factories.papers import a_paper
from tests.sending_files import sent
from tests.visitor import Visitor

LETTER, PERMIT, PASSPORT = PaperKey.JOB_LETTER, PaperKey.RESIDENCE_PERMIT, PaperKey.IDENTITY


@pytest.fixture
def case(employer: Employer) -> Case:
    """A skilled migrant who comes with a family."""
    return with_family(a_case(employer=employer), children=1)


def test_its_own_papers_stand_on_the_page_of_the_hire(hr: Visitor, case: Case) -> None:
    hr.opens("employer.hire", case_id=case.id)
    hr.sees("Papers that you may hand in", "Not there yet").does_not_see(
        "Birth certificate", "Passport,", "Moreau"
    )
    hr.follows("Hand in: Letter of appointment").sees("What we check")
    hr.presses("Hand in", files=sent(("letter.pdf", pdf()))).sees(
        "Thank you. The desk has this paper", "The desk has it"
    )
    document = document_of(case.principal, LETTER)
    assert document is not None
    assert document.given_by_role == "employer"


def test_what_is_wrong_is_said_beside_the_field(hr: Visitor, case: Case) -> None:
    hr.opens("employer.paper", case_id=case.id, paper=LETTER)
    hr.presses("Hand in", files=sent(("letter.pdf", EXE)), refused=422).sees("“letter” is not kept.")
    hr.presses("Hand in", refused=422).sees("Choose a file first")


@pytest.mark.parametrize("paper", [PASSPORT, PaperKey.BIRTH_CERTIFICATE, PaperKey.LEASE, "anything"])
def test_no_other_paper_exists_for_it(hr: Visitor, case: Case, paper: str) -> None:
    hr.cannot_open("employer.paper", case_id=case.id, paper=paper)
    data = {"files": sent(("a.pdf", pdf()))}
    assert hr.posts("employer.hand_in_paper", data, case_id=case.id, paper=paper).status_code == 404
    assert documents_of(case) == {}


def test_another_employers_hire_does_not_exist(other_hr: Visitor, case: Case) -> None:
    other_hr.cannot_open("employer.paper", case_id=case.id, paper=LETTER)
    data = {"files": sent(("a.pdf", pdf()))}
    assert other_hr.posts("employer.hand_in_paper", data, case_id=case.id, paper=LETTER).status_code == 404


def test_it_opens_no_paper_at_all(hr: Visitor, case: Case) -> None:
    document = handed_in(case, LETTER)
    where = {"document_id": document.id, "page_id": document.pages[0].id}
    hr.cannot_open("desk.paper_file", case_id=case.id, **where)
    hr.cannot_open("expat.paper_file", **where)


def test_why_the_households_own_paper_came_back_stays_theirs(hr: Visitor, case: Case) -> None:
    theirs = handed_in(case, LETTER, name="secret-name.jpg")
    theirs.given_by_role, theirs.state = "expat", DocumentState.RETURNED
    theirs.reason, theirs.note = "unreadable", "Your handwriting."
    hr.opens("employer.paper", case_id=case.id, paper=LETTER).sees("Has to be sent again")
    hr.does_not_see("secret-name", "handwriting", "cannot be read")
    theirs.given_by_role = "employer"
    hr.opens("employer.paper", case_id=case.id, paper=LETTER).does_not_see("handwriting")


def test_an_accepted_one_takes_no_more(hr: Visitor, case: Case) -> None:
    hr.opens("employer.paper", case_id=case.id, paper=LETTER)
    document = handed_in(case, LETTER)
    document.state = DocumentState.ACCEPTED
    hr.presses("Hand in", files=sent(("a.pdf", pdf())), refused=422).sees("The desk has accepted this paper")
    assert len(document.pages) == 1


@pytest.fixture
def running_out(employer: Employer) -> Case:
    """A household whose permit was accepted, and is good until the day before its visit."""
    case = up_to_visit(a_case(employer=employer, arrival=date(2027, 1, 4)), day=date(2027, 1, 6), at=time(10))
    accepted: dict[str, Any] = {
        "state": DocumentState.ACCEPTED,
        "checked_at": now(),
        "valid_until": date(2027, 1, 5),
    }
    a_paper(case, PERMIT, **accepted)
    return case


def test_a_newer_one_comes_beside_what_runs_out_before_the_visit(hr: Visitor, running_out: Case) -> None:
    case = running_out
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    hr.opens("employer.hire", case_id=case.id).follows(f"Hand in a newer one: {PAPERS[PERMIT]}")
    hr.sees("Accepted", "It stays until we have accepted a newer one.")
    hr.presses("Hand in", files=sent(("new.pdf", pdf()))).sees("Thank you. The desk has this paper")
    old, newer = document_of(case.principal, PERMIT), document_of(case.principal, PERMIT, is_newer=True)
    assert old is not None
    assert newer is not None
    assert (old.state, newer.state, newer.given_by_role) == ("accepted", "to_check", "employer")
    hr.opens("employer.paper", case_id=case.id, paper=PERMIT).sees("The desk has it", "Hand it in")
    newer.state, newer.reason = DocumentState.RETURNED, "unreadable"
    hr.opens("employer.paper", case_id=case.id, paper=PERMIT).sees("Has to be sent again", "cannot read it")


def test_without_a_yes_it_learns_nothing_of_the_visit_by_it(hr: Visitor, running_out: Case) -> None:
    """Security T08: what runs out by a day that it may not know is accepted, and takes no more."""
    hr.opens("employer.paper", case_id=running_out.id, paper=PERMIT).sees("Accepted").does_not_see("newer one")
    data = {"files": sent(("a.pdf", pdf()))}
    answered = hr.posts("employer.hand_in_paper", data, case_id=running_out.id, paper=PERMIT)
    assert (answered.status_code, "has accepted this paper" in answered.text) == (422, True)
    assert document_of(running_out.principal, PERMIT, is_newer=True) is None


@pytest.mark.parametrize("state", [DocumentState.ACCEPTED, DocumentState.TO_CHECK])
def test_nor_while_its_files_are_read(
    hr: Visitor, running_out: Case, monkeypatch: pytest.MonkeyPatch, state: DocumentState
) -> None:
    """Meanwhile the household takes its yes back, or the desk accepts what waited."""
    old = document_of(running_out.principal, PERMIT)
    assert old is not None
    old.state = state
    answer(running_out, Purpose.VISIT, is_given=state is DocumentState.ACCEPTED, language="en", by=SYSTEM)

    def read_slowly(files: Iterable[Sent]) -> TakenIn:
        taken = take_in(files)
        answer(running_out, Purpose.VISIT, is_given=False, language="en", by=SYSTEM)
        paper = session.scalars(select(Document)).one()
        paper.state = DocumentState.ACCEPTED
        session.commit()
        return taken

    monkeypatch.setattr(papers, "take_in", read_slowly)
    data = {"files": sent(("a.pdf", pdf()))}
    assert hr.posts("employer.hand_in_paper", data, case_id=running_out.id, paper=PERMIT).status_code == 422
    assert document_of(running_out.principal, PERMIT, is_newer=True) is None


def test_a_file_that_is_sent_twice_is_no_file_without_room(hr: Visitor, case: Case) -> None:
    """It is there already, so nothing is to be said of it; `left_out` has it all the same."""
    letter = pdf()
    for _time in range(2):
        hr.opens("employer.paper", case_id=case.id, paper=LETTER)
        hr.presses("Hand in", files=sent(("letter.pdf", letter))).sees("Thank you. The desk has this paper")
        hr.does_not_see("is not kept")
    document = document_of(case.principal, LETTER)
    assert document is not None
    assert len(document.pages) == 1


def test_what_the_desk_ticked_off_without_a_file_is_accepted(hr: Visitor, case: Case) -> None:
    """Else the page asks for papers beside a dot that says that they are in order."""
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step)
    hr.opens("employer.hire", case_id=case.id).sees("Your own papers", "Accepted")
    hr.does_not_see("Not there yet", "hand in")
    assert (
        hr.opens("employer.paper", case_id=case.id, paper=LETTER)
        .posts("employer.hand_in_paper", {"files": sent(("letter.pdf", pdf()))}, case_id=case.id, paper=LETTER)
        .status_code
        == 422
    )
    assert document_of(case.principal, LETTER) is None
