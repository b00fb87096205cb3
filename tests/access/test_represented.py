"""Who represents a household sees and does exactly what it granted, in its case alone (security T01, T04, T48)."""

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.access.permissions import Permission, may
from expatdesk.access.represented import REPRESENTATIVE_SEES, allowed_by
from expatdesk.access.routes import ROUTES
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representative_models import Grant
from expatdesk.cases.representatives import end_representation
from expatdesk.documents.models import Document
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.access.every_route import arguments_for, asked, filled, routes_of
from tests.conftest import Visit
from tests.factories import (
    a_case,
    a_representative,
    a_user,
    an_employer,
    complete,
    registered,
    room_for,
    up_to_visit,
    with_family,
)
from tests.factories.enquiries import a_thread
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor

# One page that shows what is granted, and one that does something with it.
PAGES = {
    Grant.PLAN: (None, "expat.visit"),
    Grant.PAPERS: ("expat.papers", None),
    Grant.QUESTIONS: ("expat.enquiries", "expat.new_enquiry"),
}


@pytest.mark.parametrize("may_act", [False, True])
@pytest.mark.parametrize("grant", PAGES)
def test_each_grant_opens_its_pages_and_no_other(visit: Visit, grant: Grant, *, may_act: bool) -> None:
    agent = visit(a_representative(a_case(), [grant], may_act=may_act)).opens("expat.status")
    for other, (looks, acts) in PAGES.items():
        for page, is_open in ((looks, other is grant), (acts, other is grant and may_act)):
            if page is not None and is_open:
                assert agent.asks_for(page).status_code == 200, page
            elif page is not None:
                agent.cannot_open(page)


@pytest.mark.parametrize("grant", Grant)
def test_the_page_shows_what_is_granted(visit: Visit, grant: Grant) -> None:
    shown = {
        Grant.PLAN: ("Your plan", "Your first four months", "Your visit"),
        Grant.PAPERS: ("Your papers", "See each paper"),
        Grant.SCANS: (),
        Grant.QUESTIONS: ("The questions to the desk",),
    }
    case = a_case()
    complete(case, "intake")
    agent = visit(a_representative(case, [grant])).opens("expat.status").sees("For Ananya Krishnan", case.code)
    for other, words in shown.items():
        if other is grant:
            agent.sees(*words)
        else:
            agent.does_not_see(*words)
    agent.does_not_see("Make a secret", "Who looked at your file", "What Employer", "How long we keep it")


def test_how_it_goes_stays_between_household_and_desk(visit: Visit, clock: Traveller) -> None:
    """An agent may be paid by the employer, and a partner may be what goes badly."""
    case = registered(a_case())
    session.flush()
    clock.shift(timedelta(weeks=6))
    household, agent = visit(case), visit(a_representative(case, may_act=True))
    words = ("Six weeks here: tell us how it goes", "We call you for a talk", "Told us how six weeks went")
    household.opens("expat.status").sees(words[0])
    agent.opens("expat.status").does_not_see(*words).cannot_open("expat.check_in")
    household.opens("expat.check_in").presses("Send", home="1")
    household.opens("expat.status").sees(*words[1:])
    agent.opens("expat.status").does_not_see(*words)


@pytest.mark.parametrize(("sees", "is_told"), [((Grant.PLAN,), False), ((Grant.PLAN, Grant.PAPERS), True)])
def test_the_visit_names_papers_to_who_sees_them(visit: Visit, sees: tuple[Grant, ...], *, is_told: bool) -> None:
    agent = visit(a_representative(up_to_visit(a_case()), sees, may_act=True)).opens("expat.visit")
    agent.sees("What to bring")
    assert ("Passport" in agent.page.text) is is_told


