"""The household asks the desk: our answers first, then a message, and what comes of it."""

from datetime import timedelta

import time_machine

from expatdesk.cases.models import Case, CaseState
from expatdesk.enquiries.actions import MOST_WAITING, answer, answer_by, ask
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.factories.cases import REGION
from tests.visitor import Visitor


def a_question(case: Case, subject: str = "Driving") -> Thread:
    return ask(case, subject, "May I drive here?", by=SYSTEM, region=REGION, today=today())


def test_answers_come_first_and_then_the_message(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.status").follows("Your questions to us")
    expat.sees("You have not asked us anything").follows("Ask a question").does_not_see("Send the question")
    expat.presses("Go on", q="Driving licence from India").sees("answers may help you", "Does this not answer it?")
    expat.presses("Send the question", text="Mine is of\n\n2019.").sees("We have your message.", "2019.")
    [thread] = threads_of(case.id)
    assert (thread.subject, thread.messages[0].text) == ("Driving licence from India", "Mine is of\n\n2019.")
    assert thread.due == answer_by(REGION, today())
    expat.sees("Waits for an answer", "We answer by", "Not seen yet")
    expat.opens("expat.enquiries").sees("Driving licence from India", "Waits for an answer")


def test_where_we_know_nothing_one_writes_at_once(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.new_enquiry").presses("Go on", q="xqzzy")
    expat.sees("Write to us").does_not_see("may help you")


def test_what_is_refused_stands_beside_its_error(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.new_enquiry", q="xqzzy")
    expat.presses("Send the question", text="Mine is 111222333.", refused=422)
    expat.sees("This looks like a BSN", "Mine is 111222333.")
    expat.presses("Send the question", subject="", text="", refused=422)
    expat.sees("Write your message first.", "Fill in what your question is about.")


def test_seen_and_answered(visit: Visit, clock: time_machine.Traveller) -> None:
    case = a_case()
    thread = a_question(case)
    officer = visit(a_user(Role.OFFICER))
    clock.move_to(now() + timedelta(minutes=1))
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    expat = visit(case).opens("expat.enquiry", thread_id=thread.id).sees("Seen by the desk on")
    answer(case, thread, "For 185 days.", version=thread.version, by=SYSTEM, region=REGION)
    expat.opens("expat.enquiry", thread_id=thread.id).sees("For 185 days.", "Answered", "The desk")
    expat.presses("Send", text="And after that?").sees("And after that?", "Waits for an answer")
    expat.presses("Send", text="", refused=422).sees("Write your message first.")
    expat.opens("expat.status").sees("Read one of your questions to the desk")


def test_who_answers_late_says_so(visit: Visit, clock: time_machine.Traveller) -> None:
    case = a_case()
    thread = a_question(case)
    clock.move_to(now() + timedelta(days=9))
    assert thread.due
    assert thread.due < now().date()
    visit(case).opens("expat.enquiry", thread_id=thread.id).sees("and are late. Call us if it is urgent.")


def test_too_many_at_once(visit: Visit) -> None:
    case = a_case()
    for number in range(MOST_WAITING):
        a_question(case, f"Question {number}")
    expat = visit(case).opens("expat.new_enquiry", q="xqzzy")
    expat.presses("Send the question", text="One more", refused=422).sees("we take no more now", "One more")


def test_nobody_reads_the_questions_of_others(visit: Visit) -> None:
    """Security T01 and T04."""
    thread = a_question(a_case())
    other = visit(a_case(email="other@mail.example"))
    other.cannot_open("expat.enquiry", thread_id=thread.id)
    assert other.posts("expat.add_to_enquiry", {"text": "Mine"}, thread_id=thread.id).status_code == 404
    assert len(thread.messages) == 1


def test_a_closed_case_is_read_and_asks_nothing(visit: Visit) -> None:
    case = a_case()
    thread = a_question(case)
    case.state = CaseState.CLOSED
    session.flush()
    expat = visit(case).opens("expat.enquiries").does_not_see("Ask a question").follows("Driving")
    expat.sees("May I drive here?").does_not_see("Write to the desk about this")
    assert expat.posts("expat.add_to_enquiry", {"text": "Mine"}, thread_id=thread.id).status_code == 409


def test_markup_stays_text(visit: Visit) -> None:
    """Security T23."""
    case = a_case()
    thread = ask(case, "<b>Hi</b>", "<script>alert(1)</script>", by=SYSTEM, region=REGION, today=today())
    expat = visit(case).opens("expat.enquiry", thread_id=thread.id)
    assert "<script>alert" not in expat.page.html
    assert "<b>Hi</b>" not in expat.page.html


def test_from_the_answers_the_way_leads_on_to_the_desk(visit: Visit, nobody: Visitor) -> None:
    """A household asks in its case, and everybody else without one."""
    expat = visit(a_case()).opens("public.answers", q="xqzzy").sees("We have no answer to this yet")
    expat.follows("Ask us a question").sees("Send the question")
    nobody.opens("public.answers", q="xqzzy").does_not_see("Your questions to us").follows("Ask us a question")
    nobody.sees("Mail me the link")
