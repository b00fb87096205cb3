"""The coordinator's page of the visits at a counter: what holds from which day on, and what a change would do."""

from datetime import date, time, timedelta

import pytest

from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.desk.test_counters import JANUARY, MONDAY, WEDNESDAY, booked, errors_of, logged
from tests.factories import LEIDEN, a_case, a_user
from tests.factories.counters import FIRST_DAY, a_counter, a_terms
from tests.page import text_of
from tests.visitor import Visitor

NEW_YEAR = date(2027, 1, 1)
DAYS = {"first_day-day": "11", "first_day-month": "1", "first_day-year": "2027"}


def rows_of(visitor: Visitor) -> list[str]:
    """The lines of all tables."""
    return [text_of(row) for row in visitor.page.all("tr")]


def held(counter: Counter) -> dict[date, int]:
    """The minutes of one person, by the day from which they hold."""
    session.expire_all()
    return {one.first_day: one.first_person_minutes for one in counter.terms}


def test_the_preview_tells_whom_a_counter_serves_no_more(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12))
    katwijk = a_case(family_name="Haverkamp", home_postcode="2231 AA")
    booked(counter, WEDNESDAY, time(9), katwijk)
    booked(counter, WEDNESDAY, time(10), a_case(family_name="Blijft"))
    # Before New Year the counter serves everybody still, and from 11 January on again.
    counter.terms.append(a_terms(date(2027, 1, 11)))
    for day, name in ((date(2026, 12, 30), "Eerder"), (date(2027, 1, 13), "Later")):
        booked(counter, day, time(9), a_case(family_name=name, home_postcode="2231 AA"))
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    others = [code for code in counter.terms[0].municipalities if code != katwijk.municipality]
    coordinator.presses("Show what changes", **JANUARY, municipalities=others, kinds=["registration", "questions"])
    coordinator.sees("No longer done here: registration for Katwijk and handing in papers.", "1 week is concerned")
    coordinator.sees("1 booked appointment does not fit any more.", "Haverkamp")
    coordinator.does_not_see("Blijft", "Eerder", "Ananya Later")
    coordinator.presses("Save").sees("Saved.", "The visits change on Friday 1 January 2027.")
    session.expire_all()
    assert [len(one.municipalities) for one in counter.terms] == [6, 5, 6]


def test_who_hands_in_papers_is_of_a_town_too(coordinator: Visitor) -> None:
    counter = a_counter(kinds=[VisitKind.PAPERS])
    katwijk = a_case(family_name="Haverkamp", home_postcode="2231 AA")
    for hour, case in ((9, katwijk), (10, a_case(family_name="Blijft"))):
        booked(counter, WEDNESDAY, time(hour), case).kind = VisitKind.PAPERS
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    others = [code for code in counter.terms[0].municipalities if code != katwijk.municipality]
    coordinator.presses("Show what changes", municipalities=others)
    coordinator.sees("1 booked appointment does not fit any more.", "Haverkamp").does_not_see("Blijft")
    there = coordinator.address("desk.other_visit", case_id=katwijk.id, kind="papers")
    assert coordinator.page.link("Ananya Haverkamp") == there


