"""A household that changes after it has booked: its time is looked at in the same act."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.fitting import UNCHANGED, recheck_visit
from expatdesk.appointments.models import Appointment, Counter, Misfit, TakenQuarter
from expatdesk.appointments.queries import changes_made
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.actions import change_facts
from expatdesk.cases.household import set_household
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import (
    LEIDEN,
    a_case,
    a_counter,
    a_terms,
    done_by,
    mail_about,
    visit_of,
    with_family,
    with_time_held,
)
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("counter")

FRIDAY = date(2026, 12, 18)
DOORS = ("desk", "employer", "expat")
# What changes who a household is, when it comes, or which municipality registers it.
CHANGES = re.compile(
    r"^from expatdesk\.(?:cases|documents)\.\w+ import .*"
    r"\b(set_household|remove_member|leave_into_own_case|merge_cases|change_facts)\b",
    re.MULTILINE,
)
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")


def booked(at: time = time(10)) -> Case:
    """A single newcomer with half an hour on Friday."""
    return with_time_held(a_case(), day=FRIDAY, at=at)


def quarters(case: Case) -> list[str]:
    wanted = select(TakenQuarter.starts_at).join(Appointment).where(Appointment.case_id == case.id)
    return [f"{local(moment):%H:%M}" for moment in session.scalars(wanted.order_by(TakenQuarter.starts_at))]


def test_a_partner_makes_the_visit_longer_where_the_time_after_it_is_free() -> None:
    case = booked()
    assert recheck_visit(with_family(case), **done_by()).fits_again
    assert quarters(case) == ["10:00", "10:15", "10:30"]
    assert history_of(case.id)[0].verb == "visit_fitted"
    calendar = mail_about(case, "Your visit on Friday 18 December 2026 takes until 10:45").calendar or ""
    event = Calendar.from_ical(calendar).events[0]
    assert event.sequence == 1
    assert f"{event.end:%H:%M}" == "10:45"


def test_another_counter_takes_over_at_the_same_moment() -> None:
    case, _next_one = booked(), booked(time(10, 30))
    other = a_counter()
    assert recheck_visit(with_family(case), **done_by()).fits_again
    assert visit_of(case).counter is other
    assert f"{local(visit_of(case).starts_at):%H:%M}" == "10:00"


def test_whoever_leaves_gives_time_back() -> None:
    case = booked()
    recheck_visit(with_family(case, children=2), **done_by())
    assert len(quarters(case)) == 5
    set_household(case, partner=False, children=0, version=case.version, **done_by())
    assert recheck_visit(case, **done_by()).fits_again
    assert quarters(case) == ["10:00", "10:15"]


def test_without_room_the_time_stays_and_everybody_is_told_once() -> None:
    case, _next_one = booked(), booked(time(10, 30))
    for _ in range(2):
        assert recheck_visit(with_family(case), **done_by()).misfit is Misfit.TOO_SHORT
    assert quarters(case) == ["10:00", "10:15"]
    assert case.visit_at == visit_of(case).starts_at
    assert "too short for all of you" in mail_about(case, "does not fit any more").text


def test_a_time_that_fits_is_chosen_free_of_charge_and_uncounted(clock: Any) -> None:
    case, _next_one = booked(), booked(time(10, 30))
    clock.move_to("2026-12-17T08:00:00Z")
    recheck_visit(with_family(case), **done_by())
    book_visit(case, FRIDAY, time(11), version=case.version, **done_by(EXPAT))
    assert visit_of(case).misfit is None
    assert changes_made(case.id) == 0
    assert "withheld_cents" not in history_of(case.id)[0].details


def test_a_later_arrival_is_told() -> None:
    case = booked()
    change_facts(case, {"arrival": date(2026, 12, 21)}, version=case.version, **done_by())
    assert recheck_visit(case, **done_by()).misfit is Misfit.BEFORE_ARRIVAL
    assert "you arrive later" in mail_about(case, "does not fit any more").text
    change_facts(case, {"arrival": date(2026, 12, 17)}, version=case.version, **done_by())
    assert recheck_visit(case, **done_by()).fits_again
    assert visit_of(case).misfit is None
    assert "need not choose another time" in mail_about(case, "fits again").text
    assert history_of(case.id)[0].verb == "visit_fits_again"


def test_a_counter_that_does_not_serve_the_new_town(counter: Counter) -> None:
    counter.terms.append(a_terms(FRIDAY, municipalities=[LEIDEN]))
    case = booked()
    change_facts(case, {"home_postcode": "2231 AA"}, version=case.version, **done_by())
    assert recheck_visit(case, **done_by()).misfit is Misfit.NOT_SERVED
    counter.terms.pop()
    recheck_visit(case, **done_by())
    assert visit_of(case).misfit is None


def test_who_is_to_choose_anew_is_reminded_of_that(region: Region, clock: time_machine.Traveller) -> None:
    case, _next_one = booked(), booked(time(10, 30))
    recheck_visit(with_family(case), **done_by())
    session.commit()
    clock.move_to("2026-12-17T08:00:00Z")
    remind_households(region, today())
    about = select(Mail).where(Mail.case_id == case.id, Mail.kind.in_(["visit_reminder", "visit_misfits"]))
    told, again = session.scalars(about.order_by(Mail.written_at)).all()
    assert told.kind == again.kind == "visit_misfits"
    assert told.text == again.text
    assert again.expires_at == visit_of(case).starts_at


def test_nothing_changes_nothing() -> None:
    case = booked()
    assert recheck_visit(case, **done_by()) == UNCHANGED
    assert mail_about(case, "Your visit").kind == "visit_booked"


def test_a_counter_that_takes_longer_changes_nothing_that_is_booked(counter: Counter) -> None:
    alone, pair = booked(), booked(time(12))
    recheck_visit(with_family(pair), **done_by())
    counter.terms.append(a_terms(FRIDAY, first_person_minutes=60))
    assert recheck_visit(alone, **done_by()) == UNCHANGED
    set_household(pair, partner=False, children=0, version=pair.version, **done_by())
    assert recheck_visit(pair, **done_by()) == UNCHANGED
    assert (quarters(alone), quarters(pair)) == (["10:00", "10:15"], ["12:00", "12:15", "12:30"])
    assert recheck_visit(with_family(alone), **done_by()).fits_again
    assert quarters(alone)[-1] == "11:00"


def test_more_people_are_seen_after_a_later_arrival_too() -> None:
    case, _next_one = booked(), booked(time(10, 30))
    change_facts(case, {"arrival": date(2026, 12, 21)}, version=case.version, **done_by())
    assert recheck_visit(with_family(case), **done_by()).misfit is Misfit.BEFORE_ARRIVAL
    change_facts(case, {"arrival": date(2026, 12, 17)}, version=case.version, **done_by())
    assert recheck_visit(case, **done_by()).misfit is Misfit.TOO_SHORT


def test_the_desk_is_warned_and_shown_times_that_fit(officer: Visitor) -> None:
    case, _next_one = booked(), booked(time(10, 30))
    officer.opens("desk.household", case_id=case.id).presses("Save", partner="y", children="1")
    officer.sees("does not fit any more. Book a time that does", "The visit is too short for the household now")
    officer.opens("desk.visit", case_id=case.id).sees("The times below fit all of them.")
    officer.opens("desk.day", day=FRIDAY.isoformat())
    officer.sees("3 people", "The visit is too short for the household now")


def test_the_household_reads_it_first_and_chooses(visit: Visit) -> None:
    case, _next_one = booked(), booked(time(10, 30))
    recheck_visit(with_family(case), **done_by())
    expat = visit(case)
    expat.opens("expat.status").sees("Choose a time that fits", "your visit is too short for all of you")
    expat.opens("expat.visit").sees("you keep the present one until then")
    expat.follows("Choose a time that fits").presses("11:00, Monday 14 December 2026").sees("Confirm your visit")
    expat.presses("Move my visit").sees("Your visit has a new time.")
    expat.opens("expat.status").does_not_see("Choose a time that fits")


def test_every_door_that_changes_a_household_looks_at_its_visit() -> None:
    code = Path(__file__).parents[2] / "expatdesk"
    modules = {path: path.read_text() for door in DOORS for path in (code / door).rglob("*.py")}
    changing = {path.name: text for path, text in modules.items() if CHANGES.search(text)}
    assert len(changing) >= 5
    assert [
        name for name, text in changing.items() if "recheck_visit" not in text and "back_to_case" not in text
    ] == []
