"""The anatomy of a row in a track's table, and what all tracks share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from ..household import Household
from ..outcome import DueKind, Party, Source
from ..terms import add_months

# The desk's rule for registering at an employer's address: no term of a statute.
MONTHS_AT_EMPLOYER_ADDRESS = 3

# A question to a household about one of its members; steps of the whole household ignore
# the member and are asked for the principal.
Asked = Callable[[Household, int], bool]
Dated = Callable[[Household, int], date | None]


class Whose(Enum):
    """Of whom a step waits for another one that exists per person."""

    SAME_PERSON = auto()
    PRINCIPAL = auto()
    EVERYBODY = auto()


@dataclass(frozen=True, slots=True)
class After:
    """A step that has to be done before; of the household where `whose` is None."""

    key: str
    whose: Whose | None = None


def same_persons(key: str) -> After:
    """After this person's own step."""
    return After(key, Whose.SAME_PERSON)


def principals(key: str) -> After:
    """After the principal's step."""
    return After(key, Whose.PRINCIPAL)


def everybodys(key: str) -> After:
    """After the step of every member."""
    return After(key, Whose.EVERYBODY)


def at_desk(household: Household, _person: int) -> bool:
    """For households that register at the desk."""
    return household.at_desk


def never(_household: Household, _person: int) -> bool:
    """For no household."""
    return False


def no_date(household: Household, person: int) -> None:
    """A step without a due date."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the process sheet; two rows of one key never apply to the same household.

    `held` keeps a step waiting for a fact that is still unknown.
    """

    key: str
    party: Party
    source: Source
    applies: Asked
    per_person: bool = False
    due: Dated = no_date
    due_kind: DueKind | None = None
    after: tuple[After, ...] = ()
    held: Asked = never


def days_after(event: date | None, days: int) -> date | None:
    """So many calendar days after an event, once it is known."""
    return None if event is None else event + timedelta(days=days)


def weeks_after_completion(key: str, weeks: int) -> Dated:
    """So many weeks after a step of the household was done."""

    def due(household: Household, _person: int) -> date | None:
        return days_after(household.facts.completed.get(key), 7 * weeks)

    return due


def weeks_after_registration(weeks: int) -> Dated:
    """So many weeks after the principal's registration."""

    def due(household: Household, _person: int) -> date | None:
        return days_after(household.registered_on, 7 * weeks)

    return due


def end_of_employer_address(household: Household, _person: int) -> date | None:
    """On the calendar day: the Atw does not hold for agreements, so no weekend moves it.

    The desk may agree on a later day with the municipality; it never makes the three months shorter.
    """
    registered, employer = household.registered_on, household.facts.employer
    if registered is None:
        return None
    ends = add_months(registered, MONTHS_AT_EMPLOYER_ADDRESS)
    later = employer.address_until if employer else None
    return max(ends, later) if later else ends
