"""The visit: book it, move it, cancel it; what is refused and what the household reads."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.models import Counter
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.step_actions import register_person
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.region import load_region
from expatdesk.rules.plan import StepState
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import (
    a_case,
    a_closure,
    a_counter,
    a_user,
    complete,
    registered,
    the_plan,
    up_to_visit,
    with_family,
)
from tests.page import text_of
from tests.visitor import Visitor

BY_SYSTEM: dict[str, Any] = {"by": SYSTEM, "region": load_region("leiden"), "today": date(2026, 12, 14)}


def on(day: int, month: int, year: int = 2026, at: str = "10:30") -> dict[str, str]:
    """What is typed for this day and time."""
    return {"day-day": str(day), "day-month": str(month), "day-year": str(year), "at": at}


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday, save where the calendar closes the desk."""
    return a_counter()


@pytest.fixture
def ready() -> Case:
    """A family whose papers are handed in."""
    case = with_family(a_case(language="nl"))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def the_mail(case: Case) -> Mail:
    """The mail to the household about its visit."""
    return session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == "visit_booked")).one()


def test_page_and_mail_tell_the_same_moment_and_what_to_bring(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).sees("Lawful limit: Monday 14 December 2026")
    officer.presses("Book this time", **on(16, 12))
    officer.sees("The visit is on Wednesday 16 December 2026 at 10:30.", "Bargelaan 190")
    assert ready.visit_at == datetime(2026, 12, 16, 9, 30, tzinfo=UTC)
    mail = the_mail(ready)
    assert mail.subject == f"Uw bezoek is op woensdag 16 december 2026 om 10:30 uur ({ready.code})"
    for part in (mail.text, mail.html):
        assert "woensdag 16 december 2026, 10:30" in part
        assert "Bargelaan 190, Leiden, Booth" in part
        assert "Luc Moreau brengt mee" in part
        assert "Geboorteakte" in part
        assert "Huurcontract" in part


def test_a_summer_visit_is_an_hour_earlier_in_utc(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).presses("Book this time", **on(1, 6, 2027))
    assert ready.visit_at == datetime(2027, 6, 1, 8, 30, tzinfo=UTC)
    officer.sees("Tuesday 1 June 2027 at 10:30")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (on(11, 12), "This day is over. Choose today or a later day."),
        (on(19, 12), "The desk is closed on that day."),
        (on(25, 12), "The desk is closed on that day."),
        (on(28, 12), "The desk is closed on that day."),
        (on(27, 4, 2027), "The desk is closed on that day."),
        (on(4, 10, 2027, at="25:00"), "Type a time as on the clock"),
        (on(31, 2, 2027), "This day does not exist."),
        ({"at": "10:30"}, "Fill in the day of the visit."),
        (on(16, 12, at=""), "Fill in the time of the visit."),
    ],
)
def test_what_is_refused_is_said_at_the_field(
    officer: Visitor, ready: Case, typed: dict[str, str], said: str
) -> None:
    officer.opens("desk.visit", case_id=ready.id).presses("Book this time", refused=422, **typed)
    errors = [text_of(e) for e in officer.page.all("p") if e.get("class") == "error"]
    assert [error for error in errors if said in error]
    assert ready.visit_at is None


def test_third_of_october_is_closed_in_leiden(officer: Visitor, ready: Case) -> None:
    """2028, when it is a Tuesday: no recognised holiday, but the town is out in the street."""
    officer.opens("desk.visit", case_id=ready.id)
    officer.presses("Book this time", refused=422, **on(3, 10, 2028)).sees("The desk is closed on that day.")
    officer.presses("Book this time", **on(4, 10, 2028))


def test_refusals_are_said_in_dutch_to_a_dutch_reader(visit: Visit, ready: Case) -> None:
    dutch = visit(a_user(Role.OFFICER), language="nl").opens("desk.visit", case_id=ready.id)
    dutch.presses("Leg dit tijdstip vast", refused=422, **on(28, 12))
    dutch.sees("De balie is op die dag gesloten.", "Wettelijke termijn: maandag 14 december 2026")


def test_not_before_arrival(officer: Visitor) -> None:
    case = a_case(arrival=date(2027, 1, 11))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    officer.opens("desk.visit", case_id=case.id)
    officer.presses("Book this time", refused=422, **on(8, 1, 2027)).sees("has not arrived on that day")
    officer.sees("Monday 11 January 2027", "Tuesday 12 January 2027")
    officer.presses("Book this time", **on(11, 1, 2027))


