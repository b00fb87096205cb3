"""What somebody ticks off by hand agrees with the papers in the file, and later facts do not go unnoticed."""

from typing import Any

import pytest
from flask import Flask

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.documents.checking import CHECKED, HANDED_IN
from expatdesk.documents.checks import asked_since_check
from expatdesk.documents.models import DocumentState
from expatdesk.documents.queries import documents_of
from expatdesk.documents.ticking import PapersInTheWay, PapersNotSeen, tick_off, undo_ticks
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, complete, with_family
from tests.factories.cases import REGION, the_plan
from tests.factories.handing_in import handed_in
from tests.factories.papers import a_paper
from tests.visitor import Visitor

SANNE = Actor(role="officer", name="Sanne Bakker")
MARRIAGE = PaperKey.MARRIAGE_CERTIFICATE


@pytest.fixture
def case(app: Flask) -> Case:
    """A couple, not married, that answered the questions."""
    case = with_family(a_case())
    complete(case, "intake")
    return case


def ticks(case: Case, *steps: str, seen: bool = True) -> None:
    how: Any = {"by": SANNE, "region": REGION, "today": today()}
    tick_off(case, steps, version=case.version, seen_on_paper=seen, **how)


def marry(case: Case) -> None:
    """A fact that asks both for another paper."""
    for person in case.people:
        person.marital_status = "married"
    session.flush()


def asked_since(case: Case) -> list[tuple[int, PaperKey]]:
    return [(one.person, one.key) for one in asked_since_check(case, the_plan(case))]


def test_a_paper_that_came_back_is_not_handed_in_by_saying_so(case: Case) -> None:
    a_paper(case, PaperKey.LEASE, state=DocumentState.RETURNED, reason="not_signed")
    with pytest.raises(PapersInTheWay) as refused:
        ticks(case, HANDED_IN)
    assert refused.value.named == "Rental contract of Ananya Krishnan"
    assert the_plan(case).step(HANDED_IN).state == "open"


def test_what_nobody_handed_in_is_not_accepted_by_a_slip(case: Case) -> None:
    ticks(case, HANDED_IN, seen=False)
    with pytest.raises(PapersNotSeen):
        ticks(case, CHECKED, seen=False)
    assert the_plan(case).step(CHECKED).state == "open"
    ticks(case, CHECKED)
    assert the_plan(case).step(CHECKED).state == "done"


def test_a_paper_that_waits_is_not_checked_by_saying_so(case: Case) -> None:
    a_paper(case, PaperKey.LEASE)
    ticks(case, HANDED_IN)
    with pytest.raises(PapersInTheWay):
        ticks(case, CHECKED)


def test_a_paper_that_was_erased_unchecked_comes_again(case: Case) -> None:
    a_paper(case, PaperKey.LEASE, state=DocumentState.ERASED)
    with pytest.raises(PapersInTheWay):
        ticks(case, HANDED_IN)


def test_the_officer_reads_why(officer: Visitor, case: Case) -> None:
    a_paper(case, PaperKey.LEASE, state=DocumentState.RETURNED, reason="not_signed")
    officer.opens("desk.step", case_id=case.id, key=HANDED_IN).presses("Tick it off", refused=422)
    officer.sees("This is not settled yet: Rental contract of Ananya Krishnan.")


def test_what_was_checked_without_a_scan_is_accepted(case: Case) -> None:
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    rows = documents_of(case)
    assert len(rows) == len(the_plan(case).papers)
    assert {(row.state, row.checked_by, len(row.pages)) for row in rows.values()} == {
        ("accepted", "Sanne Bakker", 0)
    }
    undo_ticks(case, [CHECKED], version=case.version, by=SANNE, region=REGION, today=today())
    assert documents_of(case) == {}


def test_the_history_names_what_was_seen_on_paper(case: Case) -> None:
    a_paper(case, PaperKey.IDENTITY, state=DocumentState.ACCEPTED)
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    said = sentence(history_of(case.id)[0])
    assert said.startswith(
        "Sanne Bakker ticked off “Papers checked”, done on Monday 14 December 2026, and saw on "
    )
    assert "Rental contract of Ananya Krishnan" in said
    assert "Passport, or identity card of an EU country of Luc Moreau" in said
    assert "Passport, or identity card of an EU country of Ananya Krishnan" not in said


def test_nothing_is_said_where_all_papers_lie_in_the_file(case: Case) -> None:
    for paper in the_plan(case).papers:
        a_paper(case, paper.key, case.people[paper.person], state=DocumentState.ACCEPTED)
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    assert "papers" not in history_of(case.id)[0].details


def test_what_was_seen_on_paper_is_called_so(officer: Visitor, case: Case) -> None:
    handed_in(case, PaperKey.IDENTITY).state = DocumentState.ACCEPTED
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    officer.opens("desk.case", case_id=case.id).sees("Rental contract Seen on paper")
    officer.sees("Passport Accepted")
    officer.follows("See what was found: Rental contract, Ananya Krishnan").sees("Seen on paper In order")


def test_later_facts_ask_for_another_paper_and_the_check_stays_done(case: Case) -> None:
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    assert asked_since(case) == []
    marry(case)
    assert asked_since(case) == [(0, MARRIAGE)]
    assert the_plan(case).step(CHECKED).state == "done"


def test_with_that_paper_the_desks_promise_runs_anew(case: Case) -> None:
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    assert the_plan(case).step(CHECKED).state == "done"
    marry(case)
    handed_in(case, MARRIAGE)
    assert the_plan(case).step(CHECKED).state == "open"
    assert the_plan(case).step(CHECKED).due is not None
    assert the_plan(case).step(HANDED_IN).done_on == today()


def test_both_sides_see_it(officer: Visitor, case: Case) -> None:
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    marry(case)
    officer.opens("desk.case", case_id=case.id).sees("1 paper was added after", "Asked since, not here yet")
    officer.follows("Ask the household").sees("Papers handed in")


def test_the_household_is_asked(case: Case, app: Flask) -> None:
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    marry(case)
    household = Visitor(app, case)
    household.opens("expat.status").sees("Your details changed, so we need one more paper from you.")
    household.follows("See which, and hand it in").sees("Asked since your answers changed", "still to come")


def test_what_was_checked_without_a_scan_is_written_down_once_for_a_couple(case: Case) -> None:
    marry(case)
    ticks(case, HANDED_IN)
    ticks(case, CHECKED)
    assert [key for key in documents_of(case) if key[1] is MARRIAGE] == [(0, MARRIAGE)]
