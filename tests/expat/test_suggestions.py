"""What suits a household: on its plan in short, and on a page of its own."""

import pytest

from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.interests import Told, tell
from tests.conftest import Visit
from tests.factories import a_case, a_representative, registered
from tests.factories.activities import an_activity, an_occasion, signed_up
from tests.factories.cases import REGION
from tests.visitor import Visitor

LIKES_MUSIC = Told(["en"], ["music"], [])


@pytest.fixture
def case() -> Case:
    """A household that was registered, and wants company."""
    case = registered(a_case())
    case.wants_social = True
    session.flush()
    return case


def tells(case: Case, told: Told) -> None:
    """The principal tells what they like."""
    tell(case, case.principal, told, by=SYSTEM, region=REGION, today=today())


def test_the_plan_shows_three_with_reasons_in_the_track_of_people(visit: Visit, case: Case) -> None:
    for number in range(4):
        an_activity(7 + number, title_en=f"Evening {number}")
    an_activity(20, title_en="Choir", topics=["music"])
    tells(case, LIKES_MUSIC)
    expat = visit(case).opens("expat.status").sees("3 activities for you", "Choir", "because you like music")
    expat.sees("Evening 0", "Evening 1").does_not_see("Evening 2")
    expat.follows("More that suits you").sees("What suits you", "Evening 3", "Choir", "Change what you like")


def test_a_place_says_what_of_it_they_like(visit: Visit, case: Case) -> None:
    tells(case, LIKES_MUSIC)
    visit(case).opens("expat.suggestions").sees("Leiden English Choir", "because you like music")


def test_faith_is_not_named(visit: Visit, case: Case) -> None:
    tells(case, Told(["en"], ["faith"], []))
    an_activity(topics=["faith"])
    expat = visit(case).opens("expat.suggestions").sees("you told us that you like this")
    expat.does_not_see("because you like")


def test_what_is_taken_back_chooses_nothing_any_more(visit: Visit, case: Case) -> None:
    tells(case, LIKES_MUSIC)
    an_activity(topics=["music"])
    expat = visit(case).opens("expat.suggestions").sees("because you like music")
    expat.opens("expat.people").presses("Erase all of this Ananya")
    expat.opens("expat.suggestions").does_not_see("because you like music")


def test_a_waiting_list_is_said(visit: Visit, case: Case) -> None:
    signed_up(an_occasion(capacity=1), 1)
    visit(case).opens("expat.suggestions").sees("Full: waiting list")
    visit(case).opens("expat.status").sees("full: waiting list")


def test_steps_of_the_track_lead_there(visit: Visit, case: Case) -> None:
    case.wants_language_course = True
    session.flush()
    tells(case, LIKES_MUSIC)
    expat = visit(case).opens("expat.status").follows("See what suits you")
    expat.sees("What suits you", "Have you been to an activity on your own?", "Have you chosen a Dutch course?")
    expat.sees("How do I meet people here?", "Where can I learn Dutch?")
    expat.opens("expat.status").follows("See the courses").sees("What suits you")


def test_guide_and_answers_lead_households_there_and_nobody_else(
    visit: Visit, case: Case, nobody: Visitor
) -> None:
    for endpoint, values in (("guide", {}), ("activities", {}), ("answer", {"topic": "meeting-people"})):
        visit(case).opens(f"public.{endpoint}", **values).follows("What suits you").sees("Good to know")
        nobody.opens(f"public.{endpoint}", **values).does_not_see("What suits you")


def test_who_wants_no_company_has_none_in_the_plan(visit: Visit, case: Case) -> None:
    case.wants_social = False
    an_activity()
    visit(case).opens("expat.status").does_not_see("activity for you")


def test_once_the_case_is_closed_nothing_is_suggested_to_sign_up_for(visit: Visit, case: Case) -> None:
    an_activity()
    case.state, case.closed_on = CaseState.CLOSED, today()
    session.flush()
    expat = visit(case).opens("expat.suggestions").sees("Places and organisations").does_not_see("Dutch table")
    expat.opens("expat.status").sees("Social network").does_not_see("activity for you")


def test_who_represents_them_reads_none_of_it(visit: Visit, case: Case) -> None:
    tells(case, LIKES_MUSIC)
    an_activity(topics=["music"])
    agent = visit(a_representative(case, may_act=True))
    agent.opens("expat.status").does_not_see("activity for you", "because you like")
    agent.cannot_open("expat.suggestions")