def test_the_preview_tells_what_longer_visits_leave_free(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    row = booked(counter, MONDAY, time(9, 30))
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", first_person_minutes="60")
    coordinator.sees("What is booked stays as it is.", "Free times for 1 person", "weeks change")
    coordinator.does_not_see("No times that can be booked change here.")
    # Beside the half hour at 9:30, two whole hours are left of five half ones.
    rows = rows_of(coordinator)
    assert "Monday 4 January 2027 5 2" in rows
    assert "Monday 11 January 2027 6 3" in rows
    assert [line for line in rows if "28 December" in line] == []
    coordinator.presses("Save")
    assert held(counter) == {FIRST_DAY: 30, today(): 60}
    assert row.ends_at - row.starts_at == timedelta(minutes=30)


def test_minutes_of_further_people_are_told_for_two(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", further_person_minutes="30").sees("Free times for 2 people")
    assert "Monday 11 January 2027 4 3" in rows_of(coordinator)
    coordinator.presses("Show what changes", further_person_minutes="15")
    coordinator.sees("No times that can be booked change here.")


def test_what_is_to_hold_later_ends_a_change_and_is_taken_back(coordinator: Visitor) -> None:
    counter = a_counter(opens=time(9), closes=time(12), weekdays=(0,))
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", **DAYS, municipalities=[LEIDEN], first_person_minutes="60")
    coordinator.presses("Save").opens("desk.counter_terms", counter_id=counter.id)
    coordinator.sees("From Monday 11 January 2027", "60 minutes, 15 for each further person")
    coordinator.presses("Show what changes", **JANUARY, first_person_minutes="45").presses("Save")
    assert held(counter) == {FIRST_DAY: 30, NEW_YEAR: 45, date(2027, 1, 11): 60}
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", **JANUARY, first_person_minutes="30")
    assert [row for row in rows_of(coordinator) if "January" in row] == ["Monday 4 January 2027 4 6"]
    there = coordinator.address("desk.take_back_terms", counter_id=counter.id, day="2027-01-11")
    assert there in [link.get("href") for link in coordinator.page.all("a")]
    coordinator.opens("desk.take_back_terms", counter_id=counter.id, day="2027-01-11")
    coordinator.sees("Done here from now on: registration for Leiderdorp,", "Every booked appointment still fits.")
    assert "Monday 11 January 2027 3 4" in rows_of(coordinator)
    coordinator.presses("Take this back").sees("Saved.")
    assert held(counter) == {FIRST_DAY: 30, NEW_YEAR: 45}
    for over in ("2027-01-11", FIRST_DAY.isoformat(), "soon"):
        coordinator.cannot_open("desk.take_back_terms", counter_id=counter.id, day=over)
    assert logged() == ["counter_terms_set", "counter_terms_set", "counter_terms_taken_back"]


@pytest.mark.parametrize(
    ("in_use_from", "said"),
    [(FIRST_DAY, "Choose Monday 14 December 2026"), (date(2027, 2, 1), "Choose Monday 1 February 2027")],
)
def test_nothing_holds_before_today_nor_before_the_counter_is_in_use(
    coordinator: Visitor, in_use_from: date, said: str
) -> None:
    counter = a_counter(first_day=in_use_from)
    day = in_use_from - timedelta(days=1) if in_use_from > today() else today() - timedelta(days=1)
    typed = {"first_day-day": str(day.day), "first_day-month": str(day.month), "first_day-year": str(day.year)}
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", refused=422, **typed)
    assert said in errors_of(coordinator)[0]


def test_what_holds_from_the_first_day_on_moves_with_it(coordinator: Visitor) -> None:
    counter = a_counter(first_day=date(2027, 2, 1))
    coordinator.opens("desk.counter", counter_id=counter.id).presses("Show what changes", **JANUARY)
    coordinator.presses("Save")
    assert held(counter) == {NEW_YEAR: 30}


def test_two_coordinators_at_the_visits_of_one_counter(visit: Visit) -> None:
    counter = a_counter()
    first, second = visit(a_user(Role.COORDINATOR)), visit(a_user(Role.COORDINATOR))
    for one, minutes in ((first, "45"), (second, "60")):
        one.opens("desk.counter_terms", counter_id=counter.id)
        one.presses("Show what changes", **JANUARY, first_person_minutes=minutes)
    first.presses("Save")
    second.presses("Save", refused=409).sees("Somebody changed this while you were at it")
    assert "Minutes for the first person 45 60" in rows_of(second)
    first.opens("desk.take_back_terms", counter_id=counter.id, day="2027-01-01")
    second.presses("Show what changes").presses("Save")
    first.presses("Take this back", refused=409).sees("Somebody changed this while you were at it")
    assert held(counter)[NEW_YEAR] == 60


def test_what_holds_already_adds_nothing(coordinator: Visitor) -> None:
    counter = a_counter()
    counter.terms[0].kinds = list(reversed(counter.terms[0].kinds))
    version = counter.version
    coordinator.opens("desk.counter_terms", counter_id=counter.id).presses("Show what changes", **JANUARY)
    coordinator.presses("Save").sees("Nothing changed: this holds already.")
    assert (held(counter), counter.version, logged()) == ({FIRST_DAY: 30}, version, [])


def test_what_is_set_back_to_what_held_before_needs_no_terms(coordinator: Visitor) -> None:
    counter = a_counter()
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", **JANUARY, first_person_minutes="45").presses("Save")
    coordinator.opens("desk.counter_terms", counter_id=counter.id)
    coordinator.presses("Show what changes", **JANUARY, first_person_minutes="30").presses("Save").sees("Saved.")
    assert held(counter) == {FIRST_DAY: 30}
