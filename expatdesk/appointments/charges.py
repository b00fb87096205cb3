"""What of the fee a household loses when its visit is moved or cancelled, or nobody comes."""

from datetime import date

from expatdesk.appointments.models import Appointment
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import consequence_of_change
from expatdesk.shared.clock import local


def is_own_wish(visit: Appointment | None, by: Actor) -> bool:
    """Whether a change counts as the household's own: not the desk's, nor of a visit that no longer fits."""
    return by.role == Role.EXPAT and not (visit and visit.misfit)


def charged_for(case: Case, visit: Appointment | None, *, by: Actor, region: Region, today: date) -> int:
    """What of the fee, in cents, is not paid back when they change the visit; what the desk does is free."""
    return withheld_now(case, region, today) if is_own_wish(visit, by) else 0


def withheld_now(case: Case, region: Region, today: date) -> int:
    """What of the fee, in cents, a household loses that gives up its visit today, or does not come."""
    if case.visit_at is None:
        return 0
    fee = plan_of(case, region, today).fee
    return consequence_of_change(local(case.visit_at).date(), fee, region, today).withheld_cents
