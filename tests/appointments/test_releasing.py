"""Times given back whose papers are not accepted: by hand, or by the coordinator's rule; off by default."""

from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import func, select, true

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.appointments.models import Appointment, Counter, Progress, TakenQuarter
from expatdesk.appointments.queries import changes_made
from expatdesk.appointments.refusals import VisitIsFirm
from expatdesk.appointments.release_rules import rule_on
from expatdesk.appointments.releasing import release_due, release_visit, set_rule
from expatdesk.cases.models import Case
from expatdesk.cases.step_actions import return_steps
from expatdesk.documents.uploads import take_back
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_counter, complete
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor

FRIDAY = date(2026, 12, 18)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    return a_counter()


def how(region: Region) -> dict[str, Any]:
    return {"by": SYSTEM, "region": region, "today": today()}


def held(region: Region, at: time = time(10), *, sent_back: bool = False) -> Case:
    """A visit on Friday whose papers are not accepted; they are with the desk, or with the household again."""
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    book_visit(case, FRIDAY, at, version=case.version, **how(region))
    if sent_back:
        return_steps(case, ["papers_handed_in"], reason="unreadable", note="", version=case.version, **how(region))
    return case


def at(clock: time_machine.Traveller, day: int, hour: int = 9) -> None:
    clock.move_to(datetime(2026, 12, day, hour, tzinfo=AMSTERDAM))


def test_released_by_hand_the_household_is_told_what_to_do(region: Region) -> None:
    case = held(region, sent_back=True)
    release_visit(case, version=case.version, **how(region))
    assert case.visit_at is None
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 0
    assert changes_made(case.id) == 0
    assert history_of(case.id)[0].verb == "visit_released"
    assert "withheld_cents" not in history_of(case.id)[0].details
    mail = session.scalars(select(Mail).where(Mail.kind == "visit_released")).one()
    assert "which paper is missing" in mail.text
    assert Calendar.from_ical(mail.calendar or "")["METHOD"] == "CANCEL"


def test_accepted_papers_are_never_released(region: Region) -> None:
    case = held(region)
    complete(case, "papers_checked")
    with pytest.raises(VisitIsFirm):
        release_visit(case, version=case.version, **how(region))


def test_without_a_rule_nothing_is_released(region: Region, clock: time_machine.Traveller) -> None:
    held(region, sent_back=True)
    at(clock, 17)
    assert rule_on(today()) is None
    assert release_due(region, today()) == 0


def test_the_rule_holds_from_its_day_and_spares_who_waits_for_the_desk(
    region: Region, clock: time_machine.Traveller
) -> None:
    ours, theirs = held(region), held(region, time(11), sent_back=True)
    set_rule(date(2026, 12, 16), 2, by=SYSTEM)
    session.commit()
    for day, hour, released in ((15, 9, 0), (16, 7, 0), (16, 9, 1), (16, 10, 0), (17, 9, 0)):
        at(clock, day, hour)
        assert release_due(region, today()) == released
    assert (ours.visit_at is None, theirs.visit_at is None) == (False, True)
    assert [doubt.case_id for doubt in doubtful_visits(true(), region, today())] == [ours.id]


def test_own_pages_taken_back_are_with_the_household(region: Region, clock: time_machine.Traveller) -> None:
    case = held(region)
    passport = handed_in(case)
    set_rule(date(2026, 12, 14), 2, by=SYSTEM)
    take_back(case, passport, passport.pages[0], **how(region))
    session.commit()
    at(clock, 16)
    assert release_due(region, today()) == 1
    assert case.visit_at is None


def test_one_day_before_is_a_day_later(region: Region, clock: time_machine.Traveller) -> None:
    held(region, sent_back=True)
    set_rule(date(2026, 12, 14), 1, by=SYSTEM)
    session.commit()
    at(clock, 16)
    assert release_due(region, today()) == 0
    at(clock, 17)
    assert release_due(region, today()) == 1


def test_the_rule_ends_on_the_day_of_the_next_one(region: Region, clock: time_machine.Traveller) -> None:
    held(region, sent_back=True)
    set_rule(date(2026, 12, 14), 2, by=SYSTEM)
    set_rule(date(2026, 12, 16), None, by=SYSTEM)
    session.commit()
    at(clock, 16)
    assert release_due(region, today()) == 0


def test_the_coordinator_sets_it_on_the_page(coordinator: Visitor) -> None:
    coordinator.opens("desk.counters").sees("Never by itself; somebody of the desk decides")
    coordinator.follows("Change: Times that are only held")
    coordinator.presses("Save", refused=422, **day_typed(13)).sees(
        "This day is over. Choose today or a later day."
    )
    coordinator.presses("Save", when="2", **day_typed(20)).sees("From Sunday 20 December 2026")
    coordinator.sees("Two working days before the visit")
    assert rule_on(date(2026, 12, 19)) is None
    rule = rule_on(date(2026, 12, 20))
    assert rule is not None
    assert rule.working_days == 2


def day_typed(day: int) -> dict[str, str]:
    return {"first_day-day": str(day), "first_day-month": "12", "first_day-year": "2026"}


def test_the_dashboard_shows_who_is_in_doubt_and_the_officer_decides(
    officer: Visitor, region: Region, clock: time_machine.Traveller
) -> None:
    held(region)
    theirs = held(region, time(11), sent_back=True)
    officer.opens("desk.dashboard").does_not_see("Visits to look at")
    at(clock, 16)
    officer.signs_in().opens("desk.dashboard").sees("Visits to look at")
    officer.sees("We have not accepted the papers yet", "Papers were sent back and are not here again")
    officer.opens("desk.visit", case_id=theirs.id).presses("Give the time back")
    officer.sees("The time is free for others.")
    visit = session.scalars(select(Appointment).where(Appointment.case_id == theirs.id)).one()
    assert visit.progress == Progress.CANCELLED
    officer.opens("desk.dashboard").does_not_see("Papers were sent back and are not here again")
