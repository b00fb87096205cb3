"""The times of two cases that are about to become one. Nothing here commits."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from expatdesk.appointments.day_guards import leave_open
from expatdesk.appointments.models import OPEN, Appointment, Progress, VisitKind
from expatdesk.appointments.other_visits import can_be_cancelled, cancel_other_visit
from expatdesk.cases.merge_refusals import TwoVisits
from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


def join_visits(kept: Case, emptied: Case, *, by: Actor, region: Region, today: date) -> None:
    """See to it that their appointments can stand in one case, before `merge_cases` moves them.

    A time that is kept for the emptied case while somebody chooses is let go: their stay ends with the case.
    Raises TwoVisits where both have an open appointment for the same thing, registered or not: a household comes
    once, and the desk says which of the two it is. Of two for different things at one time, one is cancelled.
    What is cancelled here stays so where the merge is undone: its time is free since, and its household was told.
    """
    for kind in _kinds_of(kept) & _kinds_of(emptied):
        for case in (kept, emptied):
            leave_open(case.id, kind, today)
    if _kinds_of(kept) & _kinds_of(emptied):
        raise TwoVisits
    for row in _rows(emptied, [Progress.CHOOSING]):
        session.delete(row)
    session.flush()
    _cancel_what_overlaps(kept, emptied, by, region)


def _cancel_what_overlaps(kept: Case, emptied: Case, by: Actor, region: Region) -> None:
    """Nobody is at two counters at once: the visit to register stays, and of two short ones the earlier."""
    visits = [(case, visit) for case in (kept, emptied) for visit in _rows(case, OPEN)]
    staying: list[Appointment] = []
    for case, visit in sorted(visits, key=lambda one: (one[1].kind != VisitKind.REGISTRATION, one[1].starts_at)):
        overlaps = any(visit.starts_at < one.ends_at and one.starts_at < visit.ends_at for one in staying)
        if overlaps and can_be_cancelled(visit):
            cancel_other_visit(case, VisitKind(visit.kind), by=by, region=region)
            if case is emptied:
                # Its own history stays with it, and nobody reads that any more.
                moment = visit.starts_at.isoformat()
                record("other_visit_cancelled", by=by, case_id=kept.id, kind=visit.kind, visit=moment)
        else:
            staying.append(visit)


def _kinds_of(case: Case) -> set[VisitKind]:
    return {VisitKind(row.kind) for row in _rows(case, OPEN)}


def _rows(case: Case, progress: Iterable[Progress]) -> list[Appointment]:
    wanted = select(Appointment).where(Appointment.case_id == case.id, Appointment.progress.in_(list(progress)))
    return list(session.scalars(wanted))
