"""The housing track: from wishes to a home of one's own.

Where the process sheet is silent: a search follows the wishes, it ends with a contract handed
in, from which the desk's two working days to read it count, and a home counts as found once
the contract is checked. Who has moved to a home that lasts is asked nothing of this any more.
"""

from datetime import date

from ..household import Household
from ..outcome import Destination, DueKind, Party, Source
from ..terms import add_months, add_working_days
from .row import After, Asked, Row, days_after, end_of_employer_address

# The desk's norm, in working days.
DAYS_TO_CHECK_CONTRACT = 2


def _looks_for_home(household: Household, _person: int) -> bool:
    return household.home is None or household.facts.wants.housing_help


def _has_moved(household: Household) -> bool:
    """Whether they live, since they were registered, in a home that lasts: there is nothing to look for."""
    return household.is_housed and household.moves_in_on is not None


def _until_moved(key: str, applies: Asked, *, handed_over_by: str = "") -> Asked:
    """Asked until they have moved; what was finished before stays, and what the desk was handed is done still."""

    def asked(household: Household, person: int) -> bool:
        is_kept = household.is_finished(key) or handed_over_by in household.facts.completed
        return applies(household, person) and (is_kept or not _has_moved(household))

    return asked


def _no_home_at_all(household: Household, _person: int) -> bool:
    """A hotel is a roof; a home that starts after the registration comes too late to be one."""
    return household.facts.home is None or household.moves_from_employer_address


def _lives_there_for_a_time(household: Household, _person: int) -> bool:
    """A home with a last day that comes before they leave the country; others go elsewhere by themselves."""
    ends, arrival = _end_of_temporary_home(household, household.principal), household.facts.arrival
    if ends is None or household.is_elsewhere:
        return False
    return arrival is None or ends < add_months(arrival, household.facts.stay_months)


def _end_of_temporary_home(household: Household, _person: int) -> date | None:
    home = household.facts.home
    return None if home is None else home.ends_on


def _must_leave_employer_address(household: Household, _person: int) -> bool:
    return household.at_employer_address


def _must_find_home_first(household: Household, _person: int) -> bool:
    return household.route.to is Destination.HOUSING_FIRST


def _before_arrival(household: Household, _person: int) -> date | None:
    """Whoever is registered has arrived and sleeps somewhere: the advice for that day is over, never late.

    The step itself stays, to be ticked off: were it to end here, the plan would depend on what was done first.
    """
    return None if household.registered_on else days_after(household.facts.arrival, -1)


def _after_contract(household: Household, _person: int) -> date | None:
    handed_in = household.facts.completed.get("home_search")
    if handed_in is None:
        return None
    return add_working_days(handed_in, DAYS_TO_CHECK_CONTRACT, household.region.extra_holidays)


HOUSING: tuple[Row, ...] = (
    Row(
        "housing_wishes",
        Party.EXPAT,
        Source.DESK_PROCESS,
        _until_moved("housing_wishes", _looks_for_home),
    ),
    Row(
        "temporary_home",
        Party.EXPAT,
        Source.DESK_ADVICE,
        _until_moved("temporary_home", _no_home_at_all),
        due=_before_arrival,
        due_kind=DueKind.ADVICE,
    ),
    Row(
        "temporary_home_ends",
        Party.EXPAT,
        Source.OWN_AGREEMENT,
        _lives_there_for_a_time,
        due=_end_of_temporary_home,
        due_kind=DueKind.AGREED,
    ),
    Row(
        "home_search",
        Party.EXPAT,
        Source.DESK_PROCESS,
        _until_moved("home_search", _looks_for_home),
        after=(After("housing_wishes"),),
    ),
    Row(
        "contract_check",
        Party.DESK,
        Source.DESK_PROMISE,
        _until_moved("contract_check", _looks_for_home, handed_over_by="home_search"),
        due=_after_contract,
        due_kind=DueKind.PROMISE,
        after=(After("home_search"),),
    ),
    Row(
        "home_found",
        Party.EXPAT,
        Source.EMPLOYER_ADDRESS,
        _must_leave_employer_address,
        due=end_of_employer_address,
        due_kind=DueKind.AGREED,
        after=(After("contract_check"),),
    ),
    Row(
        "home_found",
        Party.EXPAT,
        Source.DESK_PROCESS,
        _must_find_home_first,
        after=(After("contract_check"),),
    ),
)
