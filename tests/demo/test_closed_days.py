"""The demonstration on days of all kinds: nobody visits a desk that is closed, and its past is complete."""

from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select, true
from time_machine import Traveller

from expatdesk import create_app
from expatdesk.appointments.closed_days import closed_by_calendar
from expatdesk.appointments.day_queries import households_on
from expatdesk.appointments.models import Appointment
from expatdesk.demo.accounts import MORSPOORT, make_employers, make_users
from expatdesk.demo.conversations import make_conversations
from expatdesk.demo.counters import make_counters
from expatdesk.demo.day import Day
from expatdesk.demo.guests import make_guests
from expatdesk.demo.household import households
from expatdesk.demo.invoices import ORDER_NUMBER, make_invoices
from expatdesk.demo.journey import Journey
from expatdesk.demo.represented import make_representative
from expatdesk.demo.stages import at_the_desk, sent_back
from expatdesk.enquiries.models import Thread
from expatdesk.fees.models import Invoice, InvoiceKind
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import User
from expatdesk.rules.outcome import Destination
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.region import Region
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import AMSTERDAM, local, now, today
from expatdesk.shared.db import db, session
from tests.conftest import Visit
from tests.databases import Databases, settings_for

FEW = 3
# The first and the last of a year, a Sunday, and a day that most years lack.
OF_THE_PAST = (date(2026, 12, 31), date(2027, 1, 1), date(2026, 11, 29), date(2028, 2, 29))
DAYS = {
    date(2026, 11, 30): True,  # A Monday.
    date(2026, 12, 1): True,  # A Tuesday, open for the demonstration alone.
    date(2026, 11, 28): False,  # A Saturday.
    date(2025, 10, 3): False,  # A Friday, and the relief of Leiden.
    date(2026, 12, 25): False,  # A Friday, and Christmas.
}


@pytest.fixture(scope="module")
def shared_app(databases: Databases) -> Iterator[Flask]:
    """The application of these tests, without the demonstration."""
    app = create_app(settings_for(databases.new(), databases.folder))
    yield app
    with app.app_context():
        db.engine.dispose()


def a_day_passes(region: Region) -> list[User]:
    """A few households come to the desk, on whatever day and at whatever hour it is."""
    employers = make_employers(region, today())
    users = make_users(employers)
    make_counters(region, today())
    rng = Random(1)  # noqa: S311 - invented people need no good randomness
    for household in households(FEW, employers, region, rng):
        at_the_desk(Journey(household, users, region, rng, today()))
    Day(users, region, today()).passes()
    return users


def test_right_after_midnight_there_is_a_day_to_show(app: Flask, region: Region, clock: Traveller) -> None:
    clock.move_to(datetime(2026, 11, 30, 0, 5, tzinfo=AMSTERDAM), tick=False)
    a_day_passes(region)
    assert households_on(true(), today(), None, without_case=True)


@pytest.mark.parametrize(("day", "is_open"), DAYS.items())
def test_visits_fall_on_days_when_the_desk_is_open(
    day: date, is_open: bool, app: Flask, visit: Visit, region: Region, clock: Traveller
) -> None:
    clock.move_to(datetime.combine(day, time(11), AMSTERDAM), tick=False)
    users = a_day_passes(region)
    assert bool(households_on(true(), today(), None, without_case=True)) == is_open
    days = {local(starts_at).date() for starts_at in session.scalars(select(Appointment.starts_at))}
    assert all(is_working_day(one) for one in days)
    assert not days & closed_by_calendar(days, region)
    officer = visit(users[0])
    officer.opens("desk.dashboard")
    officer.does_not_see("Nobody visits today") if is_open else officer.sees("Nobody visits today")


@pytest.mark.parametrize("day", OF_THE_PAST)
def test_the_last_quarter_was_invoiced_and_questions_were_asked(
    day: date, app: Flask, region: Region, clock: Traveller
) -> None:
    clock.move_to(datetime.combine(day, time(0, 30), AMSTERDAM), tick=False)
    employers = make_employers(region, today())
    users = make_users(employers)
    make_counters(region, today())
    guests = make_guests(employers, users, region, today())
    late = Journey(households(1, employers, region, Random(1))[0], users, region, Random(1), today())  # noqa: S311
    sent_back(late)
    late.case.language, late.case.route_to = "en", Destination.DESK
    make_conversations([(sent_back, late), *guests], users, region, today())
    make_representative(guests)
    make_invoices(employers, users, region, today())
    theirs = Invoice.buyer["name"].as_string() == MORSPOORT
    first, note, again = session.scalars(select(Invoice).where(theirs).order_by(Invoice.number)).all()
    assert (first.credited_by, note.kind, again.credited_by) == (note, InvoiceKind.CREDIT_NOTE, None)
    assert {one.quarter for one in (first, note, again)} == {str(Quarter.of(today()).before)}
    assert (first.buyer["reference"], again.buyer["reference"]) == ("", ORDER_NUMBER)
    assert sorted(thread.state for thread in session.scalars(select(Thread))) == ["closed", "waiting", "waiting"]
    assert (session.scalars(select(Thread.due).where(Thread.case_id == late.case.id)).one() or today()) < today()
    assert session.scalars(select(LogLine.at).order_by(LogLine.at.desc()).limit(1)).one() <= now()
