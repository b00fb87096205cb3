"""Handing in papers as the household itself, from a phone or a desk, without any script."""

import pytest

from expatdesk.cases.models import Case
from expatdesk.documents import cleaning, uploads
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import document_of, documents_of
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.files import attachment
from expatdesk.shared.headers import FILE_POLICY
from tests.conftest import Visit
from tests.documents.hostile import EXE, opened, pdf, photo_with_place, picture
from tests.documents.test_taking_in import everything_stored
from tests.factories import a_case, complete, registered, the_plan, up_to_visit, with_family
from tests.factories.handing_in import handed_in
from tests.factories.papers import a_paper, with_all_papers
from tests.sending_files import sent
from tests.visitor import Visitor

PASSPORT, BIRTH = PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE


@pytest.fixture
def case(app: object) -> Case:
    """A household that answered the questions."""
    case = a_case()
    complete(case, "intake")
    return case


@pytest.fixture
def expat(visit: Visit, case: Case) -> Visitor:
    """The principal of the case."""
    return visit(case)


def opens_passport(expat: Visitor, case: Case) -> Visitor:
    return expat.opens("expat.paper", person_id=case.principal.id, paper=PASSPORT)


def passport(case: Case) -> Document:
    document = document_of(case.principal, PASSPORT)
    assert document is not None
    return document


def test_the_list_says_what_is_asked_and_how_far_it_is(expat: Visitor, case: Case) -> None:
    expat.opens("expat.status").follows("Hand in your papers")
    expat.sees(
        "Your papers", "Birth certificate", "Not handed in yet", f"{len(the_plan(case).papers)} papers are still"
    )
    handed_in(case)
    expat.opens("expat.papers").sees("We check it")


def test_of_another_member_the_reason_speaks_by_name(expat: Visitor, case: Case) -> None:
    partner = with_family(case).people[1]
    partner.nationalities = ["IN"]
    permit = "no nationality of an EU or EEA country"
    expat.opens("expat.paper", person_id=partner.id, paper=PaperKey.RESIDENCE_PERMIT).sees(f"Luc has {permit}")
    expat.opens("expat.paper", person_id=case.principal.id, paper=PaperKey.RESIDENCE_PERMIT)
    expat.sees(f"You have {permit}")
    expat.opens("expat.question", slug="papers").sees(f"You have {permit}", f"Luc has {permit}")


def test_a_paper_is_handed_in_with_several_pages(expat: Visitor, case: Case) -> None:
    opens_passport(expat, case).sees("What we check")
    expat.presses("Hand in", files=sent(("front.jpg", picture()), ("back.pdf", pdf())))
    expat.sees("Thank you. We have this paper.", "front.jpg", "back.pdf", "We check it", "Next paper")
    assert [page.shown_name for page in passport(case).pages] == ["front.jpg", "back.pdf"]
    assert history_of(case.id)[0].verb == "paper_handed_in"
    assert passport(case).given_by_role == "expat"


def test_a_tiny_photo_is_taken_with_a_kind_warning(expat: Visitor, case: Case) -> None:
    tiny = "it is small: perhaps we cannot read it."
    files = sent(("tiny.jpg", picture()), ("whole.jpg", picture(size=(1200, 850))), ("whole.pdf", pdf()))
    opens_passport(expat, case).presses("Hand in", files=files).sees(f"We have “tiny.jpg”, but {tiny}")
    assert len(passport(case).pages) == 3
    expat.does_not_see("We have “whole")
    # Nothing is said a second time of what we have already.
    opens_passport(expat, case).does_not_see(tiny).presses("Hand in", files=sent(("tiny.jpg", picture())))
    expat.does_not_see(tiny)


def test_where_no_hand_is_free_nobody_waits_for_long(
    expat: Visitor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "PATIENCE_SECONDS", 0.01)
    opens_passport(expat, case)
    with cleaning.AT_WORK, cleaning.AT_WORK:
        expat.presses("Hand in", files=sent(("front.jpg", picture())), refused=503)
    expat.sees("What you chose is not stored.")
    assert document_of(case.principal, PASSPORT) is None


def test_the_camera_is_a_field_of_its_own(expat: Visitor, case: Case) -> None:
    fields = [e for e in opens_passport(expat, case).page.all("input") if e.get("type") == "file"]
    assert [(e.get("name"), e.get("multiple") is not None, e.get("capture")) for e in fields] == [
        ("files", True, None),
        ("files", False, "environment"),
    ]


