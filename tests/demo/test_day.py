"""The demonstration's day: whatever day it is filled on, somebody stands in every state at the counters."""

from flask import Flask
from sqlalchemy import select, true
from time_machine import Traveller

from expatdesk.appointments.day_queries import households_on
from expatdesk.appointments.models import Progress
from expatdesk.people.models import User
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import DEMO_TESTS, NIGHT_TO_MONDAY, Visit

pytestmark = DEMO_TESTS


def test_somebody_is_in_every_state(app: Flask, visit: Visit, region: Region, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    there = {one.appointment.progress for one in households_on(true(), today(), None, without_case=True)}
    assert there == {Progress.BOOKED, Progress.CHECKED_IN, Progress.SERVING, Progress.DONE, Progress.NO_SHOW}
    officer = session.scalars(select(User).where(User.email == "sanne@desk.example")).one()
    visit(officer).opens("desk.day").sees(
        "Did not come", "At the counter since", "Waiting for 12 minutes", "walked in"
    )
    assert app.config["REGION"] == region.key
