"""Reminding households of their visit, three days and one day before."""

from datetime import date, timedelta

DAYS_BEFORE = (3, 1)


def next_reminder(visit_day: date, today: date) -> date | None:
    """The next day after today on which the household is to be reminded; None where none is left."""
    days = (visit_day - timedelta(days=before) for before in DAYS_BEFORE)
    return min((day for day in days if day > today), default=None)
