"""The demonstration's counters: Leiden's booths with the hours of 2023, and the days on which they are closed."""

from datetime import date, time

from expatdesk.appointments.models import Closure, Counter, OpeningHours, VisitKind
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

FIRST_DAY = date(2023, 1, 1)
MONDAY, WEDNESDAY = 0, 2
# Day, from, until, and whether without appointment (domain reference 2.5).
HOURS = (
    (MONDAY, time(9), time(12, 15), False),
    (MONDAY, time(15), time(17), True),
    (WEDNESDAY, time(9), time(16, 30), False),
)
BOOTHS = ("0.22", "0.24")
# So that the demonstration has a day to show, whatever day it is filled on.
EXTRA_HOURS = {MONDAY: (time(12, 15), time(15)), WEDNESDAY: None}
EXTRA_DAY = (time(9), time(16, 30))


def make_counters(region: Region, today: date) -> None:
    """The booths, and the region's closing days of last year, this one and the next."""
    codes = [municipality.code for municipality in region.municipalities]
    for booth in BOOTHS:
        counter = Counter(
            name=booth, place=region.desk.address, municipalities=codes, kinds=list(VisitKind), first_day=FIRST_DAY
        )
        counter.hours = [
            OpeningHours(weekday=weekday, opens=opens, closes=closes, walk_in=walk_in, first_day=FIRST_DAY)
            for weekday, opens, closes, walk_in in HOURS
        ]
        if extra := EXTRA_HOURS.get(today.weekday(), EXTRA_DAY):
            counter.hours.append(
                OpeningHours(
                    weekday=today.weekday(), opens=extra[0], closes=extra[1], first_day=today, last_day=today
                )
            )
        session.add(counter)
    session.add_all(
        Closure(
            first_day=date(year, *days.first), last_day=date(year, *days.last),
            reason_nl=days.name.nl, reason_en=days.name.en,
        )
        for year in range(today.year - 1, today.year + 2)
        for days in region.closing_days
    )  # fmt: skip
    session.flush()
