"""What the status page says of papers: when the check may come late, and which came back."""

from datetime import date, datetime, time
from typing import Any

import pytest

from expatdesk.cases.models import Case
from expatdesk.cases.step_actions import return_steps
from expatdesk.documents.models import DocumentState
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from tests.expat.test_overview import ARRIVAL, open_line, page
from tests.factories import a_case, complete, with_family
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
    assert line.turn == "The desk, by Mon 21 Dec"


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
    assert shown.now.title == "Mend what came back: Hand in your papers"
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
    assert shown.now.title.endswith("identity card of an EU country of Ananya and Birth certificate of Luc")
    a_paper(hired, PaperKey.BIRTH_CERTIFICATE, **returned)
    assert page(hired, region).now.title == "Mend what came back: 3 papers"
