"""The demonstration on a day when the desk is closed: nobody has a visit then, and the pages say so."""

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
from expatdesk.demo.accounts import make_employers, make_users
from expatdesk.demo.counters import make_counters
from expatdesk.demo.day import Day
from expatdesk.demo.household import households
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import at_the_desk
from expatdesk.rules.region import Region
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import AMSTERDAM, local, today
from expatdesk.shared.db import db, session
from tests.conftest import Visit
from tests.databases import Databases, settings_for

FEW = 3
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


@pytest.mark.parametrize(("day", "is_open"), DAYS.items())
def test_visits_fall_on_days_when_the_desk_is_open(
    day: date, is_open: bool, app: Flask, visit: Visit, region: Region, clock: Traveller
) -> None:
    clock.move_to(datetime.combine(day, time(11), AMSTERDAM), tick=False)
    employers = make_employers(region, today())
    users = make_users(employers)
    make_counters(region, today())
    rng = Random(1)  # noqa: S311 - invented people need no good randomness
    for household in households(FEW, employers, region, rng):
        at_the_desk(Journey(household, users, region, rng, today()))
    Day(users, region, today()).passes()
    assert bool(households_on(true(), today(), None, without_case=True)) == is_open
    days = {local(starts_at).date() for starts_at in session.scalars(select(Appointment.starts_at))}
    assert all(is_working_day(one) for one in days)
    assert not days & closed_by_calendar(days, region)
    officer = visit(users[0])
    officer.opens("desk.dashboard")
    officer.does_not_see("Nobody visits today") if is_open else officer.sees("Nobody visits today")
