"""Days, working days and statutory terms, by the Algemene termijnenwet (Atw)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

NO_EXTRA_DAYS: frozenset[date] = frozenset()

ONE_DAY = timedelta(days=1)

# Atw 4: longer terms end on their calendar day, whatever day that is.
LONGEST_EXTENDED_DAYS = 90

# Atw 2: a term of at least three days holds at least two working days.
SHORTEST_TERM_WITH_WORKING_DAYS = 3
WORKING_DAYS_WITHIN_TERM = 2


def easter_sunday(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late_moon = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late_moon + 114, 31)
    return date(year, month, day + 1)


class Holiday(StrEnum):
    """A recognised holiday by its name."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"


@cache
def holidays_of(year: int) -> Mapping[Holiday, date]:
    """The recognised holidays of a year (Atw 3), Good Friday included as equated (Atw 3(2)), by name.

    Ascension Day and Liberation Day may fall on one day, as in 2035.
    """
    easter = easter_sunday(year)
    kings_day = date(year, 4, 27)
    if kings_day.isoweekday() == 7:
        kings_day -= ONE_DAY
    return {
        Holiday.NEW_YEAR: date(year, 1, 1),
        Holiday.GOOD_FRIDAY: easter - timedelta(days=2),
        Holiday.EASTER_MONDAY: easter + timedelta(days=1),
        Holiday.KINGS_DAY: kings_day,
        Holiday.LIBERATION_DAY: date(year, 5, 5),
        Holiday.ASCENSION_DAY: easter + timedelta(days=39),
        Holiday.WHIT_MONDAY: easter + timedelta(days=50),
        Holiday.CHRISTMAS_DAY: date(year, 12, 25),
        Holiday.BOXING_DAY: date(year, 12, 26),
    }


@cache
def recognised_holidays(year: int) -> frozenset[date]:
    """The days of a year that the law recognises as holidays."""
    return frozenset(holidays_of(year).values())


def is_working_day(day: date, extra: frozenset[date] = NO_EXTRA_DAYS) -> bool:
    """Whether the day is a Monday to Friday that is no recognised holiday.

    `extra` holds the days that a decree equates with holidays (Atw 3(3)).
    """
    return day.weekday() < 5 and day not in recognised_holidays(day.year) and day not in extra


def add_working_days(day: date, count: int, extra: frozenset[date] = NO_EXTRA_DAYS) -> date:
    """The working day `count` working days after the day, or before it where negative."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        if is_working_day(day, extra):
            left -= 1
    return day


def add_months(day: date, months: int) -> date:
    """The same day number some calendar months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_term_in_days(event: date, days: int, extra: frozenset[date] = NO_EXTRA_DAYS) -> date:
    """Last day of a statutory term in days. The day of the event itself does not count.

    The end moves on to a working day (Atw 1), and further until the term holds two working
    days (Atw 2). A term of more than 90 days is not extended (Atw 4).
    """
    end = event + timedelta(days=days)
    if days > LONGEST_EXTENDED_DAYS:
        return end
    needed = WORKING_DAYS_WITHIN_TERM if days >= SHORTEST_TERM_WITH_WORKING_DAYS else 1
    worked = sum(is_working_day(event + timedelta(days=number), extra) for number in range(1, days + 1))
    while worked < needed or not is_working_day(end, extra):
        end += ONE_DAY
        worked += is_working_day(end, extra)
    return end
