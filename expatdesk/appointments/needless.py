"""A visit that nobody needs any more: as two cases became one, or as they came earlier. Nothing here commits."""

from datetime import date

from expatdesk.appointments.actions import give_back
from expatdesk.appointments.models import Appointment, Progress
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import NoVisitYet
from expatdesk.appointments.telling import tell_cancelled
from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local


def needless_visit(case: Case, today: date) -> Appointment | None:
    """The visit that is booked for a later day, while everybody is registered and has the BSN."""
    registered = {row.person_id for row in case.registrations if row.bsn_on}
    if registered != {person.id for person in case.people}:
        return None
    visit = open_appointment(case.id)
    is_ahead = visit is not None and visit.progress == Progress.BOOKED and local(visit.starts_at).date() > today
    return visit if is_ahead else None


def cancel_needless_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> None:
    """Free the time of such a visit, and tell the household that it need not come; it costs them nothing.

    That they had a visit stays done: nobody is asked to book another. Raises as `claim` does, and NoVisitYet.
    """
    visit = needless_visit(case, today)
    if visit is None:
        raise NoVisitYet
    claim(case, version)
    give_back(visit, by=by, region=region)
    record("visit_cancelled", by=by, case_id=case.id, visit=visit.starts_at.isoformat())
    if case.visit_at == visit.starts_at:
        case.visit_at = None
    refresh(case, region, today)
    tell_cancelled(case, visit, visit.starts_at, region)