def test_every_link_of_it_leads_somewhere(visit: Visit) -> None:
    case = with_family(a_case())
    complete(case, "intake")
    a_thread(case)
    for sees in (list(Grant), *([one] for one in Grant)):
        for may_act in (False, True):
            one = a_representative(case, sees, may_act=may_act)
            agent = visit(one)
            for page in ("expat.status", "expat.papers", "expat.enquiries"):
                if agent.asks_for(page).status_code != 200:
                    continue
                for link in _links(agent.opens(page)):
                    answer = agent.client.get(link, base_url=agent.base_url)
                    assert answer.status_code in (200, 303), f"{link} on {page}"
            _end(case)


def _links(agent: Visitor) -> set[str]:
    """The addresses on this page that are ours."""
    found = {str(one.get("href")) for one in agent.page.root.iter("a")}
    return {link for link in found if link.startswith("/")}


def _end(case: Case) -> None:
    end_representation(case, by=SYSTEM)


def test_no_grant_gives_more_than_the_role(app: Flask) -> None:
    everything = allowed_by(list(Grant), may_act=True)
    assert everything == {one for one in Permission if may(Role.REPRESENTATIVE, one)}
    assert set(REPRESENTATIVE_SEES) == set(Grant)
    never = {
        "expat.data", "expat.export", "expat.make_export", "expat.export_file", "expat.email", "expat.mails",
        "expat.end_stay", "expat.calendar", "expat.allow_employer", "expat.representative", "expat.intake",
        "expat.question", "expat.summary", "expat.proof", "expat.pack", "expat.rating", "expat.ask_erasure",
        "expat.ask_correction", "signin.make_secret", "expat.name_representative", "expat.end_representative",
    }  # fmt: skip
    assert not [page for page in never if ROUTES[page].permission in everything]


def test_another_case_is_as_one_that_never_was(app: Flask, visit: Visit) -> None:
    """With all grants in one case, the ids of another lead where made up ones lead."""
    other = a_case(employer=an_employer("Rijnmond Robotics B.V."))
    theirs = arguments_for(other, a_user(Role.EMPLOYER, employer=other.employer))
    agent = visit(a_representative(a_case(), may_act=True)).opens("expat.status")
    tried = 0
    for route, method in asked(routes_of(app), "GET", "POST"):
        names = route.arguments & {"person_id", "document_id", "page_id", "thread_id"}
        if not (names and route.endpoint.startswith("expat.") and _may(route.endpoint)):
            continue
        made_up = {**theirs, **{name: uuid.uuid4() for name in names}}
        answers = [_ask(agent, method, route.endpoint, filled(route, one)) for one in (theirs, made_up)]
        assert [answer.status_code for answer in answers] == [404, 404], route.endpoint
        assert answers[0].text == answers[1].text
        tried += 1
    assert tried >= 6


def test_scans_only_where_they_are_granted(visit: Visit) -> None:
    case = a_case()
    document = handed_in(case)
    where = {"document_id": document.id, "page_id": document.pages[0].id}
    without = visit(a_representative(case, [Grant.PAPERS], may_act=True))
    without.opens("expat.paper", person_id=document.person_id, paper=document.paper)
    without.sees("page").does_not_see("Download")
    without.cannot_open("expat.paper_file", **where)
    _end(case)
    agent = visit(a_representative(case, [Grant.PAPERS, Grant.SCANS]))
    agent.opens("expat.paper", person_id=document.person_id, paper=document.paper).sees("Download")
    agent.does_not_see("Remove", "Hand in")
    assert agent.asks_for("expat.paper_file", **where).status_code == 200
    line = session.scalars(select(LogLine).where(LogLine.verb == "paper_read")).one()
    assert (line.actor_role, line.actor_name) == (Role.REPRESENTATIVE, "Joost Visser")


