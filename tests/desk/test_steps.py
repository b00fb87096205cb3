"""Steps of a plan: tick them off, let them go undone, send them back, undo."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.cases.reasons import FOUND_BY_ITSELF, RETURN_REASONS
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.plan import StepState
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, complete, registered, the_plan, up_to_visit, with_family
from tests.page import text_of
from tests.visitor import Visitor


@pytest.fixture
def checking() -> Case:
    """A case whose papers are handed in."""
    case = a_case(language="nl")
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def why(reason: str, note: str = "") -> dict[str, str]:
    """What is typed to send something back."""
    return {"give_back-reason": reason, "give_back-note": note}


def mails(case: Case, kind: str) -> list[Mail]:
    """The mails of that kind to the household."""
    return list(session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == kind)))


def state(case: Case, step: str) -> StepState:
    """Where a step stands now."""
    return the_plan(case).step(step).state


def test_what_nobody_handed_in_is_asked_for_before_it_is_done(officer: Visitor, checking: Case) -> None:
    officer.opens("desk.case", case_id=checking.id).follows("Tick off: Check the papers")
    officer.sees("Of these papers nothing is in the file:", "Ananya Krishnan")
    assert "Passport" in [text_of(e) for e in officer.page.all("li")]
    officer.presses("Accept the papers", refused=422, **{"on-day": "", "on-month": "", "on-year": ""})
    officer.sees("Tick the box if you have seen them.")
    assert [e.get("value") for e in officer.page.all("input") if e.get("name") == "on-day"] == ["14"]
    assert state(checking, "papers_checked") is StepState.OPEN
    officer.presses("Accept the papers", seen_on_paper="y")
    officer.sees("“Papers checked” is ticked off.")
    assert state(checking, "papers_checked") is StepState.DONE
    assert the_plan(checking).step("papers_checked").done_on == today()


def test_it_can_be_done_on_an_earlier_day(officer: Visitor, checking: Case) -> None:
    officer.opens("desk.step", case_id=checking.id, key="papers_checked")
    officer.presses("Accept the papers", refused=422, seen_on_paper="y", **{"on-day": "11"}).sees(
        "This was before the desk knew of it."
    )
    checking.submitted_on = today() - timedelta(days=10)
    officer.presses("Accept the papers", **{"on-day": "11"}).sees("done on Friday 11 December 2026")
    assert the_plan(checking).step("papers_checked").done_on == today() - timedelta(days=3)


@pytest.mark.parametrize(
    ("day", "said"),
    [("15", "This day is still to come."), ("32", "This day does not exist."), ("x", "Use figures only")],
)
def test_not_on_a_day_to_come(officer: Visitor, checking: Case, day: str, said: str) -> None:
    officer.opens("desk.step", case_id=checking.id, key="papers_checked")
    officer.presses("Accept the papers", refused=422, seen_on_paper="y", **{"on-day": day}).sees(said)
    assert state(checking, "papers_checked") is StepState.OPEN


def test_the_page_of_a_step_says_what_it_rests_on(officer: Visitor, checking: Case) -> None:
    officer.opens("desk.step", case_id=checking.id, key="brp_registration")
    officer.sees("Wet BRP, article 2.38", "Only the registrar of the municipality records this.", "They read")
    officer.does_not_see("Tick it off")


def test_one_of_two_people_is_ticked_off(officer: Visitor) -> None:
    case = registered(with_family(a_case()))
    officer.opens("desk.step", case_id=case.id, key="digid").sees("For whom")
    officer.presses("Tick it off", people=["1"])
    assert (state(case, "digid:0"), state(case, "digid:1")) == (StepState.OPEN, StepState.DONE)
    officer.opens("desk.case", case_id=case.id).sees("ticked off “DigiD” of Luc Moreau")
    officer.opens("desk.step", case_id=case.id, key="digid").sees("Ananya", "Luc")


def test_somebody_must_be_meant(officer: Visitor) -> None:
    case = registered(with_family(a_case()))
    officer.opens("desk.step", case_id=case.id, key="digid")
    officer.presses("Tick it off", refused=422, people=[]).sees("Choose at least one person.")


def test_done_for_everybody_at_once(officer: Visitor) -> None:
    case = registered(with_family(a_case()))
    officer.opens("desk.case", case_id=case.id).presses("Tick off: Get DigiD")
    assert {state(case, "digid:0"), state(case, "digid:1")} == {StepState.DONE}


@pytest.mark.parametrize("key", ["visit_booked", "brp_registration", "bsn_issued"])
def test_what_is_recorded_elsewhere_is_no_tick(officer: Visitor, key: str) -> None:
    case = up_to_its_turn(key)
    step = next(step for step in the_plan(case).steps if step.key == key)
    assert step.state is StepState.OPEN
    officer.opens("desk.case", case_id=case.id)
    sent = {"version": str(case.version), "people": "0"}
    assert officer.posts("desk.complete_step", sent, case_id=case.id, key=key).status_code == 422
    assert state(case, step.id) is StepState.OPEN


def up_to_its_turn(key: str) -> Case:
    """A case on which the step is open."""
    case = a_case()
    if key == "brp_registration":
        return up_to_visit(case)
    if key == "bsn_issued":
        return registered(case, bsn_way=None)
    for step_id in ("intake", "papers_handed_in", "papers_checked", "residence_right:0"):
        complete(case, step_id)
    return case


@pytest.mark.parametrize("key", ["nothing", "papers_checked:0", "referral"])
def test_a_step_that_is_not_in_the_plan(officer: Visitor, checking: Case, key: str) -> None:
    officer.cannot_open("desk.step", case_id=checking.id, key=key)


def test_sent_back_it_is_theirs_again_with_a_mail_in_their_language(officer: Visitor, checking: Case) -> None:
    complete(checking, "papers_checked")
    officer.opens("desk.case", case_id=checking.id)
    officer.opens("desk.step", case_id=checking.id, key="papers_handed_in")
    officer.presses("Send it back", refused=422, **why("not_legalised")).sees("Write which paper it is about")
    officer.presses("Send it back", **why("not_legalised", "De akte van <b>Luc</b>.\nMet apostille."))
    officer.sees("went back to the household", "Sent back on Monday 14 December 2026")
    assert state(checking, "papers_handed_in") is StepState.OPEN
    # What the desk did with it is to be done again.
    assert state(checking, "papers_checked") is StepState.WAITING
    (mail,) = mails(checking, "step_returned")
    assert mail.language == "nl"
    assert "De legalisatie of apostille ontbreekt." in mail.text
    assert "De akte van <b>Luc</b>.\nMet apostille." in mail.text
    assert "&lt;b&gt;Luc&lt;/b&gt;" in mail.html
    assert "<b>Luc" not in mail.html


@pytest.mark.parametrize("reason", sorted(RETURN_REASONS.keys() - FOUND_BY_ITSELF))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_reads_well_in_a_mail(officer: Visitor, reason: str, language: str) -> None:
    case = a_case(language=language)
    complete(case, "intake")
    officer.opens("desk.step", case_id=case.id, key="intake").presses("Send it back", **why(reason))
    (mail,) = mails(case, "step_returned")
    assert "%(" not in mail.subject + mail.text + mail.html
    english = str(RETURN_REASONS[reason])
    assert (english in mail.text and "What to do now" in mail.text) is (language == "en")


@pytest.mark.parametrize("note", ["BSN 111222333", "het is 1112.22.333", "nummer 111 222 333."])
def test_a_note_with_a_bsn_is_refused(officer: Visitor, checking: Case, note: str) -> None:
    """Security T43: and what was typed is still there, so that only the number has to go."""
    officer.opens("desk.step", case_id=checking.id, key="papers_handed_in")
    officer.presses("Send it back", refused=422, **why("incomplete", note)).sees("This looks like a BSN")
    assert [text_of(e) for e in officer.page.all("textarea")] == [note]
    assert mails(checking, "step_returned") == []
    assert state(checking, "papers_handed_in") is StepState.DONE


@pytest.mark.parametrize(
    ("reason", "said"),
    [(None, "Choose a reason."), ("because", "Not a valid choice"), ("", "Choose a reason.")],
)
def test_a_reason_of_the_list_is_needed(officer: Visitor, checking: Case, reason: str | None, said: str) -> None:
    officer.opens("desk.step", case_id=checking.id, key="papers_handed_in")
    sent = {
        "give_back-version": str(checking.version),
        **({"give_back-reason": reason} if reason is not None else {}),
    }
    answer = officer.posts("desk.give_back", sent, case_id=checking.id, key="papers_handed_in")
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize("key", ["papers_checked", "visit_booked", "intake"])
def test_only_what_the_household_did_goes_back(officer: Visitor, key: str) -> None:
    case = up_to_visit(a_case())
    officer.opens("desk.step", case_id=case.id, key=key)
    words = [text_of(e) for e in officer.page.all("button")]
    assert ("Send it back" in words) is (key == "intake")


def test_a_step_is_waived_with_a_reason(officer: Visitor, checking: Case) -> None:
    officer.opens("desk.step", case_id=checking.id, key="thirty_percent_request")
    officer.presses("Let it go undone", refused=422).sees("Choose a reason.")
    officer.presses("Let it go undone", **{"waive-reason": "not_applicable"})
    assert state(checking, "thirty_percent_request") is StepState.WAIVED
    officer.sees("is not needed: It does not apply to this household.")
    officer.opens("desk.step", case_id=checking.id, key="thirty_percent_request")
    officer.sees("To do it after all; nobody gets a mail.").does_not_see("given by mistake").presses("Undo")
    assert state(checking, "thirty_percent_request") is StepState.OPEN


def test_a_tick_by_mistake_is_undone_without_a_mail(officer: Visitor, checking: Case) -> None:
    officer.opens("desk.step", case_id=checking.id, key="papers_handed_in")
    officer.sees("For a tick that was given by mistake.").presses("Undo")
    officer.sees("“Papers handed in” is to be done again.")
    assert state(checking, "papers_handed_in") is StepState.OPEN
    assert mails(checking, "step_returned") == []
    assert history_of(checking.id)[0].verb == "step_reopened"


def test_a_booked_visit_is_not_undone_but_cancelled(officer: Visitor) -> None:
    case = up_to_visit(a_case())
    officer.opens("desk.step", case_id=case.id, key="visit_booked").sees("Book, move or cancel the visit")
    assert "Undo" not in [text_of(e) for e in officer.page.all("button")]


def test_the_second_of_two_is_told_and_keeps_the_typed_note(visit: Visit, checking: Case) -> None:
    """Security T39."""
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER, name="Bas Kok"))
    for one in (first, second):
        one.opens("desk.step", case_id=checking.id, key="papers_handed_in")
    first.opens("desk.case", case_id=checking.id).follows("Accept the papers")
    first.presses("Accept the papers", seen_on_paper="y")
    second.presses("Send it back", refused=409, **why("unreadable", "Pagina 2 is donker."))
    second.sees("Ada Blom ticked off “Papers checked”", "Pagina 2 is donker.")
    assert state(checking, "papers_checked") is StepState.DONE
    second.presses("Send it back")
    assert state(checking, "papers_handed_in") is StepState.OPEN
    assert "Pagina 2 is donker." in mails(checking, "step_returned")[0].text


def test_who_ticks_what_is_ticked_already_is_told(visit: Visit, checking: Case) -> None:
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER))
    for one in (first, second):
        one.opens("desk.case", case_id=checking.id)
    for one in (first, second):
        one.follows("Accept the papers")
    first.presses("Accept the papers", seen_on_paper="y")
    second.presses("Accept the papers", refused=409).sees("Ada Blom ticked off “Papers checked”")
    assert [line.verb for line in history_of(checking.id)].count("step_completed") == 3


def test_a_day_that_is_over_is_not_asked_for(officer: Visitor) -> None:
    late, early = a_case(language="en"), a_case(language="en", arrival=today() + timedelta(days=60))
    for case in (late, early):
        complete(case, "intake")
        complete(case, "papers_handed_in")
        officer.opens("desk.step", case_id=case.id, key="papers_handed_in").presses(
            "Send it back", **why("incomplete", "The birth certificate.")
        )
    assert "Do it by" not in mails(late, "step_returned")[0].text
    assert "Do it by" in mails(early, "step_returned")[0].text
