"""The days on which a hire asks something of its employer, out of the facts: wherever they live and register."""

from datetime import date, timedelta

from .household import Household
from .outcome import EmployerDay
from .tracks.registration import before_first_working_day, end_of_thirty_percent_term
from .tracks.row import end_of_employer_address

__all__ = ["EmployerDay", "days_for_employer", "sponsor_report_by", "tells_ind"]

# Vreemdelingenwet 2000, article 54(2), and what the IND says of it: a recognised sponsor tells within four weeks
# what changes for somebody it asked a permit for, also that they did not begin. Whether the term moves on from a
# weekend is not sure, so it does not: a day early is never late.
DAYS_TO_TELL_IND = 28
# Up to ninety days nobody needs a residence permit, so nobody is the sponsor of one (Vreemdelingenbesluit 2000,
# article 3.3). Three months may be more than that.
SHORTEST_STAY_WITH_PERMIT = 3


def sponsor_report_by(event: date) -> date:
    """The last day on which a sponsor tells the IND of something that happened on this day."""
    return event + timedelta(days=DAYS_TO_TELL_IND)


def days_for_employer(household: Household) -> dict[EmployerDay, date]:
    """What is still to come for the employer, each with its day; of what is asked per person one for all.

    All but the end of its address hold without a home, and at any office: finding one moves none of them. Where
    nobody can tick it off, or see at the desk that they came, a day is there until it is over, and never late.
    """
    if household.facts.employer is None:
        return {}
    days = {
        EmployerDay.RESIDENCE_RIGHT: _right_to_stay(household),
        EmployerDay.THIRTY_PERCENT: _thirty_percent(household),
        EmployerDay.ADDRESS_ENDS: _address_ends(household),
        EmployerDay.SPONSOR_REPORT: _sponsor_report(household),
    }
    return {what: day for what, day in days.items() if day is not None}


def tells_ind(household: Household) -> bool:
    """Whether its employer tells the IND if they do not come: a sponsor of whom somebody has not come yet.

    What begins or ends with the registration does so when all of them are registered: that alone is what the
    employer is told, and a day that came or went before would tell that some of them are (security T07).
    """
    employer = household.facts.employer
    if employer is None or not employer.recognised_sponsor or _all_registered(household):
        return False
    long_enough = household.facts.stay_months >= SHORTEST_STAY_WITH_PERMIT
    return long_enough and any(household.employer_asks_right_for(person) for person in _members(household))


def _right_to_stay(household: Household) -> date | None:
    """Four weeks before work begins, as long as that was ahead when the desk heard of them."""
    asked = [person for person in _members(household) if household.employer_asks_right_for(person)]
    by = before_first_working_day(household, household.principal)
    if by is None or by < household.facts.submitted:
        return None
    if all(household.is_finished(f"residence_right:{person}") for person in asked):
        return None
    return _shown(by, household, is_followed=not household.is_elsewhere)


def _thirty_percent(household: Household) -> date | None:
    if not household.is_employed or household.is_finished("thirty_percent_request"):
        return None
    by = end_of_thirty_percent_term(household, household.principal)
    return _shown(by, household, is_followed=household.at_desk)


def _address_ends(household: Household) -> date | None:
    if not household.at_employer_address or household.is_finished("employer_address_ends"):
        return None
    return end_of_employer_address(household, household.principal) if _all_registered(household) else None


def _sponsor_report(household: Household) -> date | None:
    starts = household.facts.first_working_day
    if starts is None or not tells_ind(household):
        return None
    return _shown(sponsor_report_by(starts), household, is_followed=household.at_desk)


def _shown(day: date | None, household: Household, *, is_followed: bool) -> date | None:
    is_over = day is not None and day < household.today
    return None if is_over and not is_followed else day


def _all_registered(household: Household) -> bool:
    return all(household.is_finished(f"brp_registration:{person}") for person in _members(household))


def _members(household: Household) -> range:
    return range(len(household.facts.people))
