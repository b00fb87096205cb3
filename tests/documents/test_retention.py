"""Pages are erased when they are not needed any more."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.cases.queries import record_of
from expatdesk.documents.checking import NotToCheck, reopen, return_paper
from expatdesk.documents.checks import is_accepted
from expatdesk.documents.models import Document, DocumentState, Page
from expatdesk.documents.retention import ErasedWhy, Erasure, due_to_erase, erase_due, erasure_of
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.documents.test_pictures import stored
from tests.factories import a_case, complete
from tests.factories.papers import a_paper


@pytest.fixture
def accepted(app: Flask) -> Document:
    """A paper accepted today, with a page in the store."""
    document = a_paper(a_case(), PaperKey.LEASE, state=DocumentState.ACCEPTED, checked_at=now(), checked_by="Noor")
    stored(document, b"a picture", "image/png")
    return document


@pytest.fixture
def waiting(app: Flask) -> Document:
    """A paper that waits to be checked."""
    document = a_paper(a_case(), PaperKey.LEASE)
    stored(document, b"a picture", "image/png")
    return document


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def sweeps(region: Region, day: date) -> int:
    """The nightly sweep; it begins with a transaction of its own."""
    session.commit()
    return erase_due(region, day)


def test_the_household_hears_of_what_nobody_checked_in_time(waiting: Document, region: Region) -> None:
    case = session.get_one(Case, waiting.case_id)
    complete(case, "intake")
    complete(case, "papers_handed_in")
    sweeps(region, in_days(91))
    (mail,) = session.scalars(select(Mail).where(Mail.kind == "paper_returned")).all()
    assert mail.recipient == case.email
    assert "We had to erase the scan before it was checked" in mail.text
    assert record_of(case, "papers_handed_in").outcome == "returned"  # type: ignore[union-attr]


def test_what_was_accepted_or_came_back_goes_without_a_mail(accepted: Document, region: Region) -> None:
    a_paper(
        session.get_one(Case, accepted.case_id), PaperKey.IDENTITY, state=DocumentState.RETURNED, reason="language"
    )
    sweeps(region, in_days(91))
    assert session.scalars(select(Mail).where(Mail.kind == "paper_returned")).all() == []


def pages() -> int:
    return session.scalar(select(func.count(Page.id))) or 0


def test_when_and_why(accepted: Document, waiting: Document, region: Region) -> None:
    assert erasure_of(accepted, region.retention) == Erasure(in_days(14), ErasedWhy.ACCEPTED)
    assert erasure_of(waiting, region.retention) == Erasure(in_days(90), ErasedWhy.KEPT_LONGEST)
    accepted.given_at = now() - timedelta(days=80)
    assert erasure_of(accepted, region.retention) == Erasure(in_days(10), ErasedWhy.KEPT_LONGEST)
    accepted.pages.clear()
    assert erasure_of(accepted, region.retention) is None


@pytest.mark.parametrize(("days", "left"), [(13, 1), (14, 0)])
def test_fourteen_days_after_acceptance(accepted: Document, region: Region, days: int, left: int) -> None:
    name = accepted.pages[0].stored_as
    assert sweeps(region, in_days(days)) == 1 - left
    assert pages() == left
    if left:
        assert the_store().get(name)
    else:
        with pytest.raises(ContentMissing):
            the_store().get(name)


@pytest.mark.parametrize(("days", "erased"), [(89, 0), (90, 1)])
def test_ninety_days_after_upload_whatever_became_of_it(
    waiting: Document, region: Region, days: int, erased: int
) -> None:
    assert sweeps(region, in_days(days)) == erased


def test_what_the_desk_found_stays(accepted: Document, region: Region) -> None:
    accepted.starts_on = in_days(-3)
    sweeps(region, in_days(14))
    assert (accepted.state, accepted.starts_on, accepted.checked_by) == ("erased", in_days(-3), "Noor")
    assert is_accepted(accepted)
    said = sentence(history_of(accepted.case_id)[0])
    assert said == (
        "Expatdesk erased the pages of the paper “Rental contract” of Ananya Krishnan, "
        "accepted on Monday 14 December 2026."
    )


def test_a_returned_paper_is_still_to_be_handed_in(waiting: Document, region: Region) -> None:
    waiting.state = DocumentState.RETURNED
    assert sweeps(region, in_days(90)) == 1
    assert waiting.state == DocumentState.RETURNED
    assert sweeps(region, in_days(91)) == 0


def test_what_was_never_checked_does_not_count_as_accepted(waiting: Document, region: Region) -> None:
    sweeps(region, in_days(90))
    assert waiting.state == DocumentState.ERASED
    assert not is_accepted(waiting)


def test_a_dry_run_lists_and_erases_nothing(accepted: Document, waiting: Document, region: Region) -> None:
    listed = list(due_to_erase(region, in_days(14)))
    assert [(due.paper, due.files, due.erasure.why) for due in listed] == [("lease", 1, "accepted")]
    assert pages() == 2
    assert list(due_to_erase(region, in_days(13))) == []


def test_an_erased_paper_can_only_be_asked_for_anew(accepted: Document, region: Region) -> None:
    sweeps(region, in_days(14))
    whole = session.get_one(Case, accepted.case_id)
    named = {"version": accepted.version, "by": SYSTEM, "region": region, "today": today()}
    with pytest.raises(NotToCheck):
        reopen(whole, accepted, reason="mistake", **named)  # type: ignore[arg-type]
    return_paper(whole, accepted, reason="lease_starts_late", note="", **named)  # type: ignore[arg-type]
    assert accepted.state == DocumentState.RETURNED
