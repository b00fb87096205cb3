"""Papers are accepted, sent back one by one, and looked at again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.cases.actions import claim
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.refusals import CaseClosed, DayAhead, HoldsBsn, StaleVersion, UnknownReason
from expatdesk.documents.checking import DoubtLeft, NotToCheck, accept, handed_in_again, reopen, return_paper
from expatdesk.documents.checks import reasons_for, returned_papers
from expatdesk.documents.models import Document, DocumentState
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import PaperCheck, PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.i18n import speaking
from tests.factories import a_case, up_to_visit, with_family
from tests.factories.cases import REGION, the_plan
from tests.factories.papers import a_paper, with_all_papers

SANNE = Actor(role="officer", name="Sanne Bakker")
Papers = Mapping[tuple[int, PaperKey], Document]


@pytest.fixture
def case(app: object) -> Case:
    """A couple whose papers are all handed in."""
    return with_family(a_case(language="nl"))


@pytest.fixture
def papers(case: Case) -> Papers:
    return with_all_papers(case)


def accepts(case: Case, document: Document, **changes: Any) -> None:
    usual: dict[str, Any] = {"read": PaperSays(), "settled": (), "version": document.version}
    accept(case, document, **{**usual, **changes}, by=SANNE, region=REGION, today=today())


def returns(case: Case, document: Document, **changes: Any) -> None:
    usual: dict[str, Any] = {"reason": "unreadable", "note": "", "version": document.version}
    return_paper(case, document, **{**usual, **changes}, by=SANNE, region=REGION, today=today())


def again(document: Document) -> None:
    """What handing in does to the row."""
    document.state, document.version = DocumentState.TO_CHECK, document.version + 1
    session.flush()


def states(case: Case) -> dict[str, str]:
    plan = the_plan(case)
    return {key: plan.step(key).state for key in ("papers_handed_in", "papers_checked", "visit_booked")}


def mails(kind: str) -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == kind)))


def test_with_the_last_paper_the_desk_has_checked_them_all(case: Case, papers: Papers) -> None:
    *first, last = papers.values()
    for document in first:
        accepts(case, document)
    assert states(case)["papers_checked"] == "open"
    accepts(case, last)
    assert states(case)["papers_checked"] == "done"
    said = [sentence(line) for line in history_of(case.id)]
    assert said[0].startswith("Sanne Bakker ticked off “Papers checked”")
    assert "Sanne Bakker accepted the paper “Birth certificate” of Luc Moreau." in said


def test_all_accepted_before_anybody_said_that_they_are_in(case: Case, papers: Papers) -> None:
    record = next(one for one in case.records if one.step == "papers_handed_in")
    case.records.remove(record)
    session.flush()
    for document in papers.values():
        accepts(case, document)
    assert states(case) == {"papers_handed_in": "done", "papers_checked": "done", "visit_booked": "open"}


def test_a_couple_hands_in_its_marriage_once(app: object) -> None:
    case = with_family(a_case())
    for person in case.people:
        person.marital_status = "married"
    papers = with_all_papers(case)
    session.delete(papers[1, PaperKey.MARRIAGE_CERTIFICATE])
    session.flush()
    for key, document in papers.items():
        if key != (1, PaperKey.MARRIAGE_CERTIFICATE):
            accepts(case, document)
    assert states(case)["papers_checked"] == "done"


def test_what_was_read_is_kept_with_who_and_when(case: Case, papers: Papers) -> None:
    passport = papers[0, PaperKey.IDENTITY]
    accepts(case, passport, read=PaperSays(valid_until=today() + timedelta(days=900)))
    assert passport.valid_until == today() + timedelta(days=900)
    assert (passport.state, passport.checked_by) == (DocumentState.ACCEPTED, "Sanne Bakker")
    assert passport.checks == ["original", "valid_on_visit", "not_driving_licence"]


def test_a_doubt_must_be_settled_by_name(case: Case, papers: Papers) -> None:
    lease = papers[0, PaperKey.LEASE]
    with pytest.raises(DoubtLeft) as left:
        accepts(case, papers[0, PaperKey.IDENTITY], read=PaperSays(valid_until=today() - timedelta(days=1)))
    assert [one.check for one in left.value.doubts] == [PaperCheck.VALID_ON_VISIT]
    assert papers[0, PaperKey.IDENTITY].state == DocumentState.TO_CHECK
    accepts(case, lease, read=PaperSays(starts_on=today()))
    expired = PaperSays(valid_until=today() - timedelta(days=1))
    accepts(case, papers[0, PaperKey.IDENTITY], read=expired, settled=[PaperCheck.VALID_ON_VISIT])
    assert papers[0, PaperKey.IDENTITY].state == DocumentState.ACCEPTED


def test_exactly_one_paper_goes_back_and_the_promise_stops(case: Case, papers: Papers) -> None:
    assert the_plan(case).step("papers_checked").due is not None
    birth = papers[1, PaperKey.BIRTH_CERTIFICATE]
    returns(case, birth, reason="not_full", note="Vraag de volledige akte aan.")
    assert list(returned_papers(case)) == [(1, PaperKey.BIRTH_CERTIFICATE)]
    assert states(case) == {"papers_handed_in": "open", "papers_checked": "waiting", "visit_booked": "waiting"}
    assert the_plan(case).step("papers_checked").due is None
    assert case.next_party == "expat"


def test_the_household_reads_which_paper_whose_and_why(case: Case, papers: Papers) -> None:
    returns(case, papers[1, PaperKey.BIRTH_CERTIFICATE], reason="not_full", note="Vraag de volledige akte aan.")
    (mail,) = mails("paper_returned")
    assert (mail.recipient, mail.language) == (case.email, "nl")
    for text in (mail.text, mail.html):
        assert "Luc" in text
        assert "Geboorteakte" in text
        assert "volledige akte" in text
        assert "%(" not in text
        assert text.index("Luc") < text.index("volledige akte") < text.index("/sign-in")
    assert "Birth" not in mail.subject + mail.text + mail.html
    with speaking("en"):
        said = sentence(history_of(case.id)[0])
    assert said == (
        "Sanne Bakker sent back the paper “Birth certificate” of Luc Moreau: "
        "This is an extract. We need the full certificate, with both parents on it."
    )


def test_the_desks_turn_comes_when_all_returned_papers_are_back(case: Case, papers: Papers) -> None:
    one, other = papers[0, PaperKey.IDENTITY], papers[0, PaperKey.LEASE]
    returns(case, one)
    returns(case, other, reason="lease_starts_late")
    for document, state in ((one, "open"), (other, "done")):
        again(document)
        handed_in_again(case, by=SYSTEM, region=REGION, today=today())
        assert states(case)["papers_handed_in"] == state
    assert the_plan(case).step("papers_checked").due is not None


def test_what_was_checked_is_to_be_checked_again(case: Case, papers: Papers) -> None:
    for document in papers.values():
        accepts(case, document)
    passport = papers[0, PaperKey.IDENTITY]
    reopen(case, passport, reason="mistake", version=passport.version, by=SANNE, region=REGION, today=today())
    assert passport.state == DocumentState.TO_CHECK
    assert states(case)["papers_checked"] == "open"
    said = [sentence(line) for line in history_of(case.id)]
    assert any(text.endswith("back to be checked: It was accepted by mistake.") for text in said)
    accepts(case, passport)
    assert states(case)["papers_checked"] == "done"


def test_a_reason_of_the_list_and_no_bsn(case: Case, papers: Papers) -> None:
    passport = papers[0, PaperKey.IDENTITY]
    with pytest.raises(UnknownReason):
        returns(case, passport, reason="lease_starts_late")
    with pytest.raises(HoldsBsn):
        returns(case, passport, note="Het nummer is 111222333.")
    with pytest.raises(UnknownReason):
        reopen(case, passport, reason="", version=1, by=SANNE, region=REGION, today=today())
    assert passport.state == DocumentState.TO_CHECK
    assert mails("paper_returned") == []


def test_nothing_was_issued_tomorrow(case: Case, papers: Papers) -> None:
    with pytest.raises(DayAhead):
        accepts(
            case, papers[0, PaperKey.BIRTH_CERTIFICATE], read=PaperSays(legalised_on=today() + timedelta(days=1))
        )


def test_who_comes_second_changes_nothing(case: Case, papers: Papers) -> None:
    passport = papers[0, PaperKey.IDENTITY]
    seen = passport.version
    accepts(case, passport)
    with pytest.raises(StaleVersion):
        returns(case, passport, version=seen)
    assert passport.state == DocumentState.ACCEPTED


def test_a_paper_is_judged_once(case: Case, papers: Papers) -> None:
    passport = papers[0, PaperKey.IDENTITY]
    returns(case, passport)
    with pytest.raises(NotToCheck):
        accepts(case, passport)
    with pytest.raises(NotToCheck):
        reopen(case, passport, reason="mistake", version=passport.version, by=SANNE, region=REGION, today=today())


def test_a_paper_that_is_not_asked_is_not_judged(case: Case) -> None:
    with pytest.raises(NotToCheck):
        accepts(case, a_paper(case, PaperKey.HOST_CONSENT))


def test_nothing_is_judged_on_a_closed_case(case: Case, papers: Papers) -> None:
    case.state = CaseState.CLOSED
    with pytest.raises(CaseClosed):
        accepts(case, papers[0, PaperKey.IDENTITY])


def test_a_colleague_on_the_case_page_hears_of_it(case: Case, papers: Papers) -> None:
    before = case.version
    accepts(case, papers[0, PaperKey.IDENTITY])
    with pytest.raises(StaleVersion):
        claim(as_stored_now(case), before)


def test_each_paper_has_at_most_nine_reasons(app: object, region: Region) -> None:
    case = with_family(a_case())
    for paper in the_plan(case).papers:
        assert 3 < len(reasons_for(paper)) <= 9


def test_a_return_before_a_booked_visit_leaves_the_visit(app: object) -> None:
    case = up_to_visit(a_case())
    lease = a_paper(case, PaperKey.LEASE)
    returns(case, lease, reason="lease_starts_late")
    assert case.visit_at is not None
    assert the_plan(case).step("papers_checked").state == "waiting"
