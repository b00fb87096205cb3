"""Short visits as the desk sees them: on the page of the case, in My day, and at the counter."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.appointments.other_visits import book_other_visit
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, LEIDEN, a_case, a_closure, a_counter, a_user, registered, up_to_visit
from tests.visitor import Visitor

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter(name="Booth 1")


def book(case: Case, region: Region, *, day: date = WEDNESDAY, at: time = time(10)) -> None:
    book_other_visit(case, VisitKind.PAPERS, day, at, by=SYSTEM, region=region, today=today())


def test_an_officer_books_and_cancels_one(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.case", case_id=case.id).follows("Book a visit to hand in papers")
    officer.presses("10:30, Wednesday 16 December 2026").sees("The visit is booked. The household gets a mail.")
    officer.sees("Handing in papers: Wednesday 16 December 2026, 10:30", "Booth 1")
    officer.sees("booked a visit to hand in papers: Wednesday 16 December 2026, 10:30")
    officer.follows("See or cancel: Handing in papers").presses("Cancel the visit")
    officer.sees("The visit is cancelled.", "Book a visit to hand in papers")
    assert open_appointment(case.id, VisitKind.PAPERS) is None


def test_somebody_was_first(officer: Visitor, region: Region) -> None:
    case = a_case()
    officer.opens("desk.other_visit", case_id=case.id, kind="questions")
    book(a_case(), region)
    officer.presses("10:00, Wednesday 16 December 2026", refused=409).sees("That time is not free.")
    officer.opens("desk.other_visit", case_id=case.id, kind="papers")
    book(case, region, at=time(11))
    officer.presses("12:00, Wednesday 16 December 2026")
    officer.sees("The visit is on Wednesday 16 December 2026 at 11:00.")


def test_a_closed_case_takes_none_and_gives_back_what_it_has(officer: Visitor, region: Region) -> None:
    case = a_case()
    book_other_visit(case, VisitKind.QUESTIONS, WEDNESDAY, time(10), by=SYSTEM, region=region, today=today())
    officer.opens("desk.other_visit", case_id=case.id, kind="papers")
    case.state = CaseState.CLOSED
    session.flush()
    officer.presses("11:00, Wednesday 16 December 2026").sees("This case is closed.")
    officer.opens("desk.case", case_id=case.id).does_not_see("Book a visit")
    officer.follows("See or cancel: Questions").presses("Cancel the visit").sees("The visit is cancelled.")


def test_a_registrar_sees_it_and_books_none(visit: Visit, region: Region) -> None:
    """Security T02, T05."""
    own, foreign = a_case(), a_case(home_postcode="2353 GA")
    book(own, region, day=today(), at=time(11))
    book(foreign, region, day=today(), at=time(12))
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.case", case_id=own.id)
    registrar.sees("Handing in papers: Monday 14 December 2026, 11:00")
    registrar.does_not_see("See or cancel", "Book a visit")
    registrar.cannot_open("desk.other_visit", case_id=own.id, kind="papers")
    registrar.opens("desk.dashboard").sees("11:00").does_not_see("12:00")


def test_my_day_says_what_they_come_for(officer: Visitor, region: Region) -> None:
    case = up_to_visit(a_case(family_name="Moreau"), day=today(), at=time(14))
    book(case, region, day=today(), at=time(11))
    book(a_case(family_name="Tomorrow"), region, day=today() + timedelta(days=1))
    text = officer.opens("desk.dashboard").does_not_see("Tomorrow").page.text
    found = [text.index(one) for one in ("11:00", "Handing in papers", "14:00", "Registration")]
    assert found == sorted(found)


def test_my_day_names_one_that_was_left_outside(officer: Visitor, region: Region) -> None:
    case = a_case()
    book(case, region)
    a_closure(WEDNESDAY)
    officer.opens("desk.dashboard").sees("The counter is not open for this visit any more", "Handing in papers")
    officer.follows("See or cancel: Ananya Krishnan").sees("The visit is on Wednesday 16 December 2026 at 10:00.")
    officer.sees("The counter is not open for this visit any more.")


def test_they_are_served_at_the_counter(officer: Visitor, region: Region, clock: Traveller) -> None:
    """Of who is registered long since the day does not say that they are being registered."""
    case = up_to_visit(a_case(), day=today(), at=time(9))
    registered(case)
    book(case, region, at=time(11))
    clock.move_to(datetime(2026, 12, 16, 10, tzinfo=AMSTERDAM))
    officer.signs_in().opens("desk.day").sees("Handing in papers", "Expected")
    officer.does_not_see("1 of 1 registered")
    clock.shift(timedelta(minutes=65))
    officer.signs_in().opens("desk.day").presses(f"Did not come: {case.title}").does_not_see("to be booked anew")
    officer.sees("Did not come").presses(f"Undo: {case.title}").presses(f"Check in: {case.title}").presses(
        f"Call: {case.title}"
    )
    officer.presses(f"Done: {case.title}").sees("Served at 11:05")


def test_a_counter_of_another_town_is_not_offered(officer: Visitor, counter: Counter) -> None:
    counter.terms[0].municipalities = [KATWIJK]
    session.flush()
    case = a_case()
    officer.opens("desk.case", case_id=case.id).does_not_see("Book a visit")
    officer.opens("desk.other_visit", case_id=case.id, kind="papers").sees("No time is free for this household")


def test_who_arrives_later_chooses_a_later_day(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.other_visit", case_id=case.id, kind="papers")
    case.arrival = date(2026, 12, 17)
    session.flush()
    officer.presses("10:00, Wednesday 16 December 2026", refused=409).sees("has not arrived on that day")