def test_a_suggested_day_fills_itself_in(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).follows("09:15, Tuesday 15 December 2026")
    officer.presses("Book this time")
    assert ready.visit_at == datetime(2026, 12, 15, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-13-01", "x", "", "../", "2026-12-15"])
def test_a_day_in_the_address_that_is_none(officer: Visitor, ready: Case, day: str) -> None:
    address = {"time": day, "from": day}
    officer.opens("desk.visit", case_id=ready.id, **address).sees("Book this time")


def test_without_papers_there_is_nothing_to_book(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.visit", case_id=case.id).sees("when the papers are handed in")
    sent = {"version": str(case.version), **on(16, 12)}
    answer = officer.posts("desk.visit", sent, case_id=case.id)
    assert answer.status_code == 422
    assert case.visit_at is None


def test_it_is_moved_and_the_mail_says_so(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).presses("Book this time", **on(16, 12))
    officer.opens("desk.visit", case_id=ready.id).presses("Move the visit", **on(17, 12, at="11.00"))
    assert ready.visit_at == datetime(2026, 12, 17, 10, tzinfo=UTC)
    subjects = set(session.scalars(select(Mail.subject).where(Mail.kind == "visit_booked")))
    assert f"Uw bezoek is verzet naar donderdag 17 december 2026 om 11:00 uur ({ready.code})" in subjects


def test_it_is_cancelled_and_the_mail_says_so(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).presses("Book this time", **on(16, 12))
    officer.opens("desk.visit", case_id=ready.id).presses("Cancel the visit").sees("The visit is cancelled.")
    assert ready.visit_at is None
    mail = session.scalars(select(Mail).where(Mail.kind == "visit_cancelled")).one()
    assert "woensdag 16 december 2026 om 10:30" in mail.text


def test_after_a_registration_it_stays(officer: Visitor) -> None:
    case = registered(up_to_visit(a_case(), day=date(2026, 12, 14)))
    officer.opens("desk.visit", case_id=case.id).sees("it can no longer be moved or cancelled")
    answer = officer.posts("desk.cancel_visit", {"version": str(case.version)}, case_id=case.id)
    assert answer.status_code == 409
    assert case.visit_at is not None


def test_a_visit_to_come_of_who_is_registered_is_cancelled(visit: Visit, officer: Visitor) -> None:
    """As after two cases became one: the one was registered, the other had a visit."""
    case = registered(up_to_visit(a_case()))
    officer.opens("desk.visit", case_id=case.id).sees("Everybody is registered already, so nobody has to come on")
    officer.presses("Cancel the visit").sees("The visit is cancelled.", "No visit is booked.")
    assert case.visit_at is None
    assert open_appointment(case.id) is None
    assert the_plan(case).step("visit_booked").state is StepState.DONE
    mail = session.scalars(select(Mail).where(Mail.kind == "visit_cancelled")).one()
    for part in (mail.text, mail.html):
        assert "You are registered already, so you do not have to come." in part
        assert "choose another time" not in part
    visit(case).opens("expat.status").does_not_see("Tuesday 15 December")
    answer = officer.posts("desk.cancel_visit", {"version": str(case.version)}, case_id=case.id)
    assert answer.status_code == 409


@pytest.mark.parametrize("missing", ["somebody", "the number"])
def test_a_visit_stays_while_somebody_needs_it(officer: Visitor, missing: str) -> None:
    case = up_to_visit(with_family(a_case(nationality="FR")) if missing == "somebody" else a_case())
    person, way = case.people[0], BsnWay.BY_POST if missing == "somebody" else None
    register_person(case, person, registered_on=BY_SYSTEM["today"], bsn_way=way, version=case.version, **BY_SYSTEM)
    officer.opens("desk.visit", case_id=case.id).does_not_see("Everybody is registered already")
    answer = officer.posts("desk.cancel_visit", {"version": str(case.version)}, case_id=case.id)
    assert answer.status_code == 409
    assert case.visit_at is not None


def test_two_officers_book_for_one_household(visit: Visit, ready: Case) -> None:
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER))
    for one in (first, second):
        one.opens("desk.visit", case_id=ready.id)
    first.presses("Book this time", **on(16, 12))
    second.presses("Book this time", refused=409, **on(17, 12)).sees("Ada Blom booked the visit")
    rows = [text_of(row) for row in second.page.all("tr")][1:]
    assert rows == ["Day 16 December 2026 17 December 2026"]
    assert ready.visit_at == datetime(2026, 12, 16, 9, 30, tzinfo=UTC)
    second.presses("Move the visit")
    assert ready.visit_at == datetime(2026, 12, 17, 9, 30, tzinfo=UTC)


def test_a_household_of_another_office_has_no_visit(officer: Visitor) -> None:
    case = a_case(home_postcode="2225 AB")
    officer.opens("desk.visit", case_id=case.id).does_not_see("Book this time")


def test_a_time_taken_meanwhile_is_said_with_those_still_free(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id)
    other = with_family(a_case())
    complete(other, "intake")
    complete(other, "papers_handed_in")
    book_visit(other, date(2026, 12, 16), time(10, 30), version=other.version, **BY_SYSTEM)
    officer.presses("Book this time", refused=409, **on(16, 12))
    officer.sees(
        "Somebody else has just taken Wednesday 16 December 2026 at 10:30.", "11:15, Wednesday 16 December"
    )
    officer.does_not_see("10:30, Wednesday 16 December", "10:00, Wednesday 16 December")
    assert ready.visit_at is None
    officer.presses("Book this time", **on(16, 12, at="11:15"))
    assert ready.visit_at == datetime(2026, 12, 16, 10, 15, tzinfo=UTC)


def test_another_time_only_where_a_counter_is_open(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id)
    officer.presses("Book this time", refused=422, **on(16, 12, at="17:45"))
    officer.sees("At that time no counter is open for long enough.")
    officer.presses("Book this time", **on(16, 12, at="17:15"))


def test_nothing_left_before_the_law(officer: Visitor, ready: Case) -> None:
    a_closure(date(2026, 12, 14), date(2026, 12, 15))
    officer.opens("desk.visit", case_id=ready.id)
    officer.sees("No time is left before it; the first free time is 2 days later.", "2 days after the limit")


def test_later_days(officer: Visitor, ready: Case) -> None:
    officer.opens("desk.visit", case_id=ready.id).does_not_see("Tuesday 22 December 2026")
    officer.follows("Later days").sees("09:15, Tuesday 22 December 2026")


def test_without_any_counter_nothing_is_free(officer: Visitor, ready: Case, counter: Counter) -> None:
    counter.terms[0].kinds = ["questions"]
    session.flush()
    officer.opens("desk.visit", case_id=ready.id).sees("No time is free for this household")
