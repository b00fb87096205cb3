"""A time that was only held becomes the household's own once its papers are accepted. Nothing here commits."""

from datetime import date

from expatdesk.appointments.models import Appointment, Progress
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.telling import Occasion, papers_are_accepted, tell_booked
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now


def held_visit(case: Case, region: Region, today: date) -> Appointment | None:
    """The visit that is only held for this household; None where it has none, or its papers are accepted."""
    visit = open_appointment(case.id) if case.visit_at and not case.registrations else None
    if visit is None or visit.progress != Progress.BOOKED or visit.starts_at <= now():
        return None
    return None if papers_are_accepted(plan_of(case, region, today)) else visit


def tell_when_firm(case: Case, held: Appointment | None, region: Region, today: date) -> None:
    """Tell the household, and its calendar, that the visit which was only held before is firm now, if it is.

    One that does not fit is chosen anew first: then the household is told of the new time.
    """
    if held is None or held.misfit:
        return
    plan = plan_of(case, region, today)
    if papers_are_accepted(plan):
        held.sequence += 1
        tell_booked(case, held, plan, region, today, occasion=Occasion.FIRM)
