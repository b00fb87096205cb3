"""Days that the calendar closes: held without being entered, and opened by a coordinator where wanted."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.closed_days import calendar_days
from expatdesk.appointments.counters import NotClosedByCalendar, close_after_all, open_after_all
from expatdesk.appointments.models import Closure, OpenDay
from expatdesk.appointments.queries import Need, free_times
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.rules.terms import Holiday, holidays_of
from expatdesk.shared.clock import local
from expatdesk.shared.db import session
from tests.factories import LEIDEN, a_case, a_counter, up_to_visit
from tests.visitor import Visitor

BETWEEN_THE_YEARS = date(2026, 12, 30)
LIBERATION_DAY = date(2027, 5, 5)


def bookable(day: date, region: Region) -> bool:
    return bool(free_times(Need(municipality=LEIDEN), day, day, region=region))


def test_a_new_desk_offers_none_of_them(app: Flask, region: Region) -> None:
    """Nobody entered anything: no row is there, and yet no visit can be booked on any of them."""
    a_counter(weekdays=range(7))
    assert not session.scalars(select(Closure)).all()
    assert not session.scalars(select(OpenDay)).all()
    closed = [
        *holidays_of(2027).values(), date(2027, 10, 3), date(2028, 10, 3),
        *(date(2026, 12, day) for day in range(25, 32)),
    ]  # fmt: skip
    assert [day for day in closed if bookable(day, region)] == []
    assert bookable(date(2026, 12, 24), region)
    assert bookable(date(2027, 10, 4), region)


def test_each_tells_why(app: Flask, region: Region) -> None:
    days = {one.day: one.why for one in calendar_days(date(2026, 12, 20), date(2027, 1, 2), region)}
    assert days[date(2026, 12, 25)] is Holiday.CHRISTMAS_DAY
    assert days[BETWEEN_THE_YEARS] == region.closed_on(BETWEEN_THE_YEARS)
    assert days[date(2027, 1, 1)] is Holiday.NEW_YEAR
    assert len(days) == 8


def test_opened_after_all_and_closed_again(app: Flask, region: Region) -> None:
    a_counter()
    for _twice in range(2):
        open_after_all(LIBERATION_DAY, by=SYSTEM, region=region)
    assert bookable(LIBERATION_DAY, region)
    assert not bookable(date(2028, 5, 5), region)
    close_after_all(LIBERATION_DAY, by=SYSTEM, region=region)
    assert not bookable(LIBERATION_DAY, region)
    with pytest.raises(NotClosedByCalendar):
        open_after_all(date(2027, 5, 4), by=SYSTEM, region=region)


def test_the_coordinator_sees_what_it_does_and_opens(coordinator: Visitor, region: Region) -> None:
    a_counter(opens=time(9), closes=time(12))
    coordinator.opens("desk.counters").sees("Liberation Day", "week after Christmas", "Christmas Day")
    coordinator.opens("desk.calendar_day", day="2027-05-05").sees(
        "Wednesday 5 May 2027: Liberation Day", "6 free times come"
    )
    coordinator.presses("Open on this day").sees("Saved.", "open after all")
    assert bookable(LIBERATION_DAY, region)
    case = up_to_visit(a_case(), day=LIBERATION_DAY)
    assert case.visit_at is not None
    assert local(case.visit_at).date() == LIBERATION_DAY
    coordinator.opens("desk.calendar_day", day="2027-05-05").sees("1 booked appointment does not fit any more.")
    coordinator.presses("Close this day after all").sees("Saved.")
    assert not bookable(LIBERATION_DAY, region)


@pytest.mark.parametrize("day", ["2027-05-04", "yesterday", "2027-02-30"])
def test_other_days_have_no_such_page(coordinator: Visitor, day: str) -> None:
    coordinator.cannot_open("desk.calendar_day", day=day)
