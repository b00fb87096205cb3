"""Where a visit is: the booked counter, and the same on the page, in both mails and in the calendar."""

import re
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.models import Progress
from expatdesk.appointments.places import where_of, where_visit_is
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.models import Case
from expatdesk.demo.counters import make_counters
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.welcome_pack.queries import household_of
from tests.conftest import Visit
from tests.factories import a_case, a_counter, complete
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")

WEDNESDAY = date(2026, 12, 16)
TEN = "10:00, Wednesday 16 December 2026"


def ready() -> Case:
    """A household whose papers are handed in."""
    case = a_case(arrival=date(2026, 12, 12))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def book(case: Case, region: Region, at: time = time(10)) -> None:
    book_visit(case, WEDNESDAY, at, version=case.version, by=SYSTEM, region=region, today=today())


def mails(case: Case) -> list[Mail]:
    """What was written about the visit."""
    of_visit = select(Mail).where(Mail.case_id == case.id, Mail.kind.startswith("visit_"))
    return list(session.scalars(of_visit.order_by(Mail.written_at)))


def test_page_mails_and_calendar_name_the_booked_counter(
    visit: Visit, region: Region, clock: time_machine.Traveller
) -> None:
    a_counter(name="2", place="Raadhuisplein 1, Oegstgeest")
    case = ready()
    expat = visit(case).opens("expat.visit").presses(TEN)
    where = "Raadhuisplein 1, Oegstgeest, booth 2"
    expat.sees(where).presses("Book this visit").sees(where)
    expat.opens("expat.status").sees(where)
    clock.move_to(datetime(2026, 12, 15, 8, tzinfo=UTC))
    remind_households(region, today())
    booked, reminder = mails(case)
    assert (booked.kind, reminder.kind) == ("visit_booked", "visit_reminder")
    assert Calendar.from_ical(booked.calendar or "").events[0]["location"] == where
    for text in (booked.text, booked.html, reminder.text, reminder.html):
        assert where in " ".join(re.sub("<[^>]+>", " ", text).split())
        assert region.desk.address not in text.partition("booth 2")[0]


def test_officer_and_booklet_say_the_same(officer: Visitor, region: Region) -> None:
    a_counter(name="2", place="Raadhuisplein 1, Oegstgeest")
    case = ready()
    book(case, region)
    officer.opens("desk.case", case_id=case.id).sees("Raadhuisplein 1, Oegstgeest, booth 2")
    assert household_of(case, "").visit_place == "Raadhuisplein 1, Oegstgeest"


def test_it_was_there_also_when_it_is_over(region: Region) -> None:
    a_counter(name="2", place="Raadhuisplein 1, Oegstgeest")
    case = ready()
    book(case, region)
    visit = open_appointment(case.id)
    assert visit is not None
    visit.progress = Progress.DONE
    assert where_visit_is(case, region) == "Raadhuisplein 1, Oegstgeest, booth 2"


def test_a_counter_with_a_name_of_its_own_is_called_by_it(region: Region) -> None:
    a_counter(name="Front office", place="Raadhuisplein 1, Oegstgeest")
    case = ready()
    book(case, region)
    assert where_of(open_appointment(case.id), region) == "Raadhuisplein 1, Oegstgeest, Front office"


def test_without_a_visit_it_is_where_the_desk_is(region: Region) -> None:
    """Without a booth: which one it is, only a booked time tells."""
    assert where_visit_is(ready(), region) == region.desk.address


def test_in_the_demonstration_each_reads_its_own_booth(region: Region) -> None:
    make_counters(region, today())
    first, second = ready(), ready()
    for case in (first, second):
        book(case, region)
    assert [where_visit_is(case, region)[-17:] for case in (first, second)] == [
        "LEVEL, booth 0.22", "LEVEL, booth 0.24",
    ]  # fmt: skip


def test_times_at_several_places_say_which(visit: Visit) -> None:
    a_counter(place="Bargelaan 190, Leiden", opens=time(8), closes=time(10))
    case = ready()
    visit(case).opens("expat.visit").does_not_see("Bargelaan 190")
    a_counter(place="Raadhuisplein 1, Oegstgeest", opens=time(10), closes=time(12))
    expat = visit(case).opens("expat.visit").sees("Bargelaan 190, Leiden", "Raadhuisplein 1, Oegstgeest")
    expat.presses(f"{TEN}, Raadhuisplein 1, Oegstgeest").sees("Raadhuisplein 1, Oegstgeest, Booth")
