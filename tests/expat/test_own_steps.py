"""What a household says that it has done."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from expatdesk.cases.models import Case
from expatdesk.rules.plan import StepState
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, registered, the_plan, with_family
from tests.factories.cases import complete
from tests.visitor import Visitor

ELEVENTH: dict[str, Any] = {"on-day": "11", "on-month": "12", "on-year": "2026"}
FOURTEENTH: dict[str, Any] = {**ELEVENTH, "on-day": "14"}


def done_on(case: Case, step_id: str) -> date | None:
    session.expire_all()
    return the_plan(case).step(step_id).done_on


@pytest.fixture
def settled(app: object) -> Case:
    """A couple that is registered."""
    return registered(with_family(a_case()))


def test_done_on_the_day_that_it_says(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.step", key="gp")
    expat.sees("Find a general practitioner", "On which day?")
    expat.presses("I have one", **ELEVENTH)
    assert done_on(settled, "gp") == date(2026, 12, 11)


def test_for_who_was_ticked(visit: Visit, settled: Case) -> None:
    visit(settled).opens("expat.step", key="digid").presses("I have DigiD", people=["1"])
    assert done_on(settled, "digid:1") == date(2026, 12, 14)
    assert done_on(settled, "digid:0") is None
    visit(settled).opens("expat.step", key="digid").presses("I have DigiD")
    assert done_on(settled, "digid:0") == date(2026, 12, 14)


def test_not_for_nobody_and_not_tomorrow(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.step", key="digid")
    expat.presses("I have DigiD", refused=422, people=[], **{**ELEVENTH, "on-day": "15"})
    expat.sees("Tick at least one name.", "This day is still to come.")
    assert done_on(settled, "digid:0") is None


def test_twice_is_once(visit: Visit, settled: Case) -> None:
    first, second = visit(settled), visit(settled)
    first.opens("expat.step", key="gp")
    second.opens("expat.step", key="gp").presses("I have one")
    first.presses("I have one").sees("This was done already.")
    assert first.asks_for("expat.step", key="gp").location.endswith("/my/")


@pytest.mark.parametrize(
    "key", ["papers_checked", "brp_registration", "bsn_issued", "visit_booked", "intake", "nonsense"]
)
def test_what_is_not_theirs_cannot_be_ticked_off(visit: Visit, key: str) -> None:
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    expat = visit(case)
    expat.cannot_open("expat.step", key=key)
    assert expat.posts("expat.step_done", FOURTEENTH, key=key).status_code == 404
    session.expire_all()
    assert the_plan(case).step("papers_checked").state is StepState.OPEN


def test_nobody_reports_at_another_office_before_they_are_here(visit: Visit, officer: Visitor) -> None:
    case = a_case(arrival=date(2026, 12, 20), stay_months=3)
    expat = visit(case)
    assert expat.asks_for("expat.step", key="referral").location.endswith("#elsewhere")
    answer = expat.posts("expat.step_done", FOURTEENTH, key="referral")
    assert answer.status_code == 422
    assert "You can report this from the day you arrive." in answer.text
    officer.opens("desk.case", case_id=case.id).presses("Tick off: Register elsewhere", refused=422)
    officer.sees("The household had not arrived on that day.")
    assert done_on(case, "referral") is None


def test_the_employers_step_is_the_employers(visit: Visit) -> None:
    expat = visit(a_case())
    expat.cannot_open("expat.step", key="residence_right")


def test_not_before_its_turn(visit: Visit) -> None:
    case = a_case()
    expat = visit(case)
    assert expat.asks_for("expat.step", key="papers_handed_in").status_code == 303
    expat.posts("expat.step_done", FOURTEENTH, key="papers_handed_in")
    assert done_on(case, "papers_handed_in") is None


def test_what_they_like_is_told_in_their_own_words(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.status").follows("Tell us")
    expat.presses("Save", speaks=["en"], interests=["games"], words="Chess,\nand cooking for friends")
    expat.opens("expat.status").sees("Interests shared")
    assert done_on(settled, "social_intake") == date(2026, 12, 14)
    expat.opens("expat.summary").sees("What you like to do", "games", "Chess, and cooking for friends")
    expat.opens("expat.data").sees("games", "Chess, and cooking for friends")


def test_the_questions_ask_it_nowhere_else_and_lead_to_where_it_is_told(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.question", slug="wishes").does_not_see("What do you like to do?")
    expat.sees("What you like, we ask on a page of its own.").presses("Go on", wants_social=True)
    expat.opens("expat.summary").sees("People to meet", "Not told yet").follows("Tell us What you like to do")
    expat.sees("People to meet", "It takes two minutes")


def test_what_was_written_in_the_questions_before_stays_readable_and_is_taken_over(
    visit: Visit, settled: Case
) -> None:
    settled.interests = "Chess,\nand cooking for friends"
    session.flush()
    expat = visit(settled).opens("expat.summary").sees("In your own words", "Chess, and cooking for friends")
    expat.opens("expat.data").sees("Chess, and cooking for friends")
    expat.opens("expat.people").sees("You wrote:", "Chess, and cooking for friends")
    expat.opens("expat.question", slug="wishes").presses("Go on", wants_social=True)
    expat.opens("expat.tell_interests", who="principal").presses("Save", speaks=["en"])
    session.refresh(settled)
    assert settled.interests == "Chess,\nand cooking for friends"


def test_a_step_is_not_told_with_nothing(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.status").follows("Tell us")
    expat.presses("Save", refused=422, words="  ").sees("Choose a language at least.")
    assert (done_on(settled, "social_intake"), settled.interests) == (None, None)


def test_own_words_hold_no_bsn_and_have_an_end(visit: Visit, settled: Case) -> None:
    expat = visit(settled).opens("expat.status").follows("Tell us")
    expat.presses("Save", refused=422, speaks=["en"], words="My BSN is 111222333").sees("This looks like a BSN")
    expat.presses("Save", refused=422, speaks=["en"], words="a" * 501).sees("at most 500 characters")
    assert settled.interests is None


def test_the_way_to_tell_leads_from_the_step_to_people_to_meet(visit: Visit, settled: Case) -> None:
    location = visit(settled).asks_for("expat.step", key="social_intake").location
    assert location.endswith("/my/people")


def test_where_it_is_told_a_step_says_by_when_and_what_kind_of_day_that_is(
    visit: Visit, clock: time_machine.Traveller
) -> None:
    case = registered(a_case(first_working_day=date(2026, 12, 14)))
    expat = visit(case).opens("expat.step", key="health_insurance")
    expat.sees("Last day Wednesday 14 April 2027").does_not_see("That day is over.")
    clock.move_to(datetime(2027, 4, 20, 9, tzinfo=AMSTERDAM))
    visit(case).opens("expat.step", key="health_insurance").sees("That day is over. Tell us all the same.")
    visit(case).opens("expat.step", key="digid").does_not_see("Last day", "We ask")
