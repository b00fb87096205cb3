"""What the status page says of papers: when the check may come late, and which came back."""

from datetime import date, datetime, time
from typing import Any

import pytest

from expatdesk.cases.models import Case
from expatdesk.cases.step_actions import return_steps
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import documents_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.test_overview import ARRIVAL, open_line, page
from tests.factories import a_case, complete, registered, the_plan, up_to_visit, with_family
from tests.factories.papers import a_paper


@pytest.fixture
def hired(app: object) -> Case:
    """Somebody who arrives in three weeks."""
    return a_case(arrival=ARRIVAL)


@pytest.mark.parametrize(
    ("visit", "may_be_late"), [(date(2026, 12, 21), True), (date(2026, 12, 22), False), (None, False)]
)
def test_no_check_is_promised_that_may_come_after_the_visit(
    hired: Case, region: Region, visit: date | None, *, may_be_late: bool
) -> None:
    complete(hired, "intake")
    complete(hired, "papers_handed_in")
    hired.visit_at = datetime.combine(visit, time(10), AMSTERDAM) if visit else None
    line = open_line(page(hired, region), "We check your papers")
    assert ("it may end after your visit. We hold your time" in line.say) is may_be_late
    assert ("comes back to you" in line.say) is not may_be_late
    assert line.turn == "The desk, by Mon 21 Dec (our promise)"


def test_who_hands_in_shortly_before_the_visit_is_told_so(hired: Case, region: Region) -> None:
    complete(hired, "intake")
    hired.visit_at = datetime(2026, 12, 17, 10, tzinfo=AMSTERDAM)
    assert "may end after your visit" in page(hired, region).now.why
    hired.visit_at = datetime(2027, 1, 6, 10, tzinfo=AMSTERDAM)
    assert "before your visit" in page(hired, region).now.why


def test_what_came_back_says_why(hired: Case, region: Region) -> None:
    complete(hired, "intake")
    complete(hired, "papers_handed_in")
    note = "The apostille is of June."
    return_steps(
        hired,
        ["papers_handed_in"],
        reason="too_old",
        note=note,
        version=hired.version,
        by=SYSTEM,
        region=region,
        today=today(),
    )
    shown = page(hired, region)
    assert shown.now.title == "Hand in your papers again"
    assert shown.now.why.endswith("on the day of your visit. The apostille is of June.")
    assert shown.papers.came_back is not None
    assert shown.papers.came_back.reason.startswith("The legalisation or translation will be older")
    assert shown.papers.came_back.note == note
    assert not shown.papers.are_handed_in


@pytest.mark.parametrize(
    ("visit", "mend"),
    [
        (date(2026, 12, 18), "Mend it by Wednesday 16 December 2026."),
        (date(2026, 12, 15), "Mend it as soon as you can."),
    ],
)
def test_what_came_back_is_mended_in_time_for_the_visit(
    hired: Case, region: Region, visit: date, mend: str
) -> None:
    complete(hired, "intake")
    a_paper(hired, PaperKey.IDENTITY, state=DocumentState.RETURNED, reason="unreadable")
    hired.visit_at = datetime.combine(visit, time(10), AMSTERDAM)
    shown = page(hired, region)
    assert shown.now.why == f"We cannot read it well enough. {mend}"
    assert (shown.now.due, shown.now.is_late) == (None, False)
    assert "may end after your visit" not in open_line(shown, "Hand in your papers").say


def test_the_papers_that_came_back_are_named(hired: Case, region: Region) -> None:
    complete(with_family(hired), "intake")
    returned: dict[str, Any] = {"state": DocumentState.RETURNED, "reason": "unreadable", "note": "Page 2 is dark."}
    a_paper(hired, PaperKey.BIRTH_CERTIFICATE, hired.people[1], **returned)
    shown = page(hired, region)
    assert shown.now.title == "Mend what came back: Birth certificate of Luc"
    assert shown.now.why == "We cannot read it well enough. Page 2 is dark."
    a_paper(hired, PaperKey.IDENTITY, **returned)
    assert shown.papers.came_back is not None
    shown = page(hired, region)
    assert shown.now.title.endswith("Passport of Ananya and Birth certificate of Luc")
    a_paper(hired, PaperKey.BIRTH_CERTIFICATE, **returned)
    assert page(hired, region).now.title == "Mend what came back: 3 papers"


# -- what is left to do about papers once they are checked ------------------------------------------------


@pytest.fixture
def booked(hired: Case) -> Case:
    """The same household with every paper accepted as a scan, and a visit on 6 January."""
    case = up_to_visit(hired, day=date(2027, 1, 6))
    for paper in the_plan(case).papers:
        a_paper(case, paper.key, case.people[paper.person], state=DocumentState.ACCEPTED, checked_at=now())
    return case


def of(case: Case, key: PaperKey) -> Document:
    return documents_of(case)[0, key]


def test_all_is_checked_and_nothing_to_do(booked: Case, region: Region) -> None:
    shown = page(booked, region)
    assert (shown.papers.are_checked, shown.now.is_yours, shown.now.says) == (True, False, "")


def test_a_paper_that_came_back_after_the_check_is_the_thing_to_do(booked: Case, region: Region) -> None:
    returned = of(booked, PaperKey.BIRTH_CERTIFICATE)
    returned.state, returned.reason, returned.note = DocumentState.RETURNED, "unreadable", "Page 2 is dark."
    shown = page(booked, region)
    assert (shown.papers.are_checked, shown.papers.are_handed_in) == (False, False)
    assert (shown.now.title, shown.now.is_yours) == ("Mend what came back: Birth certificate", True)
    assert shown.now.button is not None
    assert shown.now.button.endpoint == "expat.papers"
    assert shown.now.due is None
    assert shown.ball is not None
    assert shown.ball.turns[0].who == "You"


def test_what_is_asked_since_the_check_is_the_thing_to_do(booked: Case, region: Region) -> None:
    session.delete(of(booked, PaperKey.BIRTH_CERTIFICATE))
    session.flush()
    shown = page(booked, region)
    assert (shown.papers.are_checked, shown.papers.are_handed_in) == (False, False)
    assert (shown.now.title, shown.now.is_yours, shown.now.says) == ("Hand in one more paper", True, "asked_since")
    assert shown.now.button is not None
    assert shown.now.button.word == "See which, and hand it in"


def test_a_paper_that_runs_out_before_the_visit_is_the_thing_to_do(
    visit: Visit, booked: Case, region: Region
) -> None:
    of(booked, PaperKey.IDENTITY).valid_until = date(2027, 1, 5)
    shown = page(booked, region)
    assert (shown.now.title, shown.now.is_yours) == ("Look at your papers before your visit", True)
    assert "is not valid any more on the day of your visit." in shown.now.why
    expat = visit(booked).opens("expat.status")
    assert expat.page.text.count("is not valid any more on the day of your visit.") == 1
    expat.follows("See what to do").sees("Hand in a newer one")


def test_registered_nobody_minds_a_paper(booked: Case, region: Region) -> None:
    registered(booked)
    of(booked, PaperKey.IDENTITY).state = DocumentState.RETURNED
    of(booked, PaperKey.IDENTITY).reason = "unreadable"
    assert "came back" not in page(booked, region).now.title
