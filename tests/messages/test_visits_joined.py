"""Mails of a visit: the first at once, what follows within the hour as one, each visit once in calendars."""

from datetime import date, time, timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.joining import GATHERED_WITHIN
from expatdesk.messages.models import FAILED, Mail
from expatdesk.messages.sending import send_waiting
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post
from tests.factories import a_case, a_counter, complete
from tests.messages.mail_server import MailServer
from tests.messages.test_joining import returned

Clock = time_machine.Traveller
WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 12, day) for day in (16, 17, 18))


@pytest.fixture
def case(app: object, post: Post, mail_server: MailServer) -> Case:
    """A household whose invitation went out, and that may book."""
    a_counter()
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    session.commit()
    send_waiting(post)
    mail_server.taken.clear()
    return case


def books(case: Case, region: Region, day: date, at: time = time(10, 30)) -> None:
    """Or moves the visit."""
    book_visit(case, day, at, version=case.version, by=SYSTEM, region=region, today=today())
    session.commit()


def cancels(case: Case, region: Region) -> None:
    cancel_visit(case, version=case.version, by=SYSTEM, region=region, today=today())
    session.commit()


def test_the_first_goes_at_once_and_what_follows_is_one(
    clock: Clock, case: Case, region: Region, post: Post, mail_server: MailServer
) -> None:
    books(case, region, WEDNESDAY)
    assert send_waiting(post) == 1
    clock.shift(timedelta(minutes=5))
    books(case, region, THURSDAY)
    clock.shift(timedelta(minutes=1))
    cancels(case, region)
    assert send_waiting(post) == 0
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 1
    mail = mail_server.taken[-1]
    assert mail["Subject"].startswith("Your visit is moved to Thursday 17 December 2026")
    (told,) = mail.iter_attachments()
    assert (told.get_content_type(), told.get_param("method")) == ("text/calendar", "CANCEL")
    assert Calendar.from_ical(told.get_content())["METHOD"] == "CANCEL"


def test_two_visits_are_two_files_for_calendars(
    clock: Clock, case: Case, region: Region, post: Post, mail_server: MailServer
) -> None:
    books(case, region, WEDNESDAY)
    send_waiting(post)
    cancels(case, region)
    clock.shift(timedelta(minutes=1))
    books(case, region, FRIDAY)
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 1
    told = [(one.get_param("method"), one.get_content()) for one in mail_server.taken[-1].iter_attachments()]
    assert [method for method, _content in told] == ["CANCEL", "REQUEST"]
    assert len({Calendar.from_ical(content).events[0]["UID"] for _method, content in told}) == 2


def test_a_visit_that_is_near_keeps_nobody_waiting(
    clock: Clock, case: Case, region: Region, post: Post, mail_server: MailServer
) -> None:
    """Or somebody is on their way to a time that does not hold any more."""
    books(case, region, WEDNESDAY)
    clock.move_to(f"{WEDNESDAY.isoformat()}T09:00:00+01:00")
    send_waiting(post)
    cancels(case, region)
    assert send_waiting(post) == 1


def test_a_reminder_goes_with_what_else_is_written_that_morning(
    clock: Clock, case: Case, region: Region, post: Post, mail_server: MailServer
) -> None:
    books(case, region, THURSDAY)
    send_waiting(post)
    clock.move_to(f"{WEDNESDAY.isoformat()}T08:01:00+01:00")
    assert remind_households(region, today()) == 1
    returned(case, "Lease")
    assert send_waiting(post) == 0
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 1
    assert "and one more message" in mail_server.taken[-1]["Subject"]


def test_a_reminder_that_came_to_nothing_is_no_part_of_another(
    clock: Clock, case: Case, region: Region, post: Post, mail_server: MailServer
) -> None:
    """Where the worker stood still over the visit (security T55)."""
    books(case, region, THURSDAY)
    send_waiting(post)
    clock.move_to(f"{WEDNESDAY.isoformat()}T08:01:00+01:00")
    remind_households(region, today())
    clock.move_to(f"{FRIDAY.isoformat()}T08:01:00+01:00")
    returned(case, "Lease")
    clock.shift(GATHERED_WITHIN)
    send_waiting(post)
    session.expire_all()
    assert session.scalars(select(Mail.kind).where(Mail.state == FAILED)).all() == ["visit_reminder"]
    assert mail_server.taken[-1]["Subject"] == f"One paper came back to you: Lease ({case.code})"
