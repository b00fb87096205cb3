"""Questions of households at the desk: what waits, answering, two colleagues at one, and who never sees them."""

from datetime import timedelta

import time_machine

from expatdesk.cases.models import Case
from expatdesk.enquiries.actions import ask, follow_up
from expatdesk.enquiries.models import Thread, ThreadState
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import now, today
from expatdesk.worklists.letter_actions import Words, write_letter
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.factories.cases import REGION
from tests.visitor import Visitor


def a_question(case: Case, text: str = "May I drive here?") -> Thread:
    return ask(case, "Driving", text, by=SYSTEM, region=REGION, today=today())


def test_from_my_day_to_the_answer(officer: Visitor) -> None:
    case = a_case()
    thread = a_question(case)
    officer.opens("desk.dashboard").follows("1 question to answer").sees("Ananya Krishnan")
    officer.does_not_see("Driving", "May I drive here?")
    officer.follows("Read and answer: Ananya Krishnan").sees("Driving", "May I drive here?")
    officer.presses("Send the answer", text="For 185 days.").sees("The answer is sent.", "For 185 days.")
    assert thread.state == ThreadState.ANSWERED
    officer.opens("desk.enquiries").sees("No question waits for us")
    officer.opens("desk.case", case_id=case.id).sees("Questions of the household", "Driving", "Answered")


def test_late_ones_are_counted(officer: Visitor, clock: time_machine.Traveller) -> None:
    a_question(a_case())
    clock.move_to(now() + timedelta(days=9))
    officer.signs_in().opens("desk.dashboard").sees("question to answer, 1 too late")
    officer.opens("desk.enquiries").sees("days late")


def test_closed_and_opened_again(officer: Visitor) -> None:
    case = a_case()
    thread = a_question(case)
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    officer.presses("Close it without a further answer").sees("Closed")
    officer.presses("Open it again").sees("Waits for an answer")


def test_a_page_that_is_out_of_date(officer: Visitor) -> None:
    """Security T39: whoever answers learns what came meanwhile, and loses nothing."""
    case = a_case()
    thread = a_question(case)
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    follow_up(case, thread, "I have it already.", by=SYSTEM, region=REGION, today=today())
    officer.presses("Close it without a further answer", refused=409).sees("I have it already.")
    thread.version += 1
    officer.presses("Send the answer", text="For 185 days.", refused=409).sees("meanwhile", "For 185 days.")
    assert len(thread.messages) == 2
    officer.presses("Send the answer").sees("The answer is sent.")


def test_a_bsn_is_refused(officer: Visitor) -> None:
    """Security T43."""
    case = a_case()
    officer.opens("desk.enquiry", case_id=case.id, thread_id=a_question(case).id)
    officer.presses("Send the answer", text="Yours is 111222333", refused=422).sees("This looks like a BSN")


def test_a_text_that_stands_ready_comes_in_the_askers_language(officer: Visitor) -> None:
    letter = write_letter(Words("Licence", "Hoi", "Beste {name}", "Hi", "Dear {name}, {visit}"), by=SYSTEM)
    case = a_case(language="nl")
    officer.opens("desk.enquiry", case_id=case.id, thread_id=a_question(case).id)
    officer.presses("Put it in", ready=str(letter.id)).sees("Beste Ananya").does_not_see("Dear")


def test_reading_it_is_written_down(officer: Visitor) -> None:
    """Security T48."""
    case = a_case()
    officer.opens("desk.enquiry", case_id=case.id, thread_id=a_question(case).id)
    assert [line.verb for line in readings_of(case.id)] == ["question_read"]


def test_who_never_sees_it(visit: Visit) -> None:
    """Security T01, T02, T04 and T07: the employer, registrars, and whoever mixes two cases."""
    employer = an_employer()
    case, other = a_case(employer=employer), a_case(email="other@mail.example")
    thread = a_question(case)
    registrar = a_user(Role.REGISTRAR, municipality=case.municipality)
    for user in (registrar, a_user(Role.EMPLOYER, employer=employer), a_user(Role.ADMINISTRATOR)):
        visitor = visit(user).cannot_open("desk.enquiry", case_id=case.id, thread_id=thread.id)
        visitor.cannot_open("desk.enquiries")
    visit(registrar).opens("desk.case", case_id=case.id).does_not_see("Questions of the household", "Driving")
    visit(a_user(Role.OFFICER)).cannot_open("desk.enquiry", case_id=other.id, thread_id=thread.id)
