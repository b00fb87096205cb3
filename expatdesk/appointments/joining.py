"""The times of two cases that are about to become one. Nothing here commits."""

from sqlalchemy import select

from expatdesk.appointments.models import OPEN, Appointment, Progress
from expatdesk.cases.merge_refusals import TwoVisits
from expatdesk.cases.models import Case
from expatdesk.shared.db import session


def join_visits(kept: Case, emptied: Case) -> None:
    """See to it that their appointments can stand in one case, before `merge_cases` moves them.

    A time that is kept for the emptied case while somebody chooses is let go: their stay ends with the case.
    Raises TwoVisits where both have an open appointment for the same thing, registered or not: a household comes
    once, and the desk says which of the two it is.
    """
    mine, others = (_running(case) for case in (kept, emptied))
    if {row.kind for row in mine if row.progress in OPEN} & {row.kind for row in others if row.progress in OPEN}:
        raise TwoVisits
    for row in others:
        if row.progress == Progress.CHOOSING:
            session.delete(row)
    session.flush()


def _running(case: Case) -> list[Appointment]:
    wanted = select(Appointment).where(
        Appointment.case_id == case.id, Appointment.progress.in_([*OPEN, Progress.CHOOSING])
    )
    return list(session.scalars(wanted))
