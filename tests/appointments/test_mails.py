"""The mails about a visit and what they put into calendars: the same moment everywhere, and never twice."""

from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar, Event
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.models import Counter
from expatdesk.appointments.reminders import next_reminder, remind_households
from expatdesk.cases.models import Case
from expatdesk.cases.queries import held_cases
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.forgetting import forget_old_texts
from expatdesk.messages.models import SENT, Mail
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from expatdesk.shared.mail import compose, post
from tests.factories import a_case, a_counter, complete, registered, with_family

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter(name="Booth 1")


@pytest.fixture
def case() -> Case:
    """A family whose papers are handed in, and which reads Dutch."""
    case = with_family(a_case(language="nl"))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def book(case: Case, region: Region, day: date = WEDNESDAY, at: time = time(10, 30)) -> Mail:
    book_visit(case, day, at, version=case.version, by=SYSTEM, region=region, today=today())
    return newest(case)


def newest(case: Case) -> Mail:
    """The mail that was written last of all."""
    mails = session.scalars(select(Mail).where(Mail.case_id == case.id).order_by(Mail.written_at)).all()
    return next(mail for mail in reversed(mails) if mail.calendar)


def reminders(case: Case) -> list[Mail]:
    sent = select(Mail).where(Mail.case_id == case.id, Mail.kind == "visit_reminder")
    return list(session.scalars(sent.order_by(Mail.written_at)))


def event_of(mail: Mail) -> tuple[Any, Any]:
    """What a calendar reads."""
    calendar = Calendar.from_ical(mail.calendar or "")
    assert isinstance(calendar, Calendar)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


def test_the_invitation_is_the_moment_of_the_mail(case: Case, region: Region) -> None:
    mail = book(case, region)
    calendar, event = event_of(mail)
    assert calendar["method"] == "REQUEST"
    assert event["dtstart"].dt == datetime(2026, 12, 16, 10, 30, tzinfo=AMSTERDAM)
    assert event["dtend"].dt == datetime(2026, 12, 16, 11, 15, tzinfo=AMSTERDAM)
    assert event["dtstart"].params["tzid"] == "Europe/Amsterdam"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert event["dtstart"].dt.astimezone(UTC) == case.visit_at
    assert "woensdag 16 december 2026, 10:30" in mail.text
    assert "/my/visit\n\nDe balie\n" in mail.text
    assert "Luc Moreau: " in event["description"]
    assert "Geboorteakte" in event["description"]
    assert event["location"] == "Bargelaan 190, Leiden, Booth 1"


def test_a_summer_visit_is_in_summer_time(region: Region) -> None:
    case = a_case(arrival=date(2027, 6, 1))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    _calendar, event = event_of(book(case, region, date(2027, 6, 2)))
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2027, 6, 2, 8, 30, tzinfo=UTC)