def test_who_only_looks_changes_nothing(visit: Visit) -> None:
    case = a_case()
    document = handed_in(case)
    thread = a_thread(case)
    agent = visit(a_representative(case)).opens("expat.status")
    page: dict[str, object] = {"document_id": document.id, "page_id": document.pages[0].id}
    paper: dict[str, object] = {"person_id": document.person_id, "paper": document.paper}
    acts: list[tuple[str, dict[str, object]]] = [
        ("expat.remove_page", page), ("expat.hand_in_paper", paper),
        ("expat.add_to_enquiry", {"thread_id": thread.id}),
        ("expat.send_enquiry", {}), ("expat.keep_time", {}), ("expat.book_own_visit", {}),
        ("expat.cancel_own_visit", {}), ("expat.book_other", {"kind": "papers"}),
    ]  # fmt: skip
    for endpoint, values in acts:
        assert agent.posts(endpoint, {"text": "x", "subject": "x"}, **values).status_code == 404, endpoint
    assert session.scalars(select(Document)).one().pages
    assert len(thread.messages) == 1


def test_who_acts_books_the_visit_under_their_own_name(visit: Visit) -> None:
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    room_for(case, today(), time(10, 30))
    agent = visit(a_representative(case, [Grant.PLAN], may_act=True)).opens("expat.status")
    agent.follows("Choose a time").presses("10:30, Monday 14 December 2026").presses("Book this visit")
    assert case.visit_at is not None
    line = session.scalars(select(LogLine).where(LogLine.verb == "visit_booked")).one()
    assert (line.actor_role, line.actor_name) == (Role.REPRESENTATIVE, "Joost Visser")


def test_each_look_is_written_down(visit: Visit) -> None:
    case = a_case()
    agent = visit(a_representative(case))
    for page in ("expat.status", "expat.papers", "expat.enquiries"):
        agent.opens(page)
    lines = session.scalars(select(LogLine).where(LogLine.case_id == case.id, LogLine.reads)).all()
    assert [(line.verb, line.actor_role) for line in lines] == [("case_read", "representative")] * 3


def test_nothing_before_it_is_accepted(visit: Visit) -> None:
    one = a_representative(a_case(), has_accepted=False)
    assert visit(one).asks_for("expat.status").status_code == 404


def test_after_its_last_day_the_next_page_is_the_sign_in_page(visit: Visit, clock: Traveller) -> None:
    clock.shift(timedelta(hours=13, minutes=50))
    agent = visit(a_representative(a_case(), days=0)).opens("expat.status")
    clock.shift(timedelta(minutes=15))
    agent.must_sign_in_for("expat.status")
    # They read that they are signed out, as anybody does.
    assert agent.posts("expat.send_enquiry").status_code == 403


def test_who_gets_to_work_for_the_employer_sees_nothing_any_more(visit: Visit) -> None:
    """Security T07."""
    case = a_case()
    one = a_representative(case)
    agent = visit(one).opens("expat.status")
    hr = a_user(Role.EMPLOYER, employer=case.employer)
    hr.email = one.email
    session.flush()
    agent.cannot_open("expat.status")


def test_of_a_closed_case_it_reads_and_changes_nothing(visit: Visit) -> None:
    case = a_case()
    case.state, case.closed_on = CaseState.CLOSED, today()
    agent = visit(a_representative(case, may_act=True)).opens("expat.status").opens("expat.enquiries")
    assert agent.posts("expat.send_enquiry", {"subject": "x", "text": "y"}).status_code == 409


def test_its_language_is_its_own(visit: Visit) -> None:
    case = a_case(language="en")
    one = a_representative(case)
    agent = visit(one).opens("expat.status")
    agent.posts("public.choose_language", {"language": "nl", "next": "/my/"})
    session.refresh(one)
    assert (one.language, case.language) == ("nl", "en")


def _may(endpoint: str) -> bool:
    return may(Role.REPRESENTATIVE, ROUTES[endpoint].permission)


def _ask(agent: Visitor, method: str, endpoint: str, arguments: dict[str, object]) -> Any:
    return agent.asks_for(endpoint, **arguments) if method == "GET" else agent.posts(endpoint, {}, **arguments)
