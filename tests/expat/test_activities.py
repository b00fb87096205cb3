"""A household signs up for an activity on its pages, takes an offered place, and signs off."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from time_machine import Traveller

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representative_models import Grant
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.social.activity_models import ActivitySignUp
from expatdesk.social.activity_queries import sign_up_of
from expatdesk.social.sign_ups import leave, sign_up
from tests.conftest import Visit
from tests.factories import a_case, a_partner, a_representative, an_employer
from tests.factories.activities import a_draft, a_household, an_occasion, signed_up
from tests.factories.cases import REGION


def row_of(case: Case, occasion_id: object) -> ActivitySignUp:
    row = sign_up_of(case.id, occasion_id)  # type: ignore[arg-type]
    assert row is not None
    session.refresh(row)
    return row


def test_it_signs_up_and_reads_who_sees_what(visit: Visit) -> None:
    case, occasion = a_household(3), an_occasion(organiser="BplusC")
    page = visit(case).opens("expat.activity", occasion_id=occasion.id)
    page.sees("BplusC sees your first name, Ananya, and how many people come. Nothing else")
    page.presses("Sign up", persons="2").sees("You come", "2 people", "Show this code")
    assert (row_of(case, occasion.id).persons, row_of(case, occasion.id).standing) == (2, "coming")
    page.opens("expat.activities").sees("Dutch table", "You come")
    page.opens("expat.status").sees("Activities, and what you signed up for")


def test_with_too_many_people_the_page_says_how_many(visit: Visit) -> None:
    case, occasion = a_household(2), an_occasion()
    page = visit(case).opens("expat.activity", occasion_id=occasion.id)
    page.presses("Sign up", persons="3", refused=422).sees("At most 2 people of your household can come.")
    page.presses("Sign up", persons="", refused=422).sees("Fill in how many people come.")
    assert sign_up_of(case.id, occasion.id) is None


def test_on_the_waiting_list_it_sees_its_place_and_takes_the_offer(visit: Visit) -> None:
    case, occasion = a_case(), an_occasion(capacity=1)
    first = signed_up(occasion, 1)[0]
    page = visit(case).opens("expat.activity", occasion_id=occasion.id)
    page.sees("Full: waiting list").presses("Join the waiting list").sees("you are the next")
    leave(session.get_one(Case, first.case_id), occasion.id, by=SYSTEM, region=REGION)
    page.opens("expat.activity", occasion_id=occasion.id).sees("A place is held for you", "Tuesday 15 December")
    page.presses("Yes, I come").sees("You come")
    assert row_of(case, occasion.id).standing == "coming"


def test_opening_the_page_takes_nothing(visit: Visit) -> None:
    """Scanners open every link of a mail: a place is taken by a press alone (security T12)."""
    case, occasion = a_case(), an_occasion(capacity=1)
    first = signed_up(occasion, 1)[0]
    sign_up(case, occasion.id, 1, by=SYSTEM)
    leave(session.get_one(Case, first.case_id), occasion.id, by=SYSTEM, region=REGION)
    visit(case).opens("expat.activity", occasion_id=occasion.id)
    assert row_of(case, occasion.id).standing == "offered"


def test_an_offer_that_is_over_says_so(visit: Visit, clock: Traveller) -> None:
    case, occasion = a_case(), an_occasion(capacity=1)
    first = signed_up(occasion, 1)[0]
    sign_up(case, occasion.id, 1, by=SYSTEM)
    leave(session.get_one(Case, first.case_id), occasion.id, by=SYSTEM, region=REGION)
    clock.shift(timedelta(hours=24))
    page = visit(case)
    page.posts("expat.accept_place", occasion_id=occasion.id)
    page.opens("expat.activity", occasion_id=occasion.id)
    page.sees("The places are not held for you any longer")
    assert row_of(case, occasion.id).standing == "offered", "the worker lets it lapse"


def test_it_comes_with_fewer_and_signs_off(visit: Visit) -> None:
    case, occasion = a_household(3), an_occasion()
    sign_up(case, occasion.id, 3, by=SYSTEM)
    page = visit(case).opens("expat.activity", occasion_id=occasion.id)
    page.presses("Save", persons="1").sees("1 person")
    page.presses("Sign off").sees("You are off the list")
    assert (row_of(case, occasion.id).standing, occasion.taken) == ("cancelled", 0)
    assert session.query(Mail).filter_by(kind="activity_left").count() == 1


def test_its_own_calendar_gets_the_time(visit: Visit) -> None:
    case, occasion = a_case(), an_occasion()
    sign_up(case, occasion.id, 1, by=SYSTEM)
    answer = visit(case).asks_for("expat.activity_ics", occasion_id=occasion.id)
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.text).walk("VEVENT")
    assert str(event["uid"]) == f"{occasion.id}@expatdesk"
    assert "Ananya" not in answer.text


def test_a_closed_case_gives_its_place_back_and_takes_none(visit: Visit) -> None:
    case, occasion, other = a_case(), an_occasion(), an_occasion(8)
    sign_up(case, occasion.id, 1, by=SYSTEM)
    case.state = CaseState.CLOSED
    page = visit(case).opens("expat.activity", occasion_id=other.id)
    page.sees("Your case is closed, so you cannot sign up here.")
    assert page.posts("expat.join_activity", {"persons": "1"}, occasion_id=other.id).status_code == 409
    page.opens("expat.activity", occasion_id=occasion.id).presses("Sign off")
    assert row_of(case, occasion.id).standing == "cancelled"


def test_a_draft_and_what_is_not_open_cannot_be_joined(visit: Visit) -> None:
    expat = visit(a_case())
    expat.cannot_open("expat.activity", occasion_id=a_draft().occasions[0].id)
    later = an_occasion(opens_at=now() + timedelta(days=1))
    page = expat.opens("expat.activity", occasion_id=later.id).sees("You can sign up from")
    page.does_not_see("Join the waiting list")


@pytest.mark.parametrize("endpoint", ["expat.activities", "expat.activity"])
def test_who_represents_a_household_sees_none_of_it(visit: Visit, endpoint: str) -> None:
    case, occasion = a_case(), an_occasion()
    sign_up(case, occasion.id, 1, by=SYSTEM)
    agent = a_representative(case, tuple(Grant), may_act=True)
    values = {"occasion_id": occasion.id} if endpoint == "expat.activity" else {}
    visit(agent).cannot_open(endpoint, **values)


def test_a_household_reads_that_its_own_employer_sees_that_it_comes(visit: Visit) -> None:
    employer = an_employer()
    own, other = a_partner("LUMC", employer_id=employer.id), a_partner("BplusC")
    household = visit(a_case(employer=employer))
    for partner, is_own in ((own, True), (other, False)):
        occasion = an_occasion(7, partner_id=partner.id, organiser=partner.name)
        for button in ("Sign up", "Sign off"):
            page = household.opens("expat.activity", occasion_id=occasion.id)
            page.sees("Your employer organises this. It sees" if is_own else "your employer sees none of it")
            page.does_not_see("your employer sees none of it" if is_own else "Your employer organises this")
            page.presses(button)
