"""A closed case as its household reads it until it is erased, and changes nothing of it (T49)."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.access.permissions import CHANGES_OWN_CASE
from expatdesk.access.routes import ROUTES
from expatdesk.cases.consents import Purpose, allows, answer
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.step_actions import waive_steps
from expatdesk.documents.models import DocumentState
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.retention.settings import LIMITS, set_terms
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.i18n import long_date, speaking
from tests.access.every_route import arguments_for, asked, filled, routes_of
from tests.conftest import Visit
from tests.factories import a_case, a_user, actor_of, an_employer, registered
from tests.factories.cases import complete, done_by
from tests.factories.papers import a_paper


@pytest.fixture
def case(app: object) -> Case:
    """A household that is registered, and whose case was closed ten days ago."""
    case = registered(a_case(employer=an_employer()))
    case.state, case.closed_on = CaseState.CLOSED, today() - timedelta(days=10)
    session.flush()
    return case


def read_until(case: Case, months: int) -> str:
    """What the page says of how long it can be read."""
    assert case.closed_on is not None
    with speaking("en"):
        return f"You can read it here until it is erased on {long_date(add_months(case.closed_on, months))}."


def test_it_reads_its_page_and_its_pack_and_until_when(visit: Visit, case: Case, region: Region) -> None:
    expat = visit(case).opens("expat.status")
    expat.sees("Your case is closed", read_until(case, region.retention.closed_months))
    expat.does_not_see("No dates lie ahead now.", "Something changed")
    assert expat.asks_for("expat.pack", language="en").status_code == 200
    for endpoint in ("expat.papers", "expat.summary", "expat.visit"):
        expat.opens(endpoint)


def test_it_reads_the_term_that_the_coordinator_set(visit: Visit, case: Case, region: Region) -> None:
    terms = {name: getattr(region.retention, name) for name in LIMITS} | {"closed_months": 9}
    set_terms(today(), terms, by=actor_of(a_user(Role.COORDINATOR)))
    expat = visit(case).opens("expat.status").sees(read_until(case, 9))
    with speaking("en"):
        assert case.closed_on is not None
        expat.sees(f"On {long_date(add_months(case.closed_on, 9))}, as your case is closed.")


def test_of_a_held_case_no_day_is_promised(visit: Visit, case: Case) -> None:
    case.hold_reason = "A court asked for it"
    visit(case).opens("expat.status").sees("Your case is closed").does_not_see("until it is erased")


def test_whatever_it_sends_is_refused_kindly(app: Flask, visit: Visit, case: Case) -> None:
    arguments, refused = arguments_for(case, a_user(Role.EMPLOYER, employer=case.employer)), set()
    expat, lines = visit(case), len(history_of(case.id))
    for route, method in asked(routes_of(app), "POST"):
        if ROUTES[route.endpoint].permission in CHANGES_OWN_CASE and method == "POST":
            answered = expat.posts(route.endpoint, {}, **filled(route, arguments))
            assert (answered.status_code, "Your case is closed" in answered.text) == (409, True), route.endpoint
            refused.add(route.endpoint)
    assert refused >= {"expat.answer", "expat.hand_in_paper", "expat.book_own_visit", "expat.step_done"}
    assert len(history_of(case.id)) == lines


@pytest.mark.parametrize("is_closed", [True, False])
def test_of_papers_that_were_waived_it_is_offered_nothing(visit: Visit, *, is_closed: bool) -> None:
    case = a_case(employer=an_employer())
    a_paper(case, PaperKey.IDENTITY, state=DocumentState.RETURNED, reason="unreadable")
    complete(case, "intake")
    waive_steps(
        case, ["papers_handed_in", "papers_checked"], reason="not_wanted", version=case.version, **done_by()
    )
    if is_closed:
        case.state, case.closed_on = CaseState.CLOSED, today()
    session.flush()
    expat = visit(case).opens("expat.status").sees("Not needed")
    expat.does_not_see("Send a photo or scan", "Change what you have", "See what came back", "Not yet", "in hand")
    expat.opens("expat.papers").sees("You need hand in nothing any more.", "Not needed")
    expat.does_not_see("Send a photo or scan", "still to come", "Bring the originals", "We check it")
    expat.opens("expat.paper", person_id=case.principal.id, paper="identity").sees("Not needed")
    expat.does_not_see("Hand it in", "What you send now", "Next paper")


def test_of_papers_that_nobody_has_the_check_is_not_claimed(visit: Visit) -> None:
    """Only the handing in was waived: none came here, by these pages or otherwise."""
    case = a_case(employer=an_employer())
    complete(case, "intake")
    waive_steps(case, ["papers_handed_in"], reason="not_wanted", version=case.version, **done_by())
    session.flush()
    expat = visit(case).opens("expat.papers").sees("Not handed in yet").does_not_see("We check it")
    expat.opens("expat.paper", person_id=case.principal.id, paper="identity")
    expat.sees("Not handed in yet").does_not_see("We check it")


def test_a_yes_is_taken_back_and_not_given(visit: Visit, case: Case) -> None:
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    expat = visit(case).opens("expat.status").presses("Take it back: the visit")
    assert not allows(case, Purpose.VISIT)
    assert expat.posts("expat.allow_employer", {"answer": "yes"}).status_code == 409
    assert not allows(case, Purpose.VISIT)
