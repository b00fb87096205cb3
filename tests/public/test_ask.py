"""Anybody asks the desk: our answers first, a mail to confirm, the answer by a link, and what is erased."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, true

from expatdesk.cases.models import CaseState
from expatdesk.enquiries.actions import MOST_IN_A_ROW
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.open_questions import (
    count_old_questions,
    erase_own,
    forget_old_questions,
    mail_links_to_confirm,
    open_question,
    question_behind,
)
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.factories.cases import REGION
from tests.factories.enquiries import an_open_question
from tests.visitor import Visitor

TYPED = {"text": "Mine is of 2019.", "email": "Noor@Mail.example", "name": "Noor"}


def asks(nobody: Visitor, **typed: str) -> None:
    nobody.opens("public.ask", q="xqzzy").presses("Mail me the link", **TYPED | typed)
    nobody.sees("Look in your mailbox")
    mail_links_to_confirm()


def mails(kind: str) -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == kind)))


def token_in(mail: Mail) -> str:
    return next(line for line in mail.text.splitlines() if "/ask/" in line).rsplit("/", 1)[1]


def the_question() -> OpenQuestion:
    return session.scalars(select(OpenQuestion)).one()


def test_answers_come_first_then_the_mail_and_then_the_desk(nobody: Visitor, officer: Visitor) -> None:
    nobody.opens("public.answers", q="xqzzy").follows("Ask us a question").sees("Write to us")
    nobody.opens("public.ask").does_not_see("Write to us").presses("Go on", q="Driving licence from India")
    nobody.sees("answers may help you", "Does this not answer it?", "Files cannot be sent this way.")
    nobody.presses("Mail me the link", **TYPED)
    mail_links_to_confirm()
    (mail,) = mails("open_question")
    assert mail.recipient == "noor@mail.example"
    assert not any(word in mail.text + mail.html for word in ("2019", "Noor<", "Driving"))
    officer.opens("desk.enquiries").sees("No question waits for us")
    nobody.opens("public.own_question", token=token_in(mail)).sees("Driving licence from India")
    officer.opens("desk.enquiries").sees("No question waits for us")
    nobody.presses("Send it to the desk").sees("Waits for an answer", "We answer by")
    officer.opens("desk.dashboard").follows("1 question to answer").sees("without a case")
    officer.does_not_see("Driving", "noor@mail.example").follows("Read and answer: Noor").sees("Mine is of 2019.")
    officer.presses("Send the answer", text="For 185 days.").sees(
        "The answer is sent.", "No question waits for us"
    )
    (answered,) = mails("open_question_answered")
    assert "185" not in answered.text
    nobody.opens("public.own_question", token=token_in(answered)).sees("For 185 days.", "Answered")
    nobody.presses("Send", text="And after that?").sees("And after that?", "Waits for an answer")
    assert nobody.asks_for("public.own_question", token=token_in(mail)).status_code == 410


def test_what_is_refused_stands_beside_its_error(nobody: Visitor) -> None:
    nobody.opens("public.ask", q="xqzzy")
    nobody.presses("Mail me the link", refused=422, **TYPED | {"text": "It is 111222333"}).sees(
        "This looks like a BSN", "111222333"
    )
    nobody.presses("Mail me the link", refused=422, **TYPED | {"email": "nowhere"}).sees("Mine is of 2019.")
    assert session.scalars(select(OpenQuestion)).all() == []


def test_every_address_gets_the_same(nobody: Visitor) -> None:
    """Security T14: with a case or without one."""
    a_case(email="known@mail.example")
    for email in ("known@mail.example", "new@mail.example"):
        asks(nobody, email=email)
    first, second = mails("open_question")
    assert first.subject == second.subject
    assert {first.recipient, second.recipient} == {"known@mail.example", "new@mail.example"}


def test_a_mailbox_gets_three_mails_a_day(nobody: Visitor) -> None:
    """Security T16; nothing looks different beyond."""
    for number in range(5):
        asks(nobody, text=f"Question {number}")
    assert len(mails("open_question")) == 3


def test_only_a_press_sends_it(nobody: Visitor) -> None:
    """Security T12."""
    asks(nobody)
    token = token_in(mails("open_question")[0])
    nobody.opens("public.own_question", token=token)
    assert the_question().confirmed_at is None
    assert nobody.posts("public.add_to_question", {"text": "More"}, token=token).status_code == 410


def test_sent_twice_it_is_one_question_with_a_new_link(nobody: Visitor) -> None:
    """Security T13 and T38."""
    for _press in range(2):
        asks(nobody)
    first, second = (token_in(mail) for mail in mails("open_question"))
    assert [one.email for one in session.scalars(select(OpenQuestion))] == ["noor@mail.example"]
    assert nobody.asks_for("public.own_question", token=first).status_code == 410
    nobody.opens("public.own_question", token=second).presses("Send it to the desk")
    asks(nobody)
    assert len(session.scalars(select(OpenQuestion)).all()) == 2


@pytest.mark.parametrize("by_desk", [False, True])
def test_what_is_being_erased_waits_and_is_then_gone(real_app: Flask, *, by_desk: bool) -> None:
    """Two presses at once, or the desk and who asked: the later one finds nothing, and no error."""
    question, found = an_open_question(), list[OpenQuestion | None]()
    question.token_hash, question_id = hashed("token"), question.id
    session.commit()

    def press() -> None:
        begin_immediate()
        by_id = by_desk and open_question(question_id, true(), to_change=True)
        found.append(by_id or question_behind("token", to_change=True))

    begin_immediate()
    erase_own(session.scalars(select(OpenQuestion)).one())
    with beside(real_app, press):
        session.commit()
    assert found == [None]


def test_an_old_link_confirms_nothing(nobody: Visitor, clock: time_machine.Traveller) -> None:
    asks(nobody)
    clock.move_to(now() + timedelta(days=4))
    assert nobody.asks_for("public.own_question", token=token_in(mails("open_question")[0])).status_code == 410
    assert forget_old_questions(REGION.retention, today()) == 1


def test_who_asked_erases_it(nobody: Visitor) -> None:
    asks(nobody)
    nobody.opens("public.own_question", token=token_in(mails("open_question")[0]))
    assert nobody.posts("public.erase_question", token=token_in(mails("open_question")[0])).status_code == 303
    assert session.scalars(select(OpenQuestion)).all() == []


def test_nobody_floods_the_desk(nobody: Visitor) -> None:
    asks(nobody)
    token = token_in(mails("open_question")[0])
    nobody.opens("public.own_question", token=token).presses("Send it to the desk")
    for number in range(MOST_IN_A_ROW - 1):
        nobody.posts("public.add_to_question", {"text": f"Line {number}"}, token=token)
    nobody.opens("public.own_question", token=token).presses("Send", text="Last", refused=422)
    nobody.sees("we take no more now", "Last")


@pytest.mark.usefixtures("app")
def test_it_is_erased_after_its_term() -> None:
    days = REGION.retention.open_questions_days
    question = an_open_question()
    session.commit()
    assert count_old_questions(REGION.retention, today() + timedelta(days=300)) == 0
    question.due, question.settled_at = None, now()
    session.commit()
    assert forget_old_questions(REGION.retention, today() + timedelta(days=days - 1)) == 0
    assert count_old_questions(REGION.retention, today() + timedelta(days=days + 1)) == 1
    assert forget_old_questions(REGION.retention, today() + timedelta(days=days + 1)) == 1


def test_it_is_put_into_the_case_of_who_asked(visit: Visit, officer: Visitor) -> None:
    case, other = a_case(email="asker@mail.example"), a_case(email="other@mail.example")
    question = an_open_question()
    where = {"question_id": question.id, "case_id": other.id}
    assert officer.posts("desk.move_open_question", {"version": "1"}, **where).status_code == 409
    officer.opens("desk.open_question", question_id=question.id).sees(case.code).does_not_see(other.code)
    officer.presses("Put the question into this case").sees("May I drive here?", "Waits for an answer")
    assert [thread.subject for thread in threads_of(case.id)] == ["Driving"]
    assert session.scalars(select(OpenQuestion)).all() == []
    visit(case).opens("expat.enquiries").follows("Driving").sees("May I drive here?")


def test_no_case_is_offered_that_is_closed(officer: Visitor) -> None:
    case = a_case(email="asker@mail.example")
    case.state = CaseState.CLOSED
    officer.opens("desk.open_question", question_id=an_open_question().id).does_not_see("Put the question into")


def test_a_page_that_is_out_of_date(officer: Visitor) -> None:
    """Security T39."""
    question = an_open_question()
    officer.opens("desk.open_question", question_id=question.id)
    question.version += 1
    session.flush()
    officer.presses("Send the answer", text="For 185 days.", refused=409).sees("meanwhile", "For 185 days.")
    officer.presses("Send the answer").sees("The answer is sent.")


def test_who_reads_it_is_written_down_and_registrars_do_not(visit: Visit, officer: Visitor) -> None:
    """Security T02 and T48."""
    question = an_open_question()
    registrar = visit(a_user(Role.REGISTRAR, municipality="0546"))
    registrar.cannot_open("desk.open_question", question_id=question.id)
    registrar.opens("desk.enquiries").does_not_see("Noor")
    officer.opens("desk.open_question", question_id=question.id)
    lines = session.scalars(select(LogLine).where(LogLine.verb == "open_question_read")).all()
    assert [(line.case_id, line.details) for line in lines] == [(None, {"question": str(question.id)})]


def test_a_household_asks_in_its_case(visit: Visit, app: Flask) -> None:
    assert visit(a_case()).asks_for("public.ask", q="Tax").location == "/my/questions/new?q=Tax"
