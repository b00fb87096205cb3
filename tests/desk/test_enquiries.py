"""Questions of households at the desk: what waits, answering, two colleagues at one, and who never sees them."""

from datetime import timedelta

import time_machine

from expatdesk.cases.merge_models import TransferGrant
from expatdesk.cases.models import Case
from expatdesk.enquiries.actions import ask, close_thread, follow_up, pass_on
from expatdesk.enquiries.models import Thread, ThreadState
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.worklists.letter_actions import Words, write_letter
from tests.conftest import Visit
from tests.factories import KATWIJK, a_case, a_user, an_employer
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
        if user is not registrar:
            visitor.cannot_open("desk.enquiries")
    visit(registrar).opens("desk.enquiries").sees("No question waits for us")
    visit(registrar).opens("desk.case", case_id=case.id).does_not_see("Questions of the household", "Driving")
    visit(a_user(Role.OFFICER)).cannot_open("desk.enquiry", case_id=other.id, thread_id=thread.id)


def test_the_worklist_shows_what_waits_for_an_answer(
    visit: Visit, officer: Visitor, clock: time_machine.Traveller
) -> None:
    case = a_case()
    thread = a_question(case)
    officer.opens("desk.worklist").sees("answer by").follows("Questions to answer 1").sees("Ananya Krishnan")
    registrar = visit(a_user(Role.REGISTRAR, municipality=case.municipality))
    registrar.opens("desk.worklist").sees("Ananya Krishnan").does_not_see("answer by", "Questions to answer")
    clock.move_to(now() + timedelta(days=9))
    officer.signs_in().opens("desk.worklist").sees("Questions to answer 1 too late 1")
    close_thread(case, thread, version=1, by=SYSTEM)
    officer.opens("desk.worklist").does_not_see("answer by", "Questions to answer")


def test_the_municipality_is_asked_to_answer(visit: Visit, officer: Visitor) -> None:
    """Security T02: the registrars of this one see this question, where it stands, and no other one."""
    case = a_case()
    thread, other = a_question(case), ask(case, "Other", "And this?", by=SYSTEM, region=REGION, today=today())
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    officer.presses("Ask the registrars of Leiden to answer").sees("The municipality of Leiden is asked")
    officer.opens("desk.enquiries").sees("asked to answer")
    registrar = visit(a_user(Role.REGISTRAR, municipality=case.municipality, name="Rutger Vos"))
    registrar.opens("desk.dashboard").follows("1 question to answer").follows("Read and answer: Ananya Krishnan")
    registrar.does_not_see("Answer it ourselves").presses("Send the answer", text="Ask us by phone.")
    registrar.cannot_open("desk.enquiry", case_id=case.id, thread_id=other.id)
    registrar.opens("desk.case", case_id=case.id).sees("Driving").does_not_see("Other")
    where = {"case_id": case.id, "thread_id": thread.id}
    assert registrar.posts("desk.take_back_enquiry", {"version": "3"}, **where).status_code == 404
    foreign = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    foreign.cannot_open("desk.enquiry", case_id=case.id, thread_id=thread.id)
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id).sees("Rutger Vos", "Ask us by phone.")
    officer.presses("Answer it ourselves").does_not_see("is asked to answer.")
    registrar.cannot_open("desk.enquiry", case_id=case.id, thread_id=thread.id)


def test_once_another_municipality_has_the_case_its_registrars_are_not_asked(visit: Visit) -> None:
    """Security T02."""
    case = a_case()
    thread = a_question(case)
    pass_on(case, thread, version=1, by=SYSTEM)
    before, case.municipality = case.municipality, KATWIJK
    session.flush()
    for town in (before, KATWIJK):
        registrar = visit(a_user(Role.REGISTRAR, municipality=town))
        registrar.cannot_open("desk.enquiry", case_id=case.id, thread_id=thread.id)
        registrar.opens("desk.enquiries").sees("No question waits for us")


def test_who_may_only_look_at_a_case_sees_no_questions_of_it(visit: Visit) -> None:
    """Security T02: another municipality looks at the case for a while, by a grant of the desk."""
    case = a_case()
    thread = a_question(case)
    thread.passed_to = KATWIJK
    session.add(TransferGrant(case_id=case.id, municipality=KATWIJK, reason="Asks", last_day=today()))
    session.flush()
    foreign = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    foreign.opens("desk.case", case_id=case.id).does_not_see("Questions of the household", "Driving")
    foreign.cannot_open("desk.enquiry", case_id=case.id, thread_id=thread.id)
