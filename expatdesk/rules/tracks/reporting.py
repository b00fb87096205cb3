"""By when a household reports, by law: an arrival from abroad, or a move within the Netherlands.

Who reported at another town hall before an address was found here is a resident already. What the desk then
registers is a move, and its term counts from the day of moving. Who was in the RNI is no resident yet: the first
report as one counts from settling.
"""

from datetime import date

from ..household import Household
from ..outcome import DueKind, Party, Source
from ..terms import end_of_term_in_days
from .row import After, Asked, Row, never

# Within five days of arrival (Wet BRP 2.38), or of a move (Wet BRP 2.39).
DAYS_TO_REPORT = 5


def within_days_of_settling(household: Household, _person: int) -> date | None:
    """By when who settles here reports at another office."""
    return end_of_report(household.came_to_live_on, household)


def arrival_or_move(
    key: str, party: Party, *, after: tuple[After, ...], per_person: bool = False, held: Asked = never
) -> tuple[Row, Row]:
    """A step at the desk as two rows: of who comes from abroad, and of who reported elsewhere and moved since."""
    return (
        Row(
            key,
            party,
            Source.REPORT_ARRIVAL,
            _from_abroad,
            per_person,
            _within_days_of_arrival,
            DueKind.STATUTORY,
            after,
            held,
        ),
        Row(
            key,
            party,
            Source.REPORT_MOVE,
            _moved_here,
            per_person,
            _within_days_of_moving_here,
            DueKind.STATUTORY,
            after,
            held,
        ),
    )


def _from_abroad(household: Household, _person: int) -> bool:
    return household.at_desk and not household.has_reported


def _moved_here(household: Household, _person: int) -> bool:
    return household.has_reported


def _within_days_of_arrival(household: Household, _person: int) -> date | None:
    return end_of_report(household.facts.arrival, household)


def _within_days_of_moving_here(household: Household, _person: int) -> date | None:
    return end_of_report(household.facts.moved_here_on, household)


def end_of_report(event: date | None, household: Household) -> date | None:
    """The last day on which an arrival or a move is reported in time; None where its day is not known."""
    if event is None:
        return None
    return end_of_term_in_days(event, DAYS_TO_REPORT, household.region.extra_holidays)
