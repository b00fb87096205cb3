"""Reminding households of their visit, three days and one day before: the appointment knows when next."""

from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.appointments.models import Appointment, Progress, VisitKind
from expatdesk.appointments.outside import cannot_be_kept, is_outside
from expatdesk.appointments.telling import tell_again, tell_misfit, tell_other_again, tell_other_closed
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import begin_immediate, session

DAYS_BEFORE = (3, 1)
# Nobody is woken by the desk.
EARLIEST_HOUR = 8
AT_ONCE = 100


def next_reminder(visit_day: date, today: date) -> date | None:
    """The next day after today on which the household is to be reminded; None where none is left."""
    days = (visit_day - timedelta(days=before) for before in DAYS_BEFORE)
    return min((day for day in days if day > today), default=None)


def remind_households(region: Region, today: date) -> int:
    """Queue the reminders that are due; answers how many. The worker's part; commits: none goes out twice."""
    if local(now()).hour < EARLIEST_HOUR:
        return 0
    begin_immediate()
    due = select(Appointment).where(Appointment.progress == Progress.BOOKED, Appointment.remind_on <= today)
    locked = due.order_by(Appointment.remind_on).limit(AT_ONCE).with_for_update(of=Appointment, skip_locked=True)
    reminded = sum(_remind(visit, region, today) for visit in session.scalars(locked).all())
    session.commit()
    return reminded


def _remind(visit: Appointment, region: Region, today: date) -> bool:
    """Whether the household was told; on the day itself, or when it has nothing to do there, it is not.

    Nobody is sent to a time that cannot be kept: they are asked to choose another one.
    """
    day = local(visit.starts_at).date()
    visit.remind_on = next_reminder(day, today)
    case = session.get(Case, visit.case_id) if visit.case_id else None
    if case is None or case.state != CaseState.OPEN or day <= today:
        return False
    if visit.kind != VisitKind.REGISTRATION:
        tell_of_it = tell_other_closed if is_outside(visit, region) else tell_other_again
        tell_of_it(case, visit, region)
        return True
    if case.registrations:
        return False
    plan = plan_of(case, region, today)
    if cannot_be_kept(visit, region):
        tell_misfit(case, visit, plan, region, today)
    else:
        tell_again(case, visit, plan, region)
    return True
