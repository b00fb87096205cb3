"""Reporting a move within the country: from four weeks before, until five days after."""

from datetime import date, timedelta

from ..household import Household
from .reporting import end_of_report

# A move within the country may be reported from so long before it; counted back, so nothing moves it (Atw 1(2)).
DAYS_TO_REPORT_BEFORE = 28


def moves_after_registering(household: Household, _person: int) -> bool:
    """Where a home is known that starts after the registration: whatever address they were registered at."""
    return household.at_desk and household.moves_in_on is not None


def within_days_of_move(household: Household, _person: int) -> date | None:
    """The last day on which the move is reported in time."""
    return end_of_report(household.moves_in_on, household)


def reports_from(moves_in_on: date) -> date:
    """The first day on which a move within the country can be reported."""
    return moves_in_on - timedelta(days=DAYS_TO_REPORT_BEFORE)


def too_early_to_report(household: Household, _person: int) -> bool:
    """Whether no town hall takes the report yet."""
    day = household.moves_in_on
    return day is not None and household.today < reports_from(day)