def test_what_is_given_back_is_a_file_that_can_do_nothing(expat: Visitor, case: Case) -> None:
    document = handed_in(case, PASSPORT, photo_with_place(), name="паспорт.jpg")
    page = document.pages[0]
    answer = expat.asks_for("expat.paper_file", document_id=document.id, page_id=page.id)
    assert answer.status_code == 200
    assert opened(answer.data).size == (200, 300)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert answer.headers["Content-Disposition"] == attachment("паспорт.jpg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert [line.verb for line in readings_of(case.id)] == ["paper_read"]


def test_a_file_that_is_not_taken_is_named_and_the_others_are_kept(expat: Visitor, case: Case) -> None:
    opens_passport(expat, case)
    expat.presses("Hand in", files=sent(("front.jpg", picture()), ("back.pdf", EXE)))
    expat.sees("“back” is not kept. This is no PDF, JPEG or PNG file.", "front.jpg")
    field = next(e for e in expat.page.all("input") if e.get("id") == "files")
    assert "files-error" in field.get("aria-describedby", "")
    assert len(passport(case).pages) == 1


def test_where_none_is_taken_the_page_says_why_beside_the_field(expat: Visitor, case: Case) -> None:
    opens_passport(expat, case)
    expat.presses("Hand in", files=sent(("a.jpg", EXE), ("scan 123456782.jpg", picture())), refused=422)
    expat.sees("“a” is not kept.", "looks like a BSN")
    field = next(e for e in expat.page.all("input") if e.get("id") == "files")
    assert "files-error" in field.get("aria-describedby", "")
    expat.presses("Hand in", refused=422).sees("Choose a file first")
    assert documents_of(case) == {}


def test_what_does_not_fit_is_named_and_what_fits_is_kept(
    expat: Visitor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 3)
    first, second, new, late, more = (picture(size=(300, height)) for height in range(200, 205))
    handed_in(case, PASSPORT, first, second)
    opens_passport(expat, case)
    expat.presses("Hand in", files=sent(("new.jpg", new), ("late.jpg", late)))
    expat.sees("“late.jpg” is not kept. One paper can have at most", "new.jpg")
    stored = everything_stored()
    assert [page.shown_name for page in passport(case).pages] == ["page.jpg", "page.jpg", "new.jpg"]
    expat.presses("Hand in", files=sent(("more.jpg", more)), refused=422).sees("“more.jpg” is not kept.")
    assert everything_stored() == stored


def test_a_page_can_be_removed_again(expat: Visitor, case: Case) -> None:
    handed_in(case, PASSPORT, picture(), pdf())
    opens_passport(expat, case).presses("Remove page.jpg").sees("The page is removed.").does_not_see("page.jpg")
    assert [page.media_type for page in passport(case).pages] == ["application/pdf"]
    expat.presses("Remove page.pdf").sees("Not handed in yet")


def test_what_came_back_says_why_and_is_replaced(expat: Visitor, case: Case) -> None:
    document = handed_in(case)
    document.state, document.reason, document.note = DocumentState.RETURNED, "unreadable", "The corner is cut off."
    expat.opens("expat.papers").sees("Came back to you")
    opens_passport(expat, case).sees("Why it came back", "The corner is cut off.")
    expat.presses("Hand in", files=sent(("new.pdf", pdf()))).sees("We check it").does_not_see(
        "cut off", "page.jpg"
    )


def test_with_the_last_paper_handing_in_is_done(expat: Visitor, case: Case) -> None:
    papers = the_plan(case).papers
    for paper in papers[1:]:
        handed_in(case, paper.key, person=case.people[paper.person])
    assert the_plan(case).step("papers_handed_in").state is StepState.OPEN
    opens_passport(expat, case).presses("Hand in", files=sent(("a.jpg", picture())))
    expat.sees("These were the last of your papers: now we check them.")
    session.refresh(case)
    assert the_plan(case).step("papers_handed_in").state is StepState.DONE
    expat.opens("expat.papers").sees("All your papers are here. You need do nothing now")


def test_once_all_are_accepted_the_originals_are_what_is_left(visit: Visit) -> None:
    case = a_case()
    papers, expat = with_all_papers(case), visit(case)
    waits, accepted = "You need do nothing now", "All your papers are accepted. Bring the originals to your visit."
    expat.opens("expat.papers").sees("Send a photo or scan of each paper", waits).does_not_see(accepted)
    for paper in papers.values():
        paper.state, paper.checked_at = DocumentState.ACCEPTED, now()
    expat.opens("expat.papers").sees(accepted).does_not_see("Send a photo or scan of each paper", waits)


def test_registered_it_says_what_the_papers_were_for(visit: Visit) -> None:
    case = registered(a_case())
    expat = visit(case)
    expat.opens("expat.papers").sees("The papers that we checked for your registration.")
    expat.does_not_see("Bring the originals", "You need do nothing now", "still to come")
    opens_passport(expat, case).sees("Accepted").does_not_see("Hand it in")


def test_who_sent_them_before_the_questions_tells_us_after(expat: Visitor, visit: Visit) -> None:
    case = a_case()
    for paper in the_plan(case).papers:
        handed_in(case, paper.key, person=case.people[paper.person])
    assert the_plan(case).step("papers_handed_in").state is StepState.WAITING
    complete(case, "intake")
    visit(case).opens("expat.papers").follows("Tell us, and we check them").presses("I have handed in my papers")
    assert the_plan(case).step("papers_handed_in").state is StepState.DONE


def test_an_accepted_paper_takes_no_more(expat: Visitor, case: Case) -> None:
    opens_passport(expat, case)
    document = handed_in(case)
    document.state = DocumentState.ACCEPTED
    expat.presses("Hand in", files=sent(("a.jpg", picture())), refused=422).sees(
        "The desk has accepted this paper"
    )
    assert not [e for e in opens_passport(expat, case).page.all("input") if e.get("type") == "file"]
    page_id = document.pages[0].id
    assert expat.posts("expat.remove_page", document_id=document.id, page_id=page_id).status_code == 409
    assert len(document.pages) == 1


def test_an_accepted_paper_that_is_erased_says_why_until_the_registration(visit: Visit) -> None:
    case, why = up_to_visit(a_case()), "We keep no copy once it is no longer needed. Bring the original."
    document = a_paper(case, PASSPORT, state=DocumentState.ERASED)
    expat = visit(case)
    opens_passport(expat, case).sees("Erased, hand it in again").does_not_see(why)
    document.checked_at = now()
    opens_passport(expat, case).sees("Accepted, and erased here", why)
    registered(case)
    opens_passport(expat, case).sees("Accepted, and erased here").does_not_see(why)


def test_a_closed_case_takes_nothing(expat: Visitor, case: Case) -> None:
    opens_passport(expat, case)
    case.state = "closed"
    data = {"files": sent(("a.jpg", picture()))}
    assert expat.posts("expat.hand_in_paper", data, person_id=case.principal.id, paper=PASSPORT).status_code == 409
    assert documents_of(case) == {}


def test_another_household_does_not_exist(expat: Visitor, case: Case) -> None:
    other = with_family(a_case())
    theirs, mine = handed_in(other), handed_in(case)
    page = {"page_id": theirs.pages[0].id}
    expat.cannot_open("expat.paper_file", document_id=theirs.id, **page)
    expat.cannot_open("expat.paper_file", document_id=mine.id, **page)
    expat.cannot_open("expat.paper", person_id=other.principal.id, paper=PASSPORT)
    expat.cannot_open("expat.paper", person_id=case.principal.id, paper=PaperKey.PURCHASE_DEED)
    expat.cannot_open("expat.paper", person_id=case.principal.id, paper="anything")
    for document in (theirs, mine):
        answer = expat.posts("expat.remove_page", document_id=document.id, page_id=theirs.pages[0].id)
        assert answer.status_code == 404
    data = {"files": sent(("a.jpg", picture()))}
    assert expat.posts("expat.hand_in_paper", data, person_id=other.principal.id, paper=BIRTH).status_code == 404
    assert len(documents_of(other)) == 1


def test_what_is_being_scanned_is_shown_to_nobody(expat: Visitor, case: Case) -> None:
    document = handed_in(case)
    document.state = DocumentState.BEING_SCANNED
    opens_passport(expat, case).sees("Being scanned for viruses").does_not_see("Download")
    expat.cannot_open("expat.paper_file", document_id=document.id, page_id=document.pages[0].id)


def test_what_was_sent_is_not_missing_and_what_came_back_is(expat: Visitor, case: Case) -> None:
    missing = "We do not have these yet:"
    papers = {paper.key: a_paper(case, paper.key) for paper in the_plan(case).papers}
    expat.opens("expat.step", key="papers_handed_in").does_not_see(missing)
    papers[PASSPORT].state, papers[PASSPORT].reason = DocumentState.RETURNED, "unreadable"
    expat.opens("expat.step", key="papers_handed_in").sees(missing, "Passport")
    expat.does_not_see("Birth certificate")
    expat.opens("expat.status").sees(f"{len(papers) - 1} of {len(papers)} in hand")


def test_the_papers_of_the_home_stand_together_on_every_page(expat: Visitor, case: Case) -> None:
    expat.opens("expat.papers").does_not_see("Together")
    with_family(case)
    for page in ("expat.papers", "expat.status"):
        assert "Rental contract" in expat.opens(page).page.text.partition("Together")[2]
        assert "Rental contract" not in expat.page.text.partition("Together")[0]
    shown = expat.opens("expat.question", slug="papers").page.text
    assert "Rental contract" in shown.partition("Together")[2]
