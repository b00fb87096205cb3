"""The days on which a hire asks something of its employer, out of the plan that all others work by."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from .outcome import Party, Plan, Step

# Vreemdelingenwet 2000, article 54(2), and what the IND says of it: a recognised sponsor tells within four weeks
# what changes for somebody it asked a permit for, also that they did not begin. Whether the term moves on from a
# weekend is not sure, so it does not: a day early is never late.
DAYS_TO_TELL_IND = 28


class EmployerDay(StrEnum):
    """What a day is for."""

    RESIDENCE_RIGHT = "residence_right"
    THIRTY_PERCENT = "thirty_percent"
    ADDRESS_ENDS = "address_ends"
    SPONSOR_REPORT = "sponsor_report"


# Steps that have such a day, and who must have them; a home of its own is the household's to find.
STEPS: Mapping[EmployerDay, tuple[str, Party]] = {
    EmployerDay.RESIDENCE_RIGHT: ("residence_right", Party.EMPLOYER),
    EmployerDay.THIRTY_PERCENT: ("thirty_percent_request", Party.EMPLOYER),
    EmployerDay.ADDRESS_ENDS: ("employer_address_ends", Party.EXPAT),
}


def sponsor_report_by(event: date) -> date:
    """The last day on which a sponsor tells the IND of something that happened on this day."""
    return event + timedelta(days=DAYS_TO_TELL_IND)


def days_for_employer(plan: Plan, *, first_working_day: date | None, is_sponsor: bool) -> dict[EmployerDay, date]:
    """What is still to come for the employer, each with its day; of steps per person the first one's.

    What begins or ends with the registration does so when all of them are registered: that alone is what the
    employer is told, and a day that came or went before would tell that some of them are (security T07).
    """
    days = {what: due for what, step in STEPS.items() if (due := min(_due(plan, *step), default=None))}
    if not _all_registered(plan):
        days.pop(EmployerDay.ADDRESS_ENDS, None)
        if is_sponsor and first_working_day is not None and _needs_permit(plan):
            days[EmployerDay.SPONSOR_REPORT] = sponsor_report_by(first_working_day)
    return days


def _due(plan: Plan, key: str, party: Party) -> Iterator[date]:
    return (step.due for step in _steps(plan, key, party) if step.due is not None and not step.is_finished)


def _needs_permit(plan: Plan) -> bool:
    return any(True for _step in _steps(plan, "residence_right", Party.EMPLOYER))


def _all_registered(plan: Plan) -> bool:
    registrations = list(_steps(plan, "brp_registration", Party.MUNICIPALITY))
    return bool(registrations) and all(step.is_finished for step in registrations)


def _steps(plan: Plan, key: str, party: Party) -> Iterator[Step]:
    return (step for step in plan.steps if step.key == key and step.party is party)
