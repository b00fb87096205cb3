"""The household books a short visit by itself: at once, free of charge, and cancels it on the same page."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.appointments.other_visits import book_other_visit
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_closure, a_counter, registered, up_to_visit, with_family
from tests.visitor import Visitor

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter()


def book(case: Case, region: Region, kind: VisitKind = VisitKind.PAPERS, at: time = time(10)) -> None:
    book_other_visit(case, kind, WEDNESDAY, at, by=SYSTEM, region=region, today=today())


def test_from_the_plan_to_a_booked_visit_and_back(visit: Visit) -> None:
    case = up_to_visit(a_case(), day=date(2026, 12, 14), at=time(9))
    registered(case)
    expat = visit(case).opens("expat.status").follows("Book a visit: Ask a question")
    expat.sees("at which you can come", "costs nothing").presses("10:30, Wednesday 16 December 2026")
    expat.sees("Your visit is booked.", "Wednesday 16 December 2026, 10:30 to 11:00", "Bargelaan 190, Leiden")
    booked = open_appointment(case.id, VisitKind.QUESTIONS)
    assert booked is not None
    assert (booked.starts_at, booked.booked_by_role) == (datetime(2026, 12, 16, 9, 30, tzinfo=UTC), "expat")
    expat.opens("expat.status").does_not_see("Book a visit: Hand in papers")
    expat.follows("Your visit to ask a question: Wednesday 16 December 2026, 10:30")
    expat.presses("Cancel the visit").sees("Your visit is cancelled.", "Book a visit: Ask a question")
    assert open_appointment(case.id, VisitKind.QUESTIONS) is None


def test_one_of_several_is_enough(visit: Visit, region: Region) -> None:
    for case, is_said in ((a_case(), False), (with_family(a_case()), True)):
        expat = visit(case)
        pages = [expat.opens("expat.status").page.text, expat.opens("expat.other_visit", kind="papers").page.text]
        book(case, region, at=time(11) if is_said else time(10))
        pages.append(expat.opens("expat.other_visit", kind="papers").page.text)
        mail = session.scalars(
            select(Mail).where(Mail.case_id == case.id, Mail.kind == "other_visit_booked")
        ).one()
        assert {"one of you " in text.lower() for text in (*pages, mail.text, mail.html)} == {is_said}


def test_who_is_second_gets_the_times_that_are_free(visit: Visit, region: Region) -> None:
    expat = visit(a_case()).opens("expat.other_visit", kind="papers")
    book(a_case(), region)
    expat.presses("10:00, Wednesday 16 December 2026", refused=409).sees("That time is not free.")
    expat.does_not_see("10:00, Wednesday 16 December 2026").presses("11:00, Wednesday 16 December 2026")
    expat.sees("Your visit is booked.", "Bring the originals")


def test_two_tabs_book_one_visit(visit: Visit, region: Region) -> None:
    case = a_case()
    expat = visit(case).opens("expat.other_visit", kind="papers")
    book(case, region)
    expat.presses("11:00, Wednesday 16 December 2026").sees("10:00 to 10:30").does_not_see("Your visit is booked.")


@pytest.mark.parametrize("time", ["", "soon", "9999-99-99T10:00"])
def test_what_is_no_time_books_nothing(visit: Visit, time: str) -> None:
    case = a_case()
    expat = visit(case).opens("expat.other_visit", kind="papers")
    assert expat.posts("expat.book_other", {"time": time}, kind="papers").status_code == 422
    assert open_appointment(case.id, VisitKind.PAPERS) is None


def test_other_things_are_no_visit(visit: Visit) -> None:
    expat = visit(a_case())
    assert expat.asks_for("expat.status").status_code == 200
    assert expat._get("/my/visit/registration").status_code == 404


def test_who_is_asked_for_no_papers_is_offered_no_time_for_them(visit: Visit, region: Region) -> None:
    case, said = up_to_visit(a_case(), day=date(2026, 12, 14), at=time(9)), "You cannot book a visit for this now."
    expat = visit(case)
    answers = [
        expat.asks_for("expat.other_visit", kind="papers"),
        expat.posts("expat.book_other", {"time": "2026-12-16T10:00"}, kind="papers"),
    ]
    assert [(one.status_code, one.location) for one in answers] == [(303, "/my/")] * 2
    expat.opens("expat.status").sees(said)
    assert open_appointment(case.id, VisitKind.PAPERS) is None
    book(case, region)
    expat.opens("expat.other_visit", kind="papers").does_not_see(said).presses("Cancel the visit")
    assert open_appointment(case.id, VisitKind.PAPERS) is None
    expat.opens("expat.other_visit", kind="questions").sees("Choose a time")


def test_nothing_is_offered_that_no_counter_takes(visit: Visit, counter: Counter) -> None:
    counter.terms[0].kinds = [VisitKind.REGISTRATION]
    session.flush()
    expat = visit(a_case()).opens("expat.status").does_not_see("Papers or a question")
    expat.opens("expat.other_visit", kind="papers").sees("There is no free time for you", "call us: +31")


def test_the_desk_closed_its_counter_then(visit: Visit, region: Region) -> None:
    case, said = a_case(), "The counter is not open for your visit any more at the time that you booked."
    book(case, region)
    expat = visit(case).opens("expat.status").does_not_see(said)
    a_closure(WEDNESDAY)
    expat.opens("expat.status").sees(said).follows(
        "Your visit to hand in papers: Wednesday 16 December 2026, 10:00"
    )
    expat.sees(said).presses("Cancel the visit")


def test_what_is_over_cannot_be_cancelled(
    visit: Visit, officer: Visitor, region: Region, clock: time_machine.Traveller
) -> None:
    case = a_case()
    book(case, region)
    clock.move_to(datetime(2026, 12, 16, 10, tzinfo=UTC))
    visit(case).opens("expat.other_visit", kind="papers").sees("10:00 to 10:30").does_not_see("Cancel the visit")
    officer.signs_in().opens("desk.case", case_id=case.id).does_not_see("See or cancel")
    officer.follows("See the visit: Handing in papers").does_not_see("Cancel the visit")


def test_after_the_day_of_one_that_nobody_recorded_they_book_another(
    visit: Visit, officer: Visitor, region: Region, clock: time_machine.Traveller
) -> None:
    case = a_case()
    book(case, region)
    clock.move_to(datetime(2026, 12, 17, 8, tzinfo=UTC))
    expat = visit(case).opens("expat.status").follows("Book a visit: Hand in papers")
    expat.presses("10:00, Friday 18 December 2026").sees("Your visit is booked.")
    officer.signs_in().opens("desk.case", case_id=case.id).sees("Friday 18 December 2026, 10:00")
    officer.sees("Wednesday 16 December 2026, 10:00", "Nobody wrote down whether they came.")
    officer.follows("See that day: Handing in papers").sees("Nobody wrote down whether they came")
    officer.presses("They came: Ananya Krishnan").sees("Served").opens("desk.case", case_id=case.id)
    officer.does_not_see("Nobody wrote down")


def test_who_is_at_the_counter_cancels_nothing(visit: Visit, region: Region) -> None:
    case = a_case()
    book(case, region)
    expat = visit(case).opens("expat.other_visit", kind="papers")
    booked = open_appointment(case.id, VisitKind.PAPERS)
    assert booked is not None
    booked.progress = "checked_in"
    session.flush()
    expat.presses("Cancel the visit").sees("10:00 to 10:30").does_not_see("Your visit is cancelled.", "Cancel the")


def test_who_arrives_later_chooses_a_later_day(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.other_visit", kind="papers")
    case.arrival = date(2026, 12, 17)
    session.flush()
    expat.presses("10:00, Wednesday 16 December 2026", refused=409).sees("You are not here yet on that day.")
    expat.does_not_see("Wednesday 16 December 2026").sees("10:00, Thursday 17 December 2026")
