"""A newcomer and a volunteer: both say yes before either learns more, and whoever is left goes first."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk.cases.consents import OF_PEOPLE, Purpose, lets_desk
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.retention.night import erase_all
from expatdesk.rules.plan import StepState
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import BuddyIncident, BuddyLeft, BuddyPair, PairState, Volunteer
from expatdesk.social.interest_models import PersonInterests
from expatdesk.social.interests import forget
from expatdesk.social.links import new_link
from expatdesk.social.pairs import PairOver, lapse_unanswered, newcomer_answers, volunteer_answers
from expatdesk.social.volunteers import answer_volunteers, end
from tests.conftest import Visit
from tests.factories import a_case, a_user, registered, the_plan, with_family
from tests.factories.buddies import a_newcomer, a_pair, a_volunteer, proposed
from tests.factories.cases import REGION
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")

LOOK = "May we use this to look for a buddy for you?"
SEES = "May a volunteer whom we propose to you see your first name, and what you have in common?"
LINK = re.compile(r"https://expatdesk\.example(/(?:be-a-buddy/confirm|buddy)/\S+)")


def link_to(email: str) -> str:
    """The path of the link in the newest mail to this address."""
    mails = session.scalars(select(Mail).where(Mail.recipient == email).order_by(Mail.written_at)).all()
    return str(LINK.findall(mails[-1].text)[-1])


def count(table: type[BuddyPair | Volunteer | PersonInterests]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


# -- interests and consents -----------------------------------------------------------------------


def test_what_somebody_likes_completes_the_step_and_is_taken_back_in_one_press(visit: Visit) -> None:
    case = registered(a_case())
    expat = visit(case).opens("expat.status").follows("People to meet").sees("Your employer and the municipality")
    expat.follows("Tell us").presses("Save", refused=422).sees("Choose a language at least.")
    expat.presses("Save", speaks=["en", "pt"], other_language="ta", interests=["music"], words="Chess at night")
    expat.sees("music", "Portuguese", "Tamil", "Chess at night", "Off, until you say yes.")
    assert the_plan(case).step("social_intake").state is StepState.DONE
    assert not any(lets_desk(case.principal, purpose) for purpose in OF_PEOPLE)
    expat.presses(f"Yes, you may {LOOK}").sees("You said yes.")
    assert lets_desk(case.principal, Purpose.BUDDY)
    assert not lets_desk(case.principal, Purpose.BUDDY_SEES)
    assert the_plan(case).step("buddy_met").state is StepState.OPEN
    expat.presses(f"Take it back {LOOK}").sees("You took it back.")
    assert not lets_desk(case.principal, Purpose.BUDDY)
    assert "buddy_met" not in [step.key for step in the_plan(case).steps]
    expat.presses("Erase all of this Ananya").does_not_see("Chess at night", "Tamil")
    assert (count(PersonInterests), case.interests) == (0, None)


def test_each_adult_answers_for_themselves_and_a_child_does_not(visit: Visit) -> None:
    case = a_newcomer(with_family(a_case(), children=1))
    assert not lets_desk(case.people[1], Purpose.BUDDY)
    expat = visit(case).opens("expat.people").sees("Ananya", "Luc")
    assert expat.posts("expat.allow_desk", {"purpose": "buddy", "answer": "yes"}, who="partner").status_code == 303
    assert lets_desk(case.people[1], Purpose.BUDDY)
    assert expat.posts("expat.allow_desk", {"purpose": "visit", "answer": "yes"}, who="partner").status_code == 422


def test_the_municipality_reads_nothing_of_it(registrar: Visitor, officer: Visitor) -> None:
    case = a_newcomer(a_case())
    registrar.opens("desk.history", case_id=case.id).does_not_see("to meet people", "to do with a buddy")
    officer.opens("desk.history", case_id=case.id).sees("told what Ananya Krishnan likes, to meet people.")
    registrar.cannot_open("desk.buddies").cannot_open("desk.buddy_problems")


def test_hr_reads_nothing_of_it(visit: Visit, hr: Visitor) -> None:
    hr.cannot_open("desk.buddies").cannot_open("expat.people")


# -- volunteers -----------------------------------------------------------------------------------

OFFER: dict[str, Any] = {
    "first_name": "Fatima", "family_name": "de Wit", "email": "Fatima@Vrij.example", "municipality": "0546",
    "speaks": ["nl", "en"], "interests": ["music"], "times": ["weekend"], "family": "alone", "most": "2",
}  # fmt: skip


def test_a_volunteer_applies_confirms_is_screened_pauses_and_stops(nobody: Visitor, officer: Visitor) -> None:
    nobody.opens("public.start").follows("Be a buddy to a newcomer")
    nobody.presses("Offer to be a buddy", refused=422, **OFFER).sees("Without your yes we cannot use it.")
    nobody.presses("Offer to be a buddy", **OFFER, agrees=True).sees("Look in your mailbox")
    officer.opens("desk.buddies").does_not_see("Fatima")
    answer_volunteers()
    nobody.goes_to(link_to("fatima@vrij.example")).sees("fatima@vrij.example")
    officer.opens("desk.buddies").does_not_see("Fatima")
    nobody.presses("Yes, that was me").sees("Thank you: we call you")
    officer.opens("desk.buddies").sees("Volunteers to talk with").follows("Fatima de Wit").sees("Leiden", "music")
    officer.presses("Let them be a buddy", note="Warm, patient.").sees("Warm, patient.", "Is a buddy")
    nobody.goes_to(link_to("fatima@vrij.example")).sees("You are a buddy").does_not_see("Warm, patient.")
    nobody.presses("Pause for now").sees("You pause").presses("Go on").sees("You are a buddy")
    own = link_to("fatima@vrij.example")
    nobody.presses("Stop being a buddy").sees("You have stopped")
    assert nobody.asks_for("public.buddy", token=own.rpartition("/")[2]).status_code == 410


def test_who_is_refused_reads_why_and_nothing_is_left(officer: Visitor) -> None:
    one = a_volunteer(state="waiting")
    officer.opens("desk.volunteer", volunteer_id=one.id).presses("Refuse", refused=422)
    officer.presses("Refuse", reason="We have enough volunteers in Leiden.").sees("gets a mail with your reason")
    assert count(Volunteer) == 0
    mail = session.scalars(select(Mail).where(Mail.kind == "volunteer_refused")).one()
    assert "We have enough volunteers in Leiden." in mail.text


def test_whoever_applies_again_gets_a_link_to_the_page_they_have(nobody: Visitor) -> None:
    a_volunteer()
    nobody.opens("public.be_buddy").presses("Offer to be a buddy", **OFFER, agrees=True).sees(
        "Look in your mailbox"
    )
    answer_volunteers()
    assert count(Volunteer) == 1
    assert "/buddy/" in link_to("fatima@vrij.example")


def test_volunteers_are_erased_some_months_after_they_stop(clock: Traveller) -> None:
    one = a_volunteer(last_day=today() + timedelta(days=3))
    session.commit()
    clock.shift(timedelta(days=4))
    assert erase_all(REGION, today())["volunteers"] == 0
    assert one.state == "ended"
    clock.shift(timedelta(days=31 * REGION.retention.volunteers_months))
    assert erase_all(REGION, today())["volunteers"] == 1
    assert count(Volunteer) == 0


# -- pairs ----------------------------------------------------------------------------------------


def test_both_say_yes_before_either_learns_more(visit: Visit, nobody: Visitor, officer: Visitor) -> None:
    case = registered(a_case())
    a_newcomer(case)
    a_volunteer()
    officer.opens("desk.buddies").presses("Propose pairs").sees("Pairs are being looked for.")
    proposed()
    officer.opens("desk.buddies").sees(
        "Ananya Krishnan", "Fatima de Wit", "Both like music", "newcomer: no answer yet"
    )
    expat = visit(case).opens("expat.people").sees("Fatima may be your buddy", "Both like music", "Portuguese")
    expat.does_not_see("de Wit", "fatima@vrij.example")
    nobody.goes_to(link_to("fatima@vrij.example")).sees("Will you be the buddy of Ananya?")
    nobody.does_not_see("Krishnan", case.email, "Hooigracht", case.code)
    expat.presses("Yes, I would").sees("We wait for Fatima").does_not_see("fatima@vrij.example")
    nobody.presses("Yes, I would Ananya").sees("writes to you first").does_not_see(case.email)
    expat.opens("expat.people").sees("fatima@vrij.example", "For a first meeting").presses("We have met")
    assert the_plan(case).step("buddy_met").state is StepState.DONE
    found = session.scalars(select(Mail).where(Mail.kind.in_(["buddy_found", "newcomer_found"]))).all()
    assert len(found) == 2
    assert not any(case.email in mail.text or "fatima@vrij.example" in mail.text for mail in found)


def test_the_address_goes_only_by_a_tick_at_that_yes(visit: Visit, nobody: Visitor) -> None:
    pair = a_pair(a_case())
    visit(pair.case).opens("expat.people").presses("Yes, I would", shares_email=True)
    volunteer_answers(pair, says=True, today=today())
    nobody.goes_to(link_to("fatima@vrij.example")).sees(pair.case.email)


def test_a_yes_taken_back_makes_the_proposal_vanish_for_both(visit: Visit, nobody: Visitor) -> None:
    pair = a_pair(a_case())
    page = link_to("fatima@vrij.example")
    visit(pair.case).opens("expat.people").presses(f"Take it back {SEES}").does_not_see("Fatima")
    nobody.goes_to(page).does_not_see("Ananya")
    with pytest.raises(PairOver):
        volunteer_answers(pair, says=True, today=today())
    assert pair.state == PairState.WITHDRAWN


def test_no_pair_twice_after_a_no_and_who_was_turned_down_goes_first(clock: Traveller) -> None:
    pair = a_pair(a_case())
    volunteer_answers(pair, says=False, today=today())
    assert [one.why for one in session.query(BuddyLeft)] == ["no_answer"]
    assert len(proposed()) == 1
    assert {one.why for one in session.query(BuddyLeft)} == {"no_answer", "said_no"}
    other = a_newcomer(a_case(email="b@mail.example"), interests=["music", "food"], times=["weekend"])
    a_volunteer("Joris")
    now_paired = {one.case_id for one in proposed() if one.is_open}
    # Joris takes the first, whom Fatima turned down; Fatima the other one.
    assert now_paired == {pair.case_id, other.id}


def test_who_was_left_goes_before_who_suits_better(clock: Traveller) -> None:
    first = a_newcomer(a_case(email="a@mail.example"), interests=[], times=[])
    second = a_newcomer(a_case(email="b@mail.example"), interests=["music", "food"])
    one = a_volunteer()
    (pair,) = proposed()
    assert pair.case_id == second.id
    volunteer_answers(pair, says=True, today=today())
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    one.most = 2
    third = a_newcomer(a_case(email="c@mail.example"), interests=["music", "food"])
    pairs = [pair for pair in proposed() if pair.is_open]
    assert [pair.case_id for pair in pairs] == [first.id]
    left = session.query(BuddyLeft).where(BuddyLeft.round_id == pairs[0].round_id)
    assert [one.case_id for one in left] == [third.id]


def test_an_answer_comes_within_a_week_or_the_place_is_free_again(clock: Traveller, visit: Visit) -> None:
    pair = a_pair(a_case())
    clock.shift(timedelta(days=7))
    lapse_unanswered(today())
    assert pair.state == PairState.PROPOSED
    clock.shift(timedelta(days=1))
    with pytest.raises(PairOver):
        volunteer_answers(pair, says=True, today=today())
    lapse_unanswered(today())
    session.refresh(pair)
    assert pair.state == PairState.LAPSED
    visit(pair.case).opens("expat.people").does_not_see("Fatima")
    assert len(proposed()) == 2


def test_nobody_answers_for_others(visit: Visit, nobody: Visitor) -> None:
    pair = a_pair(a_case())
    stranger = visit(a_case(email="stranger@mail.example"))
    stranger.posts("expat.answer_buddy", {"answer": "yes"}, pair_id=pair.id)
    assert stranger.asks_for("expat.buddy_problem", pair_id=pair.id).status_code == 404
    token = new_link(a_volunteer("Joris"), today())
    nobody.posts("public.answer_newcomer", {"act": "yes"}, token=token, pair_id=pair.id)
    session.refresh(pair)
    assert (pair.newcomer_says, pair.volunteer_says) == (None, None)


def test_a_problem_is_told_to_the_desk_alone(visit: Visit, nobody: Visitor, officer: Visitor) -> None:
    pair = a_pair(a_case())
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    volunteer_answers(pair, says=True, today=today())
    nobody.goes_to(link_to("fatima@vrij.example")).follows("Tell the desk of a problem")
    nobody.presses("Send to the desk", refused=422).presses("Send to the desk", text="Shouts at me.")
    visit(pair.case).opens("expat.people").does_not_see("Shouts")
    visit(pair.case).opens("expat.data").does_not_see("Shouts", "problem with a buddy")
    officer.opens("desk.buddies").follows("1 problem to look at").follows("Fatima de Wit about Ananya Krishnan")
    officer.sees("Shouts at me.").presses("Settle it", outcome="Called both.").sees("Settled")
    assert session.query(BuddyIncident).one().settled_on == today()


def test_ten_volunteers_and_twenty_five_newcomers(officer: Visitor) -> None:
    for number in range(25):
        a_newcomer(a_case(email=f"n{number}@mail.example"))
    for number in range(10):
        a_volunteer(f"V{number}", most=2 if number < 3 else 1)
    pairs = proposed()
    assert (len(pairs), session.query(BuddyLeft).count()) == (13, 12)
    assert len({pair.case_id for pair in pairs}) == 13
    officer.opens("desk.buddies").sees("no volunteer had a place left")
    for pair in pairs:
        end(pair.volunteer, by=SYSTEM, today=today())
    for number in range(12):
        a_volunteer(f"W{number}")
    # Of those who were proposed before nobody said no, so they wait again beside those who were left.
    again = {pair.case_id for pair in proposed() if pair.is_open}
    assert len(again) == 12


def test_erasing_all_that_was_told_ends_every_yes(app: Flask) -> None:
    pair = a_pair(a_case())
    case: Case = pair.case
    forget(case, case.principal, language="en", by=SYSTEM, region=REGION, today=today())
    assert not any(lets_desk(case.principal, purpose) for purpose in OF_PEOPLE)
    assert (pair.state, case.interests_told_on) == (PairState.WITHDRAWN, None)
    assert proposed() == [pair]


def test_who_is_there_for_one_day_more_gets_nobody(visit: Visit) -> None:
    a_newcomer(a_case())
    a_volunteer(last_day=today() + timedelta(days=2))
    a_volunteer("Joris", state="paused")
    assert proposed() == []
    assert visit(a_user(Role.OFFICER)).opens("desk.buddies").sees("no volunteer had a place left")
