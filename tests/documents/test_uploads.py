"""Handing in papers: what is stored, in which order, and what is refused."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed
from expatdesk.documents import uploads
from expatdesk.documents.checking import accept
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import document_of, documents_of, find_document, find_page
from expatdesk.documents.refusals import PaperAccepted, PaperFull, PaperNotAsked
from expatdesk.documents.store import ContentMissing, new_name, the_store
from expatdesk.documents.taking_in import MOST_FILES, NewPage
from expatdesk.documents.uploads import hand_in, left_out, take_back
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import key_ring
from tests.documents.hostile import opened, pdf, picture
from tests.factories import a_case, complete, with_family
from tests.factories.cases import REGION, the_plan
from tests.factories.handing_in import handed_in

PASSPORT, BIRTH, DEED = PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE, PaperKey.PURCHASE_DEED


@pytest.fixture
def case(app: Flask) -> Case:
    """A couple that rents a home."""
    return with_family(a_case())


def content_of(document: Document) -> list[bytes]:
    ring = key_ring()
    return [ring.decrypt(the_store().get(page.stored_as), page.id, page.key_id) for page in document.pages]


def test_a_paper_is_stored_clean_encrypted_and_to_be_checked(case: Case) -> None:
    document = handed_in(case, PASSPORT, picture(), pdf(2), name="my pass.heic")
    assert (document.state, document.version, document.given_at) == (DocumentState.TO_CHECK, 1, now())
    assert [(p.position, p.media_type, p.sheets, p.shown_name) for p in document.pages] == [
        (0, "image/jpeg", 1, "my pass.jpg"),
        (1, "application/pdf", 2, "my pass.pdf"),
    ]
    photo, paper = content_of(document)
    assert opened(photo).size == (300, 200)
    assert paper.startswith(b"%PDF-")
    assert [len(photo), len(paper)] == [page.size for page in document.pages]
    assert photo not in the_store().get(document.pages[0].stored_as)
    assert documents_of(case) == {(0, PASSPORT): document}


def test_it_is_one_line_of_history(case: Case) -> None:
    handed_in(case, BIRTH, picture(), picture(size=(300, 201)), person=case.people[1])
    line = history_of(case.id)[0]
    assert line.verb == "paper_handed_in"
    assert line.details == {"paper": BIRTH, "person": case.people[1].full_name, "pages": 2}


def test_more_pages_come_behind_and_make_the_paper_another(case: Case) -> None:
    first = handed_in(case)
    first.checks, first.language = ["original"], "fr"
    again = handed_in(case, PASSPORT, pdf())
    assert again is first
    assert [page.position for page in again.pages] == [0, 1]
    assert (again.version, again.checks, again.language) == (2, [], None)


@pytest.mark.parametrize("state", [DocumentState.RETURNED, DocumentState.ERASED])
def test_what_was_sent_back_is_replaced(case: Case, state: DocumentState) -> None:
    document = handed_in(case)
    old = document.pages[0].stored_as
    document.state, document.reason, document.note = state, "not_legible", "The corner is cut off."
    again = handed_in(case, PASSPORT, pdf())
    session.commit()
    assert again is document
    assert [page.media_type for page in again.pages] == ["application/pdf"]
    assert (again.state, again.reason, again.note) == (DocumentState.TO_CHECK, None, None)
    with pytest.raises(ContentMissing):
        the_store().get(old)


def test_an_accepted_paper_stays_as_it_is(case: Case) -> None:
    document = handed_in(case)
    document.state = DocumentState.ACCEPTED
    with pytest.raises(PaperAccepted):
        handed_in(case)
    with pytest.raises(PaperAccepted):
        takes_back(document)
    assert len(document.pages) == 1


def test_only_what_is_asked_is_taken(case: Case) -> None:
    with pytest.raises(PaperNotAsked):
        handed_in(case, DEED)
    with pytest.raises(PaperNotAsked):
        handed_in(case, PaperKey.LEASE, person=case.people[1])


def test_a_closed_case_takes_nothing(case: Case) -> None:
    case.state = "closed"
    session.flush()
    with pytest.raises(CaseClosed):
        handed_in(case)


def takes_back(document: Document) -> None:
    case = session.get_one(Case, document.case_id)
    take_back(case, document, document.pages[0], by=SYSTEM, region=REGION, today=today())


def test_without_its_last_page_a_paper_is_not_handed_in(case: Case) -> None:
    complete(case, "intake")
    complete(case, "papers_handed_in")
    passport, birth = handed_in(case, PASSPORT, picture(), picture(size=(300, 201))), handed_in(case, BIRTH)
    takes_back(passport)
    assert the_plan(case).step("papers_handed_in").state is StepState.DONE
    takes_back(passport)
    assert the_plan(case).step("papers_handed_in").state is StepState.OPEN
    birth.state, birth.reason = DocumentState.RETURNED, "unreadable"
    takes_back(birth)
    assert document_of(case.principal, BIRTH) is birth


def test_a_page_is_taken_back_or_its_paper_accepted_never_both(real_app: Flask) -> None:
    case_id = with_family(a_case()).id
    document_id = handed_in(session.get_one(Case, case_id)).id
    session.commit()
    opened_by_household, judged = Event(), Event()

    def as_household() -> str:
        with real_app.app_context():
            begin_immediate()
            document = session.get_one(Document, document_id)
            opened_by_household.set()
            # On SQLite nobody judges while somebody writes: there the household is first.
            judged.wait(0.5)
            try:
                takes_back(document)
            except PaperAccepted:
                return "refused"
            session.commit()
            return "taken back"

    def as_officer() -> str:
        opened_by_household.wait()
        with real_app.app_context():
            begin_immediate()
            document = find_document(session.get_one(Case, case_id), document_id)
            if document is None:
                return "gone"
            accept(
                session.get_one(Case, case_id), document, read=PaperSays(), settled=(), version=1, by=SYSTEM,
                region=REGION, today=today(),
            )  # fmt: skip
            session.commit()
            judged.set()
            return "accepted"

    with ThreadPoolExecutor(2) as pool:
        household, officer = pool.submit(as_household), pool.submit(as_officer)
    assert (household.result(), officer.result()) in {("refused", "accepted"), ("taken back", "gone")}


def test_a_page_can_be_taken_back_and_the_last_one_takes_the_paper_along(case: Case) -> None:
    document = handed_in(case, PASSPORT, picture(), pdf())
    gone = document.pages[0].stored_as
    takes_back(document)
    session.commit()
    assert [page.media_type for page in document.pages] == ["application/pdf"]
    with pytest.raises(ContentMissing):
        the_store().get(gone)
    assert document.version == 2
    handed_in(case)
    assert [page.position for page in document.pages] == [1, 2]
    takes_back(document)
    takes_back(document)
    assert document_of(case.principal, PASSPORT) is None


def a_page_of(size: int) -> Callable[[], NewPage]:
    return lambda: NewPage(
        uuid.uuid4(), new_name(), "key", "image/png", size, new_name(), 1, "a.png", is_scanned=True
    )  # fmt: skip


@pytest.mark.parametrize(("files", "size"), [(MOST_FILES, 1), (10, uploads.MOST_BYTES // 10)])
def test_a_paper_holds_so_many_files_and_bytes(case: Case, region: Region, files: int, size: int) -> None:
    page = a_page_of(size)

    def hand(paper: PaperKey, count: int) -> Document:
        pages = [page() for _ in range(count)]
        return hand_in(case, case.principal, paper, pages, by=SYSTEM, region=region, today=today())

    passport = hand(PASSPORT, files)
    with pytest.raises(PaperFull):
        hand(PASSPORT, 1)
    assert len(hand(BIRTH, files).pages) == files
    passport.state = DocumentState.RETURNED
    assert len(hand(PASSPORT, files).pages) == files


def test_the_same_file_is_kept_once(case: Case) -> None:
    """Somebody who lost the connection sends it again without knowing whether it had come."""
    first, other = picture(), picture(size=(300, 201))
    paper = handed_in(case, PASSPORT, first)
    version = paper.version
    handed_in(case, PASSPORT, first)
    assert (len(paper.pages), paper.version) == (1, version)
    handed_in(case, PASSPORT, other, first, other)
    assert len(paper.pages) == 2
    handed = [line.details["pages"] for line in history_of(case.id) if line.verb == "paper_handed_in"]
    assert handed == [1, 1]
    takes_back(paper)
    handed_in(case, PASSPORT, first, other)
    assert len(paper.pages) == 2


def test_what_came_back_may_be_the_same_file(case: Case) -> None:
    paper = handed_in(case, PASSPORT, picture())
    paper.state = DocumentState.RETURNED
    assert len(handed_in(case, PASSPORT, picture()).pages) == 1
    assert paper.state == DocumentState.TO_CHECK


def test_what_still_fits_is_kept(case: Case, region: Region) -> None:
    sizes = [uploads.MOST_BYTES - 10, 11, 10, 1]
    pages = [a_page_of(size)() for size in sizes]
    paper = hand_in(case, case.principal, PASSPORT, pages, by=SYSTEM, region=region, today=today())
    assert [page.size for page in paper.pages] == [sizes[0], sizes[2]]
    assert left_out(paper, pages) == [pages[1], pages[3]]
    assert history_of(case.id)[0].details["pages"] == 2


def test_a_paper_of_one_case_is_not_found_in_another(case: Case) -> None:
    document, other = handed_in(case), a_case()
    page = document.pages[0]
    assert find_document(case, document.id) is document
    assert find_page(case, document.id, page.id) is page
    assert find_document(other, document.id) is None
    assert find_page(other, document.id, page.id) is None
    second = handed_in(case, BIRTH)
    assert find_page(case, second.id, page.id) is None


def test_two_who_hand_in_at_once_both_do(real_app: Flask) -> None:
    case_id = a_case().id
    session.commit()

    def hand(number: int) -> None:
        with real_app.app_context():
            begin_immediate()
            handed_in(session.get_one(Case, case_id), PASSPORT, picture(size=(300, 200 + number)))
            session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hand, range(4)))
    document = document_of(session.get_one(Case, case_id).principal, PASSPORT)
    assert document is not None
    assert sorted(page.position for page in document.pages) == [0, 1, 2, 3]
