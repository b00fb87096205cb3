"""What is taken back is gone at once, everywhere, and who ends something keeps nobody from telling of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.consents import Purpose
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.messages.models import Mail
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.night import erase_all
from expatdesk.retention.terms import Why
from expatdesk.rights.contents import contents_of
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import BuddyIncident, BuddyLeft, BuddyPair, PairState
from expatdesk.social.incidents import incidents, settle_incident, tell_incident
from expatdesk.social.interests import forget, say
from expatdesk.social.leaving import give_places_back
from expatdesk.social.links import new_link
from expatdesk.social.pairs import PairOver, end_pair, newcomer_answers, volunteer_answers
from expatdesk.social.volunteers import (
    end,
)
from tests.conftest import Visit
from tests.factories import a_case, done_by, registered, with_family
from tests.factories.buddies import a_newcomer, a_pair, a_volunteer, proposed
from tests.factories.cases import REGION
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")

SEES = "May a volunteer whom we propose to you see your first name, and what you have in common?"


def matched(case: Case) -> BuddyPair:
    """Both said yes, and the newcomer gave the address."""
    pair = a_pair(case)
    newcomer_answers(pair, says=True, shares_email=True, by=SYSTEM, today=today())
    volunteer_answers(pair, says=True, today=today())
    return pair


def takes_back(case: Case, purpose: Purpose = Purpose.BUDDY_SEES) -> None:
    say(case, case.principal, purpose, is_given=False, language="en", **done_by())


def kinds() -> set[str]:
    """Of which kinds mails wait."""
    return set(session.scalars(select(Mail.kind)))


# -- a yes that is taken back -----------------------------------------------------------------------


def test_whom_they_met_sees_them_no_more(visit: Visit, nobody: Visitor) -> None:
    pair = matched(a_case())
    token = new_link(pair.volunteer, today())
    nobody.opens("public.buddy", token=token).sees("Ananya", pair.case.email)
    expat = visit(pair.case).opens("expat.people").sees("what you have with a buddy ends too")
    expat.presses(f"Take it back {SEES}").does_not_see("fatima@vrij.example")
    nobody.opens("public.buddy", token=token).does_not_see("Ananya", pair.case.email, "Both like")
    assert (pair.state, pair.reasons, pair.shares_email) == (PairState.ENDED, [], False)


def test_no_longer_looking_leaves_whom_they_have(visit: Visit) -> None:
    pair = matched(a_case())
    takes_back(pair.case, Purpose.BUDDY)
    assert pair.state == PairState.MATCHED


def test_erasing_what_was_told_leaves_nothing_of_it_with_others(nobody: Visitor) -> None:
    pair = matched(a_case())
    forget(pair.case, pair.person, language="en", by=SYSTEM, region=REGION, today=today())
    assert (pair.state, pair.reasons) == (PairState.ENDED, [])
    nobody.opens("public.buddy", token=new_link(pair.volunteer, today())).does_not_see("Ananya", "music")


def test_the_address_is_hidden_in_one_press_and_shown_again(visit: Visit, nobody: Visitor) -> None:
    pair = matched(a_case())
    token = new_link(pair.volunteer, today())
    expat = visit(pair.case).opens("expat.people").presses("Hide my address Fatima")
    nobody.opens("public.buddy", token=token).sees("Ananya").does_not_see(pair.case.email)
    expat.presses("Show my address Fatima")
    nobody.opens("public.buddy", token=token).sees(pair.case.email)
    stranger = visit(a_case(email="stranger@mail.example"))
    stranger.posts("expat.share_email_with_buddy", {"shares": "no"}, pair_id=pair.id)
    session.refresh(pair)
    assert pair.shares_email


def test_mails_that_wait_do_not_go_out() -> None:
    pair = a_pair(a_case())
    assert {"buddy_proposed", "newcomer_proposed"} <= kinds()
    takes_back(pair.case)
    assert not {"buddy_proposed", "newcomer_proposed"} & kinds()


def test_mails_about_somebody_else_go_out_all_the_same() -> None:
    case = with_family(a_case())
    a_newcomer(case, case.people[1])
    a_newcomer(case)
    a_volunteer("Joris")
    a_volunteer()
    assert len(proposed()) == 2
    takes_back(case)
    assert {"buddy_proposed", "newcomer_proposed"} <= kinds()


@pytest.mark.parametrize("how", ["closed", "withdrawn", "erased"])
def test_who_is_gone_is_nobodys_newcomer(nobody: Visitor, how: str) -> None:
    pair = a_pair(a_case())
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    volunteer = pair.volunteer
    token, pair_id = new_link(volunteer, today()), pair.id
    match how:
        case "closed":
            pair.case.state = CaseState.CLOSED
        case "withdrawn":
            give_places_back([pair.case_id])
        case _:
            erase_case(pair.case, Why.ASKED, countries=REGION.countries, today=today())
            assert "newcomer_proposed" not in kinds()
    nobody.opens("public.buddy", token=token).does_not_see("Ananya")
    nobody.posts("public.answer_newcomer", {"act": "yes"}, token=token, pair_id=pair_id)
    session.expire_all()
    found = session.get(BuddyPair, pair_id)
    assert found is None or found.state != PairState.MATCHED


# -- who said no, and what is told of it ------------------------------------------------------------


def test_a_no_is_not_told_as_an_end(nobody: Visitor) -> None:
    pair = a_pair(a_case())
    token = new_link(pair.volunteer, today())
    nobody.posts("public.answer_newcomer", {"act": "end"}, token=token, pair_id=pair.id)
    session.refresh(pair)
    assert pair.is_open
    assert "buddy_ended" not in set(session.scalars(select(LogLine.verb)))


def test_nor_does_the_household_read_it_in_its_own_data() -> None:
    pair = a_pair(a_case())
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    volunteer_answers(pair, says=False, today=today())
    (told,) = contents_of(pair.case, REGION)["buddies"]
    assert (told["state"], told["reasons"], told["ended_on"]) == ("over", [], None)


def test_both_can_tell_of_a_problem_after_the_other_ended_it(
    visit: Visit, nobody: Visitor, officer: Visitor, clock: Traveller
) -> None:
    pair = matched(a_case())
    token = new_link(pair.volunteer, today())
    end_pair(pair, by=SYSTEM, today=today())
    expat = visit(pair.case).opens("expat.people").sees("It ended").does_not_see("fatima@vrij.example")
    expat.follows("Tell the desk of a problem: Fatima").presses("Send to the desk", text="Asked me for money.")
    nobody.opens("public.buddy", token=token).sees("It ended").does_not_see("Ananya")
    page = nobody.opens("public.newcomer_problem", token=token, pair_id=pair.id).does_not_see("Ananya")
    page.presses("Send to the desk", text="Came to my door.")
    officer.opens("desk.buddy_problems").sees("Ananya Krishnan about Fatima", "Fatima de Wit about Ananya")
    clock.shift(timedelta(days=31))
    assert visit(pair.case).asks_for("expat.buddy_problem", pair_id=pair.id).status_code == 404


def test_a_problem_that_waits_outlasts_the_volunteer(clock: Traveller) -> None:
    pair = matched(registered(a_case()))
    tell_incident(pair, "Asked me for money.", by_volunteer=False, by=SYSTEM)
    end(pair.volunteer, by=SYSTEM, today=today())
    session.commit()
    clock.shift(timedelta(days=31 * (REGION.retention.volunteers_months + 1)))
    assert erase_all(REGION, today())["volunteers"] == 0
    settle_incident(incidents()[0], "Told the police.", by=SYSTEM, today=today())
    session.commit()
    assert erase_all(REGION, today())["volunteers"] == 1
    assert session.query(BuddyIncident).count() == 0


# -- nobody is left twice ---------------------------------------------------------------------------


def test_a_proposal_that_came_to_nothing_does_not_count_as_one() -> None:
    first = a_newcomer(a_case(email="a@mail.example"), interests=[], times=[])
    assert proposed() == []
    one = a_volunteer()
    (pair,) = proposed()
    volunteer_answers(pair, says=False, today=today())
    assert [left.case_id for left in session.query(BuddyLeft)] == [first.id] * 2
    # Left twice now, they come before somebody who suits better and was left once.
    second = a_newcomer(a_case(email="b@mail.example"), interests=["music", "food"])
    one.state = "paused"
    assert [pair for pair in proposed() if pair.is_open] == []
    a_volunteer("Joris")
    (pair,) = (pair for pair in proposed() if pair.is_open)
    assert pair.case_id == first.id
    newcomer_answers(pair, says=False, by=SYSTEM, today=today())
    assert {left.case_id for left in session.query(BuddyLeft)} == {second.id}


def test_a_pair_that_is_over_takes_no_more() -> None:
    pair = a_pair(a_case())
    end(pair.volunteer, by=SYSTEM, today=today())
    with pytest.raises(PairOver):
        newcomer_answers(pair, says=True, by=SYSTEM, today=today())


def test_an_address_writes_to_nobody_else(visit: Visit) -> None:
    pair = matched(a_case())
    pair.volunteer.email = "fatima?cc=evil@vrij.example"
    page = visit(pair.case).opens("expat.people").sees("fatima?cc=evil@vrij.example").page
    assert 'href="mailto:fatima%3Fcc%3Devil@vrij.example"' in page.html
