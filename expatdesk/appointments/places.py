"""Where a visit is: the page, the mails and the calendar of a household all say the same."""

from sqlalchemy import select

from expatdesk.appointments.models import Appointment, Counter, Progress, VisitKind
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from expatdesk.shared.i18n import gettext as _


def where_of(visit: Appointment | None, region: Region) -> str:
    """The place of the counter that is booked, and the counter; the desk's own address where none is known."""
    return f"{visit.counter.place}, {_named(visit.counter)}" if visit is not None else region.desk.address


def where_visit_is(case: Case, region: Region) -> str:
    """Where the visit of this household is or was; where the desk is while none is booked."""
    return where_of(visit_of(case), region)


def visit_of(case: Case) -> Appointment | None:
    """The visit of this household, also when it is over."""
    if case.visit_at is None:
        return None
    booked = select(Appointment).where(
        Appointment.case_id == case.id,
        Appointment.kind == VisitKind.REGISTRATION,
        Appointment.starts_at == case.visit_at,
        Appointment.progress.not_in([Progress.CHOOSING, Progress.CANCELLED, Progress.NO_SHOW]),
    )
    return session.scalars(booked).first()


def came_to_visit(case: Case) -> bool:
    """Whether somebody wrote down that the household came to its visit and left again."""
    visit = visit_of(case)
    return visit is not None and visit.progress == Progress.DONE


def _named(counter: Counter) -> str:
    # A name that is a number does not say of what.
    return _("booth %(number)s", number=counter.name) if counter.name[0].isdigit() else counter.name
