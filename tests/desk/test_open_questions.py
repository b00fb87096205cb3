"""A question of somebody without a case: put to a partner, passed on to a municipality, and moved into a case."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.open_questions import erase_own, forget_old_questions
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.enquiries.partner_words import gives_away, of_anybody
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, LEIDEN, a_case, a_user
from tests.factories.cases import REGION
from tests.factories.enquiries import a_partner_request, a_thread, an_open_question
from tests.visitor import Value, Visitor

ASKS = "I am Noor Haddad, call 06 1234 5678. May I drive here?"
TYPED: dict[str, Value] = {
    "partner": "ANWB", "email": "help@anwb.example", "text": "May somebody drive here?", "tells_nobody": True,
}  # fmt: skip


def mails_to_partners() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == "partner_asked")))


def asks_a_partner(officer: Visitor) -> OpenQuestion:
    """The question, of which a partner was asked by its page."""
    question = an_open_question("n.haddad@mail.example", ASKS)
    officer.opens("desk.open_question", question_id=question.id).follows("Ask a partner")
    officer.sees("I am … …, call …. May I drive here?").does_not_see("haddad", "1234 5678")
    officer.presses("Send the question", **TYPED).sees("A mail with a link is on its way.", "ANWB")
    return question


def test_from_the_question_to_the_answer_of_the_partner(officer: Visitor, nobody: Visitor) -> None:
    question = asks_a_partner(officer)
    [mail] = mails_to_partners()
    assert not any(word in mail.text + mail.html for word in ("Noor", "addad", "drive"))
    token = next(line for line in mail.text.split() if "/partner/" in line).rsplit("/", 1)[1]
    nobody.opens("public.partner", token=token).sees("May somebody drive here?").does_not_see("Noor", "addad")
    nobody.presses("Send the answer", text="For 185 days.", name="Jan de Wit").sees("Thank you for your answer")
    officer.opens("desk.enquiries").sees("ANWB has answered").follows("Read and answer: Noor")
    officer.sees("For 185 days.", "Jan de Wit", "Who asked does not see this")
    question.token_hash = hashed("mine")
    nobody.opens("public.own_question", token="mine").sees("we asked ANWB about this, without telling who you are")
    nobody.does_not_see("For 185 days.")
    written = {
        line.verb: line.details for line in session.scalars(select(LogLine).where(LogLine.case_id.is_(None)))
    }
    assert written["question_to_partner"]["partner"] == "ANWB"
    assert "partner_answered" in written
    # What the desk answered after it makes something of it.
    officer.opens("desk.open_question", question_id=question.id).presses("Send the answer", text="185 days.")
    nobody.opens("public.own_question", token=_newest_link()).presses("Send", text="And then?")
    officer.opens("desk.enquiries").sees("Read and answer: Noor").does_not_see("ANWB has answered")


def _newest_link() -> str:
    mail = session.scalars(select(Mail).where(Mail.kind == "open_question_answered")).one()
    return next(line for line in mail.text.splitlines() if "/ask/" in line).rsplit("/", 1)[1]


@pytest.mark.parametrize("word", ["Noor", "haddad", "n.haddad@mail.example", "06 1234 5678", "14-03-1987"])
def test_words_that_tell_who_asks_are_refused(officer: Visitor, word: str) -> None:
    """The name often stands in the address only."""
    question = an_open_question("n.haddad@mail.example", ASKS)
    officer.opens("desk.ask_partner_openly", question_id=question.id)
    officer.presses("Send the question", refused=422, **TYPED | {"text": f"About {word}: may they drive?"})
    officer.sees("may tell who asks. Leave it out.", "may they drive?")
    assert mails_to_partners() == []


@pytest.mark.usefixtures("app")
def test_common_mailboxes_tell_nobody() -> None:
    about = of_anybody(an_open_question("info.expat@mail.example"))
    assert gives_away(about, "An expat wants info about Leiden.") is None


def test_taken_back_and_pressed_twice(officer: Visitor, nobody: Visitor) -> None:
    """Security T38, and T04: only about this very question."""
    question = asks_a_partner(officer)
    officer.opens("desk.ask_partner_openly", question_id=question.id).presses("Send the question", **TYPED)
    asked = session.scalars(select(PartnerRequest)).one()
    elsewhere: dict[str, Any] = {"question_id": an_open_question("other@mail.example").id, "partner_id": asked.id}
    assert officer.posts("desk.stop_asking_openly", **elsewhere).status_code == 404
    officer.opens("desk.open_question", question_id=question.id).presses("Take it back ANWB").sees("Taken back on")
    assert mails_to_partners() == []
    answer = nobody.posts("public.partner", {"text": "Yes", "name": "Jan"}, token="any")
    assert answer.status_code == 410


def test_moved_into_a_case_the_partner_comes_along(officer: Visitor) -> None:
    case, other = a_case(email="asker@mail.example"), a_user(Role.REGISTRAR, municipality=KATWIJK)
    question = an_open_question(case.email)
    question.passed_to = other.municipality
    asked = a_partner_request(question)
    officer.opens("desk.open_question", question_id=question.id).presses("Put the question into this case")
    [thread] = threads_of(case.id)
    session.refresh(asked)
    assert (asked.case_id, asked.thread_id, asked.open_question_id) == (case.id, thread.id, None)
    # No municipality but the household's own reads it from now on.
    assert case.municipality == LEIDEN
    assert thread.passed_to is None
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id).sees("ANWB")


def test_erased_with_the_question(officer: Visitor) -> None:
    """By whoever asked, and by its term; no mail leads to nothing."""
    erase_own(asks_a_partner(officer))
    assert mails_to_partners() == []
    old = an_open_question()
    old.due, old.settled_at = None, now() - timedelta(days=400)
    a_partner_request(old)
    session.commit()
    assert forget_old_questions(REGION.retention, today()) == 1
    assert session.scalars(select(PartnerRequest)).all() == []


@pytest.mark.usefixtures("app")
def test_each_is_about_one_question() -> None:
    """The database says so, whatever the code does."""
    thread, question = a_thread(a_case()), an_open_question()
    a_partner_request(question)
    of_case = update(PartnerRequest).values(case_id=thread.case_id)
    for wrong in (
        of_case,
        of_case.values(thread_id=thread.id),
        of_case.values(case_id=None, open_question_id=None),
    ):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(wrong)


def test_registrars_answer_what_is_passed_on_to_them(visit: Visit, officer: Visitor, nobody: Visitor) -> None:
    """Security T02: who asks is not told them, and another municipality sees nothing."""
    question = an_open_question()
    question.token_hash = hashed("mine")
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN))
    elsewhere = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    for one in (registrar, elsewhere):
        assert one.asks_for("desk.open_question", question_id=question.id).status_code == 404
        one.opens("desk.enquiries").sees("No question waits for us")
    officer.opens("desk.open_question", question_id=question.id).presses("Pass it on", municipality=LEIDEN)
    officer.sees("The municipality of Leiden is asked to answer.").does_not_see("Pass it on")
    assert elsewhere.asks_for("desk.open_question", question_id=question.id).status_code == 404
    elsewhere.opens("desk.dashboard").does_not_see("1 question to answer")
    registrar.opens("desk.dashboard").follows("1 question to answer").does_not_see("Noor")
    registrar.follows("Read and answer: Somebody").sees("May I drive here?")
    registrar.does_not_see("Noor", "asker@mail.example", "Ask a partner", "Answer it ourselves", "Pass it on")
    registrar.cannot_open("desk.ask_partner_openly", question_id=question.id)
    answer = registrar.posts("desk.take_question_back", {"version": "2"}, question_id=question.id)
    assert answer.status_code == 404
    registrar.opens("desk.open_question", question_id=question.id)
    registrar.presses("Send the answer", text="For 185 days.").sees("No question waits for us")
    assert question.said[-1]["text"] == "For 185 days."
    officer.opens("desk.open_question", question_id=question.id).presses("Answer it ourselves")
    assert registrar.asks_for("desk.open_question", question_id=question.id).status_code == 404


def test_two_at_once_do_not_pass_it_on(officer: Visitor) -> None:
    """Security T38: by the version that the page showed."""
    question = an_open_question()
    officer.opens("desk.open_question", question_id=question.id)
    question.version += 1
    session.flush()
    officer.presses("Pass it on", refused=409, municipality=LEIDEN).sees("changed this question meanwhile")
    assert question.passed_to is None
    assert (
        officer.posts(
            "desk.pass_on_open_question", {"version": "2", "municipality": "9999"}, question_id=question.id
        ).status_code
        == 422
    )
