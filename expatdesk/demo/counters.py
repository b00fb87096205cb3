"""The demonstration's counters: Leiden's booths with the hours of 2023."""

from datetime import date, time

from expatdesk.appointments.models import Counter, CounterTerms, OpeningHours, VisitKind
from expatdesk.rules.region import Region
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.db import session

FIRST_DAY = date(2023, 1, 1)
MONDAY, WEDNESDAY = 0, 2
# Day, from, until, and whether without appointment (domain reference 2.5).
HOURS = (
    (MONDAY, time(9), time(12, 15), False),
    (MONDAY, time(15), time(17), True),
    (WEDNESDAY, time(9), time(16, 30), False),
)
BUILDING = "LEVEL"
BOOTHS = ("0.22", "0.24")
# So that the demonstration has a day to show, whatever working day it is filled on.
EXTRA_HOURS = {MONDAY: (time(12, 15), time(15)), WEDNESDAY: None}
EXTRA_DAY = (time(9), time(16, 30))


def make_counters(region: Region, today: date) -> None:
    """The booths, open today as well where it is a working day; when they are closed the calendar knows."""
    codes = [municipality.code for municipality in region.municipalities]
    for booth in BOOTHS:
        counter = Counter(
            name=booth,
            place=f"{region.desk.address}, {BUILDING}",
            first_day=FIRST_DAY,
        )
        counter.terms = [
            CounterTerms(
                first_day=FIRST_DAY, municipalities=codes, kinds=list(VisitKind), first_person_minutes=30,
                further_person_minutes=15,
            )
        ]  # fmt: skip
        counter.hours = [
            OpeningHours(weekday=weekday, opens=opens, closes=closes, walk_in=walk_in, first_day=FIRST_DAY)
            for weekday, opens, closes, walk_in in HOURS
        ]
        extra = EXTRA_HOURS.get(today.weekday(), EXTRA_DAY)
        if extra and is_working_day(today, region.extra_holidays):
            counter.hours.append(
                OpeningHours(
                    weekday=today.weekday(), opens=extra[0], closes=extra[1], first_day=today, last_day=today
                )
            )
        session.add(counter)
    session.flush()
