"""Papers scanned at the counter, and the file of a page as staff may open it."""

from datetime import date, time
from typing import Any

import pytest

from expatdesk.cases.models import Case
from expatdesk.documents.models import DocumentState
from expatdesk.documents.queries import documents_of, newer_of
from expatdesk.logbook.queries import readings_of
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now
from expatdesk.shared.headers import FILE_POLICY
from tests.conftest import Visit
from tests.documents.hostile import EXE, pdf, picture
from tests.factories import a_case, registered, the_plan, up_to_visit, with_family
from tests.factories.handing_in import handed_in
from tests.factories.papers import a_paper, with_all_papers
from tests.page import text_of
from tests.sending_files import sent
from tests.visitor import Visitor

PASSPORT = PaperKey.IDENTITY


@pytest.fixture
def case(app: object) -> Case:
    """A couple."""
    return with_family(a_case())


def test_a_scan_goes_to_the_paper_and_person_that_was_chosen(officer: Visitor, case: Case) -> None:
    officer.opens("desk.case", case_id=case.id).follows("Scan a paper")
    partner = case.people[1]
    officer.presses("Put it in the file", paper=f"{partner.id}/{PASSPORT}", files=sent(("scan.pdf", pdf(2))))
    officer.sees("is in the file: 2 pages.")
    document = documents_of(case)[1, PASSPORT]
    assert (document.given_by_role, document.state) == ("officer", DocumentState.TO_CHECK)


def test_what_is_no_paper_is_refused_beside_the_field(officer: Visitor, case: Case) -> None:
    officer.opens("desk.scan", case_id=case.id)
    here = {"paper": f"{case.principal.id}/{PASSPORT}"}
    officer.presses("Put it in the file", files=sent(("a.pdf", pdf())), refused=422)
    officer.sees("Choose which paper it is.")
    officer.presses("Put it in the file", **here, files=sent(("scan.pdf", EXE)), refused=422)
    officer.sees("“scan” is not kept.")
    assert officer.page.title.startswith("Error: ")
    (refused,) = [a for a in officer.page.all("a") if "“scan” is not kept." in text_of(a)]
    assert refused.get("href") == "#files"
    officer.presses("Put it in the file", **here, refused=422).sees("Choose a file first")
    data = {"paper": f"{case.principal.id}/purchase_deed", "files": sent(("a.pdf", pdf()))}
    assert officer.posts("desk.scanned", data, case_id=case.id).status_code == 422
    assert documents_of(case) == {}


def test_page_after_page_goes_to_the_same_paper(officer: Visitor, case: Case) -> None:
    lease = documents_asked_last(case)
    officer.opens("desk.scan", case_id=case.id)
    officer.presses("Put it in the file", paper=lease, files=sent(("1.jpg", picture()), ("2.jpg", b"")))
    officer.sees("is in the file: 1 page.", "“2” is not kept.")
    assert officer.page.title.startswith("Error: ")
    officer.presses("Put it in the file", files=sent(("2.jpg", picture(size=(300, 201)))))
    officer.sees("is in the file: 2 pages.")
    assert [len(document.pages) for document in documents_of(case).values()] == [2]


def documents_asked_last(case: Case) -> str:
    """The paper of the partner that stands last in the list, far from the first one."""
    last = [paper.key for paper in the_plan(case).papers if paper.person == 1][-1]
    return f"{case.people[1].id}/{last}"


def test_where_all_are_accepted_the_page_says_how_one_comes_anew(officer: Visitor, case: Case) -> None:
    for document in with_all_papers(case).values():
        document.state = DocumentState.ACCEPTED
    officer.opens("desk.case", case_id=case.id).follows("Scan a paper").sees("has accepted every paper")
    data = {"paper": f"{case.principal.id}/{PASSPORT}", "files": sent(("a.pdf", pdf()))}
    assert officer.posts("desk.scanned", data, case_id=case.id).status_code == 422


def test_a_newer_one_comes_beside_what_runs_out_before_the_visit(officer: Visitor) -> None:
    case = up_to_visit(a_case(arrival=date(2027, 1, 4)), day=date(2027, 1, 6), at=time(10))
    accepted: dict[str, Any] = {"state": DocumentState.ACCEPTED, "checked_at": now()}
    old = a_paper(case, PASSPORT, valid_until=date(2027, 1, 5), **accepted)
    here = {"paper": f"{case.principal.id}/{PASSPORT}"}
    officer.opens("desk.scan", case_id=case.id).sees("Krishnan, a newer one", "It stays until we have accepted")
    officer.presses("Put it in the file", **here, files=sent(("new.pdf", pdf()))).sees("is in the file: 1 page.")
    assert (documents_of(case)[0, PASSPORT], old.state) == (old, DocumentState.ACCEPTED)
    assert newer_of(case)[0, PASSPORT].state == DocumentState.TO_CHECK
    old.valid_until = date(2030, 1, 1)
    officer.opens("desk.scan", case_id=case.id).does_not_see("a newer one")
    data = {**here, "files": sent(("a.pdf", pdf()))}
    assert officer.posts("desk.scanned", data, case_id=case.id).status_code == 422


def test_a_page_is_a_file_and_its_reading_is_written_down(officer: Visitor, case: Case) -> None:
    document = handed_in(case)
    where = {"case_id": case.id, "document_id": document.id, "page_id": document.pages[0].id}
    answer = officer.asks_for("desk.paper_file", **where)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [line.verb for line in readings_of(case.id)] == ["paper_read"]


def test_accepted_the_registrar_alone_opens_it_until_the_registration(
    officer: Visitor, registrar: Visitor, other_registrar: Visitor, case: Case
) -> None:
    document = handed_in(case)
    document.state = DocumentState.ACCEPTED
    where = {"case_id": case.id, "document_id": document.id, "page_id": document.pages[0].id}
    officer.cannot_open("desk.paper_file", **where)
    other_registrar.cannot_open("desk.paper_file", **where)
    assert registrar.asks_for("desk.paper_file", **where).status_code == 200
    registered(case)
    registrar.cannot_open("desk.paper_file", **where)


def test_parent_and_child_are_found_together(officer: Visitor, case: Case) -> None:
    """Security T04."""
    document, other = handed_in(case), a_case()
    theirs = handed_in(other, PASSPORT, picture())
    page = document.pages[0].id
    officer.cannot_open("desk.paper_file", case_id=other.id, document_id=document.id, page_id=page)
    officer.cannot_open("desk.paper_file", case_id=other.id, document_id=theirs.id, page_id=page)


def test_a_registrar_scans_nothing(registrar: Visitor, case: Case, visit: Visit) -> None:
    registrar.cannot_open("desk.scan", case_id=case.id)
