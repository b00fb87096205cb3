"""The coordinator's page: counters, their hours and closed days, and what a change of them would do."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from expatdesk.appointments.models import Appointment, Closure, Counter, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.timetable import Hours, week_on
from expatdesk.cases.models import Case
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, a_user
from tests.factories.counters import a_closure, a_counter
from tests.page import text_of
from tests.visitor import Visitor

MONDAY, WEDNESDAY = date(2027, 1, 4), date(2027, 1, 6)
OPEN_AGAIN = "Open on these days after all"
JANUARY = {"first_day-day": "1", "first_day-month": "1", "first_day-year": "2027"}


def booked(counter: Counter, day: date, at: time, case: Case | None = None) -> Appointment:
    """Somebody's half hour at this counter."""
    starts = datetime.combine(day, at, AMSTERDAM)
    row = Appointment(
        case_id=case.id if case else None, counter=counter, kind=VisitKind.REGISTRATION, progress=Progress.BOOKED,
        starts_at=starts, ends_at=starts + timedelta(minutes=30), booked_by_role=Role.OFFICER,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for minutes in (0, 15):
        quarter = starts + timedelta(minutes=minutes)
        session.add(TakenQuarter(counter_id=counter.id, starts_at=quarter, appointment_id=row.id))
    session.flush()
    return row


def week_of(counter: Counter, day: date) -> dict[int, str]:
    """The hours by appointment that hold on a day, by day of the week."""
    session.expire_all()
    week = week_on(map(Hours.of, counter.hours), day)
    return {
        weekday: ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in week[weekday, False])
        for weekday in range(7)
        if week[weekday, False]
    }


def errors_of(visitor: Visitor) -> list[str]:
    """What stands beside the fields."""
    return [text_of(e) for e in visitor.page.all("p") if e.get("class") == "error"]


def logged() -> list[str]:
    """The verbs of the logbook that tell of no case, in their order."""
    wanted = select(LogLine.verb).where(LogLine.case_id.is_(None)).order_by(LogLine.at, LogLine.id)
    return [verb for verb in session.scalars(wanted) if verb.startswith(("counter", "hours", "closure", "screen"))]


def test_the_empty_page_says_what_to_do(coordinator: Visitor) -> None:
    coordinator.opens("desk.counters").sees("No counters yet", "Add a counter and tell when it is open.")
    coordinator.follows("Add a counter").sees("Minutes for the first person")


def test_what_a_counter_takes_reads_as_one_line(coordinator: Visitor) -> None:
    a_counter()
    coordinator.opens("desk.counters").sees("Registration, handing in papers and questions")


def test_a_counter_is_added_and_then_its_hours(coordinator: Visitor) -> None:
    coordinator.opens("desk.new_counter")
    coordinator.presses("Add", name="Booth 0.22", place="Bargelaan 190", municipalities=[LEIDEN])
    coordinator.sees("The counter is added.", "Opening hours of Booth 0.22")
    coordinator.presses("Show what changes", **JANUARY, day0="9:00-12:15", day2="9.00-12.15, 13:00–16:30")
    coordinator.presses("Save").sees("Saved.", "Booth 0.22")
    counter = session.scalars(select(Counter)).one()
    assert [(one.first_day, one.municipalities) for one in counter.terms] == [(today(), [LEIDEN])]
    assert week_of(counter, MONDAY) == {0: "09:00-12:15", 2: "09:00-12:15, 13:00-16:30"}
    assert week_of(counter, MONDAY - timedelta(days=7)) == {}
    assert logged() == ["counter_added", "hours_changed"]


