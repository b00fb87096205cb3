"""A household asks to have its data corrected or erased; the desk answers, once, and a no has its reason."""

from datetime import date, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import held_cases
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.forgetting import forget_old_texts
from expatdesk.messages.models import SENT, Mail
from expatdesk.people.models import Role
from expatdesk.retention.models import Erasure
from expatdesk.rights.models import DataRequest, RequestKind, RequestState
from expatdesk.rights.requests import AlreadyAnswered, CaseHeld, TooManyOpen, agree, ask, due, refuse, withdraw
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, up_to_visit
from tests.factories.cases import REGION

EXPAT, OFFICER = Actor(Role.EXPAT, "Ana"), Actor(Role.OFFICER, "Sanne")
ERASE = "Have your file erased"


def agreed(case: Case, request: DataRequest) -> None:
    agree(case, request, "", by=OFFICER, countries=REGION.countries, today=today())


def mail(kind: str) -> Mail:
    return session.query(Mail).filter_by(kind=kind).one()


def test_a_household_asks_reads_the_answer_and_the_desk_sees_it(visit: Visit) -> None:
    case = a_case(language="nl")
    expat = visit(case).opens("expat.data").follows("Have something corrected")
    expat.presses("Ask the desk", text="I was born in May").sees("We answer within a month.", "I was born in May")
    officer = visit(a_user(Role.OFFICER)).opens("desk.dashboard").sees("Households ask about their data")
    officer.follows(f"Correct something of {case.title}").sees(
        "I was born in May", "Write in this language: Dutch"
    )
    officer.presses("Send the answer", refused=422, answer="no").sees("Choose a reason.")
    officer.presses("Send the answer", answer="no", reason="register", note="Bel de gemeente")
    officer.sees("The household gets a mail").does_not_see("The household asks to correct something.")
    written = mail("data_request_answered")
    assert "Vraag de gemeente om het te verbeteren." in written.text
    assert "Bel de gemeente" in written.text
    assert "Autoriteit Persoonsgegevens" in written.text
    expat.opens("expat.data").sees("The desk refused.", "Bel de gemeente")


def test_erasing_that_is_agreed_goes_the_way_of_every_erasing(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.data").follows(ERASE).sees("What stays, and until when", "24 months.")
    expat.presses("Ask to erase my file", refused=422).sees("Tick that you understand it.")
    expat.presses("Ask to erase my file", understood=True)
    address, officer = case.email, visit(a_user(Role.OFFICER)).opens("desk.case", case_id=case.id)
    officer.follows("Look and answer").presses("Send the answer", answer="yes").sees("The case is erased")
    session.expire_all()
    assert case.state == CaseState.ERASED
    assert session.get_one(Erasure, case.id).why == "asked"
    assert session.query(DataRequest).count() == 0
    assert mail("case_erased").recipient == address
    expat.must_sign_in_for("expat.data")


def test_only_a_visit_that_lies_ahead_is_to_be_cancelled_first(visit: Visit, clock: Traveller) -> None:
    case = up_to_visit(a_case())
    assert case.visit_at is not None
    booked = "You have a visit on Tuesday 15 December 2026. Cancel it first."
    visit(case).opens("expat.ask_erasure").sees(booked)
    clock.move_to(case.visit_at + timedelta(hours=1))
    visit(case).opens("expat.ask_erasure").does_not_see("You have a visit")


def test_the_last_mail_goes_as_a_whole_a_week_later(app: Flask) -> None:
    """Its address would stand there for good, and no case would lead to it (security T49)."""
    case = a_case(email="zeb@mail.example")
    agreed(case, ask(case, RequestKind.ERASURE, "", by=EXPAT))
    last = mail("case_erased")
    session.commit()
    forget_old_texts(7, held=held_cases())
    assert mail("case_erased"), "it waits to be sent"
    last.state, last.try_after = SENT, now() - timedelta(days=8)
    session.commit()
    forget_old_texts(7, held=held_cases())
    assert session.query(Mail).filter_by(recipient="zeb@mail.example").count() == 0


def test_what_is_held_is_not_erased_and_a_booked_visit_comes_first(visit: Visit) -> None:
    held, booked = a_case(), up_to_visit(a_case())
    held.hold_reason = "A court asks for it"
    request = ask(held, RequestKind.ERASURE, "", by=EXPAT)
    with pytest.raises(CaseHeld):
        agreed(held, request)
    other = ask(booked, RequestKind.ERASURE, "", by=EXPAT)
    officer = visit(a_user(Role.OFFICER)).opens("desk.data_request", case_id=booked.id, request_id=other.id)
    officer.presses("Send the answer", refused=422, answer="yes").sees("A visit is booked. Cancel it first.")
    assert (held.state, booked.state) == (CaseState.OPEN, CaseState.OPEN)


def test_it_is_answered_once_and_taken_back_before_that(visit: Visit) -> None:
    case = a_case()
    request = ask(case, RequestKind.ERASURE, "", by=EXPAT)
    visit(case).opens("expat.data").presses("Take it back: Erase my file").sees("You took it back.")
    session.expire_all()
    assert request.state == RequestState.WITHDRAWN
    with pytest.raises(AlreadyAnswered):
        agreed(case, request)
    with pytest.raises(AlreadyAnswered):
        refuse(case, request, "court", "", by=OFFICER)
    assert case.state == CaseState.OPEN
    second = ask(case, RequestKind.ERASURE, "", by=EXPAT)
    refuse(case, second, "court", "", by=OFFICER)
    with pytest.raises(AlreadyAnswered):
        withdraw(second, by=EXPAT)
    verbs = [line.verb for line in history_of(case.id)][:4]
    assert verbs == ["data_request_refused", "erasure_asked", "data_request_withdrawn", "erasure_asked"]


def test_limits_and_no_bsn(app: Flask) -> None:
    case = a_case()
    with pytest.raises(HoldsBsn):
        ask(case, RequestKind.CORRECTION, "My number is 111222333", by=EXPAT)
    ask(case, RequestKind.ERASURE, "", by=EXPAT)
    with pytest.raises(TooManyOpen):
        ask(case, RequestKind.ERASURE, "", by=EXPAT)
    for _ in range(4):
        ask(case, RequestKind.CORRECTION, "A comma", by=EXPAT)
    with pytest.raises(TooManyOpen):
        ask(case, RequestKind.CORRECTION, "One more", by=EXPAT)


def test_a_month_is_a_month_of_the_calendar(app: Flask) -> None:
    request = ask(a_case(), RequestKind.CORRECTION, "A comma", by=EXPAT)
    request.asked_at = request.asked_at.replace(year=2027, month=1, day=31)
    assert due(request) == date(2027, 2, 28)


def test_nobody_touches_the_request_of_another_household(visit: Visit) -> None:
    """Security T01, T04."""
    case, other = a_case(), a_case()
    request = ask(case, RequestKind.CORRECTION, "A comma", by=EXPAT)
    assert visit(other).posts("expat.withdraw_request", request_id=request.id).status_code == 404
    officer = visit(a_user(Role.OFFICER))
    officer.cannot_open("desk.data_request", case_id=other.id, request_id=request.id)
    visit(a_user(Role.REGISTRAR)).cannot_open("desk.data_request", case_id=case.id, request_id=request.id)
    session.expire_all()
    assert request.state == RequestState.OPEN


def test_a_closed_case_has_its_rights_as_well(visit: Visit) -> None:
    case = a_case()
    case.state, case.closed_on = CaseState.CLOSED, today() - timedelta(days=3)
    expat = visit(case).opens("expat.ask_erasure").presses("Ask to erase my file", understood=True)
    expat.sees("We answer within a month.")
