"""The visit of a hire whose household lets its employer see and book it."""

from expatdesk.access.acting import acting
from expatdesk.access.policy import may_see_visit
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.cases.models import Case


def shared_visit(case: Case) -> OwnVisit | None:
    """The visit; None without consent. Whether that was refused, taken back or never asked shows nowhere."""
    return OwnVisit.of(case, **acting()) if may_see_visit(current_visitor(), case) else None
