"""The day's page: who comes, who waits, whose turn it is; for the desk and for the registrar of one town."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from time_machine import Traveller

from expatdesk.appointments.models import Appointment
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import Case
from expatdesk.people.models import SignIn
from expatdesk.shared.db import db, session
from tests.factories import KATWIJK, a_case, complete, registered, up_to_visit, with_family
from tests.factories.counters import a_counter
from tests.page import text_of
from tests.visitor import Visitor

TODAY = date(2026, 12, 14)


@pytest.fixture
def household() -> Case:
    """A family of four with a visit today at half past ten; it is ten o'clock."""
    case = with_family(a_case(nationality="FR", given_names="Inès", family_name="Moreau"), children=2)
    return up_to_visit(case, day=TODAY)


def row_of(visitor: Visitor, name: str) -> str:
    """The line of this household."""
    return next(text_of(row) for row in visitor.page.all("tr") if name in text_of(row))


def test_a_household_from_the_door_to_the_end(officer: Visitor, household: Case, clock: Traveller) -> None:
    officer.opens("desk.day").sees("Inès Moreau", "4 people", "Expected", "Accepted")
    officer.presses("Check in: Inès Moreau")
    clock.shift(timedelta(minutes=12))
    officer.opens("desk.day")
    assert "A-001" in row_of(officer, "Inès")
    assert "Waiting for 12 minutes" in row_of(officer, "Inès")
    officer.presses("Call: Inès Moreau").sees("At the counter since 10:12")
    officer.presses("Done: Inès Moreau").sees("Served at 10:12")
    officer.presses("Undo: Inès Moreau").sees("At the counter since 10:12")
    officer.opens("desk.history", case_id=household.id).sees("called the household to the counter")


def test_who_does_not_come(officer: Visitor, household: Case, clock: Traveller) -> None:
    officer.opens("desk.day")
    assert "Did not come" not in row_of(officer, "Inès")
    clock.shift(timedelta(minutes=45))
    officer.signs_in().opens("desk.day").sees("Not here yet")
    officer.presses("Did not come: Inès Moreau").sees("The visit is to be booked anew.", "Did not come")
    assert household.visit_at is None


def test_what_nobody_pressed_can_be_pressed_the_day_after(
    officer: Visitor, household: Case, clock: Traveller
) -> None:
    clock.shift(timedelta(days=1))
    officer.signs_in().opens("desk.dashboard").sees("Nobody wrote down whether they came")
    officer.follows("Write it down: Inès Moreau").sees("Monday 14 December 2026").does_not_see("Check in")
    officer.presses("Did not come: Inès Moreau").sees("The visit is to be booked anew.")
    assert household.visit_at is None
    officer.opens("desk.dashboard").does_not_see("Moreau")


def test_who_came_is_written_down_the_day_after(
    officer: Visitor, registrar: Visitor, household: Case, clock: Traveller
) -> None:
    officer.opens("desk.day").does_not_see("They came")
    clock.shift(timedelta(minutes=45))
    officer.signs_in().opens("desk.day").does_not_see("They came")
    clock.shift(timedelta(days=1))
    officer.signs_in().opens("desk.dashboard").follows("Write it down: Inès Moreau")
    officer.presses("They came: Inès Moreau").sees("Served", "Nobody is registered yet")
    officer.opens("desk.dashboard").does_not_see("Nobody wrote down")
    officer.opens("desk.history", case_id=household.id).sees("the household came to the visit of")
    registrar.signs_in().opens("desk.day", day=TODAY.isoformat()).follows("Register: Inès Moreau")
    registrar.presses("Record", bsn="handed_over", originals="y")
    assert len(household.registrations) == 4


def test_whom_nobody_saw_off(officer: Visitor, household: Case, clock: Traveller) -> None:
    officer.opens("desk.day").presses("Check in: Inès Moreau")
    clock.shift(timedelta(days=1))
    officer.signs_in().opens("desk.dashboard").sees("Nobody wrote down how it ended")
    officer.opens("desk.case", case_id=household.id).does_not_see("Move or cancel")
    officer.follows("Write it down").sees("Nobody wrote down how it ended")
    officer.does_not_see("Call: Inès", "Waiting for", "Did not come: Inès").sees("Undo: Inès")
    officer.presses("They came: Inès Moreau").sees("Served").follows("Inès Moreau")
    officer.sees("Nobody is registered yet", "Book anew").does_not_see("Move or cancel", "Write it down")


def test_who_is_registered_was_there(officer: Visitor, household: Case, clock: Traveller) -> None:
    registered(household)
    clock.shift(timedelta(days=1))
    officer.signs_in().opens("desk.dashboard").does_not_see("Nobody wrote down")
    officer.opens("desk.day", day=TODAY.isoformat())
    assert "Served" in row_of(officer, "Inès")
    assert "Did not come" not in row_of(officer, "Inès")