def test_a_name_is_of_one_counter(coordinator: Visitor) -> None:
    a_counter(name="Booth 1")
    coordinator.opens("desk.new_counter")
    coordinator.presses("Add", refused=422, name="Booth 1", place="Bargelaan 190", municipalities=[LEIDEN])
    assert "Another counter has this name." in errors_of(coordinator)[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day0": "9-12"}, "Type hours as 09:00–12:15"),
        ({"day0": "12:00-9:00"}, "Hours end later than they begin."),
        ({"day0": "9:10-12:00"}, "Use whole quarters of an hour"),
        ({"day0": "9:00-12:00, 11:45-14:00"}, "These hours overlap."),
        ({"day0": "9:00-12:00", "day0_walk_in": "11:00-13:00"}, "These hours overlap."),
        (
            {"last_day-day": "31", "last_day-month": "12", "last_day-year": "2026"},
            "The last day lies before the first.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_the_field(coordinator: Visitor, typed: dict[str, str], said: str) -> None:
    counter = a_counter()
    coordinator.opens("desk.hours", counter_id=counter.id).presses("Show what changes", **{**JANUARY, **typed})
    assert coordinator.page.status == 422
    assert [error for error in errors_of(coordinator) if said in error]
    assert "Save" not in [text_of(button) for button in coordinator.page.all("button")]


def test_a_preview_tells_weeks_and_times_and_whom_it_leaves_out(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0, 2))
    case = a_case(given_names="Mei-Ling", family_name="Zhao")
    booked(counter, MONDAY, time(11, 30), case)
    booked(counter, WEDNESDAY, time(11, 30))
    coordinator.opens("desk.hours", counter_id=counter.id)
    january = {"last_day-day": "17", "last_day-month": "1", "last_day-year": "2027"}
    coordinator.presses("Show what changes", **JANUARY, **january, day0="9:00-11:00", day4="9:00-10:00")
    # Two Mondays lose 11:00 to 12:00, of which half an hour is booked; on two Fridays an hour comes.
    coordinator.sees("3 free times go.", "1 booked appointment does not fit any more.", "2 weeks change")
    coordinator.follows("Mei-Ling Zhao")
    assert week_of(counter, MONDAY)[0] == "09:00-12:00"


def test_hours_for_a_while_give_way_to_those_before(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    until = {"last_day-day": "31", "last_day-month": "1", "last_day-year": "2027"}
    coordinator.opens("desk.hours", counter_id=counter.id)
    coordinator.presses("Show what changes", **JANUARY, **until, day0="10:00-11:00").presses("Save")
    mondays = [date(2026, 12, 28), MONDAY, date(2027, 1, 25), date(2027, 2, 1)]
    assert [week_of(counter, day)[0] for day in mondays] == [
        "09:00-12:00", "10:00-11:00", "10:00-11:00", "09:00-12:00",
    ]  # fmt: skip


def test_saving_cancels_nothing(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    row = booked(counter, MONDAY, time(11, 30))
    coordinator.opens("desk.hours", counter_id=counter.id)
    coordinator.presses("Show what changes", **JANUARY, day0="").sees("without a case").presses("Save")
    session.expire_all()
    assert (row.progress, len(row.quarters)) == (Progress.BOOKED, 2)
    assert week_of(counter, MONDAY) == {}


def test_two_coordinators_at_one_counter(visit: Visit) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    first, second = visit(a_user(Role.COORDINATOR)), visit(a_user(Role.COORDINATOR))
    for one, typed in ((first, "10:00-12:00"), (second, "9:00-13:00")):
        one.opens("desk.hours", counter_id=counter.id).presses("Show what changes", **JANUARY, day0=typed)
    first.presses("Save")
    second.presses("Save", refused=409).sees("Somebody changed this while you were at it")
    rows = [text_of(row) for row in second.page.all("tr")]
    assert "Monday, by appointment 10:00–12:00 09:00–13:00" in rows
    assert week_of(counter, MONDAY)[0] == "10:00-12:00"
    second.presses("Show what changes").presses("Save")
    assert week_of(counter, MONDAY)[0] == "09:00-13:00"


def test_closed_days_of_the_whole_desk(coordinator: Visitor) -> None:
    one, other = a_counter(weekdays=(0,)), a_counter(weekdays=(0,))
    booked(one, MONDAY, time(10), a_case(given_names="Oleksandr", family_name="Tkachenko"))
    days = {"first_day-day": "4", "first_day-month": "1", "first_day-year": "2027"}
    ends = {"last_day-day": "8", "last_day-month": "1", "last_day-year": "2027"}
    coordinator.opens("desk.new_closure")
    coordinator.presses("Show what changes", **days, **ends, reason_nl="verhuizing", reason_en="moving house")
    coordinator.sees(one.name, other.name, "Oleksandr Tkachenko", "19 free times go.", "20 free times go.")
    coordinator.presses("Save").sees("moving house", "The whole desk")
    closure = session.scalars(select(Closure)).one()
    assert (closure.first_day, closure.last_day, closure.counter_id) == (MONDAY, date(2027, 1, 8), None)
    coordinator.opens("desk.closure", closure_id=closure.id).follows("Take these days away")
    coordinator.sees("Monday 4 January 2027 to Friday 8 January 2027: Open after all")
    coordinator.sees("19 free times come.", "20 free times come.", "Every booked appointment still fits.")
    coordinator.presses(OPEN_AGAIN).sees("Saved.")
    assert session.scalars(select(Closure)).all() == []
    assert logged() == ["closure_added", "closure_removed"]


def test_a_closure_that_somebody_else_changed(visit: Visit) -> None:
    closure = a_closure(MONDAY)
    first, second = visit(a_user(Role.COORDINATOR)), visit(a_user(Role.COORDINATOR))
    for one, reason in ((first, "one thing"), (second, "another thing")):
        one.opens("desk.closure", closure_id=closure.id).presses("Show what changes", reason_en=reason)
    first.presses("Save")
    second.presses("Save", refused=409).sees("one thing")
    assert closure.reason_en == "one thing"
    first.opens("desk.remove_closure", closure_id=closure.id)
    second.opens("desk.closure", closure_id=closure.id).presses("Show what changes", reason_en="another thing")
    second.presses("Save")
    first.presses(OPEN_AGAIN, refused=409).sees("Somebody changed this while you were at it")
    first.presses(OPEN_AGAIN).sees("No further closed days ahead.")


def test_a_counter_ends_and_says_who_is_still_to_come(coordinator: Visitor) -> None:
    counter = a_counter(weekdays=(0,))
    booked(counter, MONDAY, time(10), a_case(given_names="Ibrahim", family_name="Sesay"))
    ends = {"last_day-day": "31", "last_day-month": "12", "last_day-year": "2026"}
    coordinator.opens("desk.counter", counter_id=counter.id).presses("Show what changes", **ends)
    coordinator.sees("Ibrahim Sesay").presses("Save").sees("Thursday 31 December 2026")
    assert counter.last_day == date(2026, 12, 31)


@pytest.mark.parametrize("endpoint", ["desk.counters", "desk.new_counter", "desk.new_closure", "desk.new_screen"])
def test_officers_and_registrars_do_not_find_it(officer: Visitor, registrar: Visitor, endpoint: str) -> None:
    for visitor in (officer, registrar):
        visitor.cannot_open(endpoint)