def test_moved_and_cancelled_it_is_the_same_event(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    mails = [book(case, region)]
    clock.shift(timedelta(seconds=1))
    mails.append(book(case, region, at=time(14)))
    clock.shift(timedelta(seconds=1))
    cancel_visit(case, version=case.version, by=SYSTEM, region=region, today=today())
    mails.append(newest(case))
    events = [event_of(mail)[1] for mail in mails]
    assert [str(event_of(mail)[0]["method"]) for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [int(event["sequence"]) for event in events] == [0, 1, 2]
    assert str(events[-1]["status"]) == "CANCELLED"
    assert "verzet" in mails[1].subject
    assert "gaat niet door" in mails[2].subject


def test_it_is_written_as_the_standard_asks(region: Region) -> None:
    """RFC 5545, 3.1 and 3.6, RFC 5546, 3.2.2: line ends and lengths, and what an invitation must hold."""
    case = with_family(a_case(given_names="Əlizadə" * 9), children=2)
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    mail = book(case, region)
    lines = (mail.calendar or "").encode().split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    calendar, event = event_of(mail)
    assert calendar["version"] == "2.0"
    assert {"uid", "dtstamp", "organizer", "attendee", "sequence", "status"} <= {name.lower() for name in event}
    assert calendar.errors == event.errors == []
    assert event["dtstamp"].dt.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("day", "hour_in_utc"),
    [
        (date(2027, 3, 25), 9), (date(2027, 3, 30), 8), (date(2027, 10, 29), 8), (date(2027, 11, 1), 9),
        (date(2028, 2, 29), 9),
    ],
    ids=["before March", "after March", "before October", "after October", "leap day"],
)  # fmt: skip
def test_clock_changes_and_a_leap_day(case: Case, region: Region, day: date, hour_in_utc: int) -> None:
    start = event_of(book(case, region, day))[1]["dtstart"].dt
    assert start.astimezone(UTC) == datetime(day.year, day.month, day.day, hour_in_utc, 30, tzinfo=UTC)
    assert f"{start:%H:%M}" == "10:30"
    assert case.visit_at == start


def test_a_mail_carries_it_as_a_file(case: Case, region: Region) -> None:
    mail = book(case, region)
    message = compose(
        post(), recipient=mail.recipient, subject=mail.subject, text=mail.text, html=mail.html, language="nl",
        message_id=mail.message_id, calendar=mail.calendar,
    )  # fmt: skip
    (file,) = message.iter_attachments()
    assert isinstance(file, EmailMessage)
    assert file.get_content_type() == "text/calendar"
    assert file.get_param("method") == "REQUEST"
    assert file.get_filename() == "visit.ics"
    assert file.get_payload(decode=True) == (mail.calendar or "").encode()
    assert message["Content-Language"] == "nl"
    body = message.get_body(("plain",))
    assert body is not None
    assert "10:30" in body.get_content()


def test_a_week_later_the_calendar_is_forgotten_as_well(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    mail = book(case, region)
    mail.state = SENT
    session.commit()
    clock.shift(timedelta(days=8))
    forget_old_texts(7, held=held_cases())
    session.refresh(mail)
    assert mail.calendar is None


def test_the_mail_says_how_to_change_and_what_it_costs(case: Case, region: Region) -> None:
    mail = book(case, region, day=date(2026, 12, 18))
    for part in (mail.text, mail.html):
        assert "/my/visit" in part
        assert "16 december" in part
        assert "€ 90,75" in part.replace("\xa0", " ")
        assert "Wij houden deze tijd vast" in part


@pytest.mark.parametrize(
    ("visit", "on", "told"),
    [(18, 14, 15), (18, 15, 17), (18, 16, 17), (18, 17, None), (16, 14, 15), (15, 14, None)],
)
def test_the_next_reminder(visit: int, on: int, told: int | None) -> None:
    expected = told and date(2026, 12, told)
    assert next_reminder(date(2026, 12, visit), date(2026, 12, on)) == expected


def test_three_days_and_one_day_before_once_each(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    book(case, region, day=date(2026, 12, 18))
    session.commit()
    told = []
    for _day in range(6):
        for _round in range(2):
            told.append(remind_households(region, today()))
        clock.shift(timedelta(days=1))
    assert told == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    first, second = reminders(case)
    # By its day, and not by how near it is: a mail that was held up would call the wrong one.
    subject = f"Denk aan uw bezoek op vrijdag 18 december 2026 om 10:30 uur ({case.code})"
    assert (first.subject, second.subject) == (subject, subject)
    assert "Geboorteakte" in second.text
    assert second.expires_at == case.visit_at


def test_not_before_eight_in_the_morning(case: Case, region: Region, clock: time_machine.Traveller) -> None:
    book(case, region)
    session.commit()
    clock.move_to(datetime(2026, 12, 15, 0, 5, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 0
    clock.move_to(datetime(2026, 12, 15, 8, 5, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 1


def test_moved_it_reminds_of_the_new_day(case: Case, region: Region, clock: time_machine.Traveller) -> None:
    book(case, region)
    book(case, region, day=date(2026, 12, 18))
    session.commit()
    clock.move_to(datetime(2026, 12, 15, 9, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 1
    (mail,) = reminders(case)
    assert "vrijdag 18 december 2026" in mail.text
    assert "woensdag" not in mail.text


def test_cancelled_or_registered_nobody_is_reminded(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    book(case, region)
    cancel_visit(case, version=case.version, by=SYSTEM, region=region, today=today())
    registered(with_family(a_case()))
    session.commit()
    clock.move_to(datetime(2026, 12, 15, 9, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 0


def test_a_worker_that_was_away_reminds_late_but_not_of_the_past(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    book(case, region, day=date(2026, 12, 18))
    session.commit()
    clock.move_to(datetime(2026, 12, 16, 9, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 1
    clock.move_to(datetime(2026, 12, 18, 9, tzinfo=AMSTERDAM))
    assert remind_households(region, today()) == 0
    assert len(reminders(case)) == 1
