"""A time is only held until the household's papers are accepted, and again when they are not any more.

Nothing here commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from expatdesk.appointments.models import Appointment, Progress
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.telling import Occasion, tell_booked
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import papers_are_accepted
from expatdesk.shared.clock import now


@contextmanager
def telling_when_firm(case: Case, region: Region, today: date) -> Iterator[None]:
    """Around an act on papers: tell the household, and its calendar, where its visit is firm or only held by that.

    A visit that does not fit is chosen anew first: then the household is told of the new time.
    """
    visit = _visit_to_come(case)
    was_firm = visit is not None and papers_are_accepted(plan_of(case, region, today))
    yield
    if visit is None or visit.misfit:
        return
    plan = plan_of(case, region, today)
    if (is_firm := papers_are_accepted(plan)) != was_firm:
        visit.sequence += 1
        occasion = Occasion.FIRM if is_firm else Occasion.HELD_AGAIN
        tell_booked(case, visit, plan, region, today, occasion=occasion)


def _visit_to_come(case: Case) -> Appointment | None:
    """The visit for which this household is still expected, to be registered."""
    visit = open_appointment(case.id) if case.visit_at and not case.registrations else None
    is_to_come = visit is not None and visit.progress == Progress.BOOKED and visit.starts_at > now()
    return visit if is_to_come else None
