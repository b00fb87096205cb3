"""What of the fee a household loses when its visit is moved or cancelled, or nobody comes."""

from datetime import date

from expatdesk.appointments.models import Appointment
from expatdesk.appointments.outside import is_outside
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.logbook.models import Actor
from expatdesk.people.models import EMPLOYER_SIDE, OF_HOUSEHOLD
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import Consequence, consequence_of_change
from expatdesk.shared.clock import local

# What an employer does for a household that lets it counts as if the household did it.
HOUSEHOLD_SIDE = EMPLOYER_SIDE | OF_HOUSEHOLD


def is_own_wish(visit: Appointment | None, by: Actor, region: Region) -> bool:
    """Whether a change counts as the household's own: not the desk's, nor one that others made it need."""
    return by.role in HOUSEHOLD_SIDE and not is_excused(visit, region)


def is_excused(visit: Appointment | None, region: Region) -> bool:
    """Whether the visit cannot be kept by no doing of the household: to change it, or not to come, is free.

    It does not fit any more, or the desk itself has closed the counter at that time.
    """
    if visit is None:
        return False
    return (visit.misfit is not None and not visit.misfit_is_own) or is_outside(visit, region)


def cost_of_misfit(visit: Appointment, plan: Plan, region: Region, today: date) -> Consequence | None:
    """What a household that made its own visit not fit pays for another time; None where it is free."""
    if is_excused(visit, region) or not plan.fee.total_incl_cents:
        return None
    return consequence_of_change(local(visit.starts_at).date(), plan.fee, region, today)


def charged_for(case: Case, visit: Appointment | None, *, by: Actor, region: Region, today: date) -> int:
    """What of the fee, in cents, they pay all the same when they change the visit; what the desk does is free."""
    return withheld_now(case, region, today) if is_own_wish(visit, by, region) else 0


def withheld_now(case: Case, region: Region, today: date) -> int:
    """What of the fee, in cents, a household loses that gives up its visit today, or does not come."""
    if case.visit_at is None:
        return 0
    fee = plan_of(case, region, today).fee
    return consequence_of_change(local(case.visit_at).date(), fee, region, today).withheld_cents
