"""Moments of the demonstration's past."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time, timedelta

from expatdesk.shared.clock import AMSTERDAM, back_in


def in_office_hours(day: date, today: date, *, minutes: int) -> AbstractContextManager[None]:
    """So many minutes after nine on a day that is over; today itself has no other moment than now."""
    if day >= today:
        return nullcontext()
    return back_in(datetime.combine(day, time(9), AMSTERDAM) + timedelta(minutes=minutes))