def test_two_officers_press_at_once(officer: Visitor, coordinator: Visitor, household: Case) -> None:
    for visitor in (officer, coordinator):
        visitor.opens("desk.day")
    officer.presses("Check in: Inès Moreau")
    coordinator.presses("Check in: Inès Moreau", refused=409).sees("This was written down already.", "A-001")


def test_the_registrar_records_all_and_comes_back(registrar: Visitor, household: Case) -> None:
    registrar.opens("desk.day").follows("Register: Inès Moreau")
    registrar.presses("Record", bsn="handed_over", originals="y")
    registrar.sees("The day at the counter", "4 of 4 registered")
    assert len(household.registrations) == 4


def test_a_registrar_sees_the_own_town_alone(
    registrar: Visitor, other_registrar: Visitor, officer: Visitor, household: Case
) -> None:
    officer.opens("desk.walk_in").presses("Give a number").sees("Their number is A-001.", "Without a case")
    registrar.opens("desk.day").sees("Inès Moreau").does_not_see("Without a case")
    other_registrar.opens("desk.day").sees("Nobody comes on this day").does_not_see("Moreau")
    visit = open_appointment(household.id)
    assert visit is not None
    answer = other_registrar.posts("desk.day_act", appointment_id=visit.id, act="check_in")
    assert answer.status_code == 404
    registrar.cannot_open("desk.walk_in")


def test_somebody_walks_in_with_a_code(officer: Visitor, household: Case) -> None:
    officer.opens("desk.walk_in")
    officer.presses("Give a number", refused=422, code="LE-XXXX-99").sees("There is no household with this code.")
    officer.presses("Give a number", refused=422, code=household.code, kind="registration")
    officer.sees("This household has another time already.")
    officer.presses("Give a number", code=household.code, kind="papers").sees("A-001", "walked in")


def test_a_counter_that_does_not_register_for_their_town(officer: Visitor) -> None:
    case = a_case(nationality="FR")
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    elsewhere = a_counter(name="Booth of Katwijk", municipalities=[KATWIJK])
    officer.opens("desk.walk_in")
    officer.presses(
        "Give a number", refused=422, code=case.code, kind="registration", counter=str(elsewhere.id)
    ).sees("This counter does not register for the municipality of this household.")


def test_one_counter_and_another_day(officer: Visitor, household: Case) -> None:
    elsewhere = a_counter(name="Booth of Katwijk")
    officer.opens("desk.day").follows("Booth of Katwijk").sees("Nobody comes on this day")
    officer.follows("Every counter").sees("Inès Moreau").follows("Day after").sees("Tuesday 15 December 2026")
    officer.does_not_see("Moreau")
    officer.opens("desk.day", day="2026-13-01", counter="nothing").sees("Inès Moreau")
    assert elsewhere.id


def test_looking_for_news_keeps_nobody_signed_in(officer: Visitor, household: Case, clock: Traveller) -> None:
    """Security T18: the page asks by itself, and nobody need be sitting there."""
    officer.opens("desk.day")
    seen = session.scalars(select(SignIn.seen_at).where(SignIn.ended_at.is_(None))).all()
    clock.shift(timedelta(minutes=5))
    path = officer.address("desk.day", part=1)
    answer = officer.client.get(path, base_url=officer.base_url, headers={"X-Background": "1"})
    assert "Inès Moreau" in answer.text
    assert "<html" not in answer.text
    session.expire_all()
    assert session.scalars(select(SignIn.seen_at).where(SignIn.ended_at.is_(None))).all() == seen
    assert household.visit_at


def test_the_page_says_where_its_news_comes_from(officer: Visitor, household: Case) -> None:
    """The part that is replaced has the same id in both, or the page would stand still."""
    officer.opens("desk.day")
    (part,) = [e for e in officer.page.root.iter() if e.get("data-live")]
    answer = officer.client.get(part.get("data-live", ""), base_url=officer.base_url)
    assert f'id="{part.get("id")}"' in answer.text
    assert household.title in answer.text


def test_five_households_take_as_many_queries_as_one(officer: Visitor, household: Case) -> None:
    officer.opens("desk.day")
    few = _queries_of(officer)
    for number in range(4):
        up_to_visit(a_case(given_names=f"Guest {number}"), day=TODAY)
    assert session.query(Appointment).count() == 5
    assert _queries_of(officer) == few
    assert few <= 11
    assert household.visit_at


def _queries_of(visitor: Visitor) -> int:
    session.commit()
    session.expire_all()
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        visitor.client.get(visitor.address("desk.day", part=1), base_url=visitor.base_url)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len([statement for statement in asked if statement.startswith("SELECT")])
