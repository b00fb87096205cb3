"""The days of a series: each week, each other week, or once a month on the same weekday."""

import enum
from datetime import date, timedelta

WEEK = timedelta(weeks=1)


class Rhythm(enum.StrEnum):
    """How often something is held."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


def days_of(first: date, rhythm: Rhythm, count: int) -> list[date]:
    """So many days from the first on, in their order; one where it is held once.

    Once a month is on the same weekday of the month, such as the third Friday; of a fifth one it is the last.
    """
    match rhythm:
        case Rhythm.ONCE:
            return [first]
        case Rhythm.WEEKLY:
            return [first + number * WEEK for number in range(count)]
        case Rhythm.FORTNIGHTLY:
            return [first + 2 * number * WEEK for number in range(count)]
        case Rhythm.MONTHLY:
            return [_in_month(first, number) for number in range(count)]


def _in_month(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    opening = date(year, month + 1, 1)
    day = opening + timedelta(days=(first.weekday() - opening.weekday()) % 7)
    day += ((first.day - 1) // 7) * WEEK
    # A month has a fifth Friday only now and then.
    return day if day.month == opening.month else day - WEEK
