"""Short visits for anything else than registration: to hand in papers later, or to ask a question.

They cost nothing and change nothing of the plan. One of the household comes; it has one of each kind at a time,
and one of a past day counts no more, be it written down or not how it ended.
Nothing here commits.
"""

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload

from expatdesk.appointments.booking import let_go, places_at, take_time
from expatdesk.appointments.day_guards import leave_open, require_no_other
from expatdesk.appointments.models import OPEN, Appointment, Counter, Progress, VisitKind
from expatdesk.appointments.queries import Need, may_serve, need_beside, open_appointment
from expatdesk.appointments.refusals import NoVisitYet, VisitBeforeArrival, VisitInThePast
from expatdesk.appointments.reminders import next_reminder
from expatdesk.appointments.telling import tell_other_booked, tell_other_cancelled
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import CaseClosed
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.plan import Destination, Plan
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import papers_are_accepted
from expatdesk.shared.clock import now, start_of
from expatdesk.shared.db import session

OTHER_KINDS = (VisitKind.PAPERS, VisitKind.QUESTIONS)


def book_other_visit(
    case: Case, kind: VisitKind, day: date, at: time, *, by: Actor, region: Region, today: date
) -> Appointment:
    """Book a short visit, and tell the household. Nothing of the file changes, so no version is asked for.

    Raises CaseClosed, VisitAlready where the household has one of this kind, VisitBeforeArrival, and what
    `places_at` and `take_time` raise; VisitInThePast too.
    """
    # Two tabs of one household come one after the other.
    session.refresh(case, ["state", "arrival"], with_for_update=True)
    if case.state == CaseState.CLOSED:
        raise CaseClosed
    leave_open(case.id, kind, today)
    require_no_other(case.id, kind)
    if case.arrival is not None and day < case.arrival:
        raise VisitBeforeArrival
    places = places_at(need_beside(case, kind), day, at, region=region)
    if places[0].starts_at <= now():
        raise VisitInThePast
    visit = Appointment(
        case_id=case.id, counter=places[0].counter, kind=kind, progress=Progress.BOOKED, people=1,
        starts_at=places[0].starts_at, ends_at=places[0].ends_at, booked_by_role=by.role,
        remind_on=next_reminder(day, today),
    )  # fmt: skip
    take_time(visit, places)
    record("other_visit_booked", by=by, case_id=case.id, kind=kind, visit=visit.starts_at.isoformat())
    tell_other_booked(case, visit, region)
    return visit


def cancel_other_visit(case: Case, kind: VisitKind, *, by: Actor, region: Region) -> None:
    """Take it back, and tell the household.

    Raises NoVisitYet where there is none, or they have checked in; VisitInThePast once its time has come.
    """
    session.refresh(case, ["state"], with_for_update=True)
    visit = open_appointment(case.id, kind)
    if visit is None or visit.progress != Progress.BOOKED:
        raise NoVisitYet
    if visit.starts_at <= now():
        raise VisitInThePast
    let_go(visit)
    visit.progress, visit.remind_on = Progress.CANCELLED, None
    visit.sequence += 1
    record("other_visit_cancelled", by=by, case_id=case.id, kind=kind, visit=visit.starts_at.isoformat())
    tell_other_cancelled(case, visit, region)


def can_be_cancelled(visit: Appointment | None) -> bool:
    """Whether nobody has come to it yet, and its time is still to come."""
    return visit is not None and visit.progress == Progress.BOOKED and visit.starts_at > now()


def other_visits(
    case: Case, plan: Plan, today: date, *, is_more_asked: bool = False
) -> dict[VisitKind, Appointment | None]:
    """The short visits of this household by kind; None for one that it has not, and could book now.

    `is_more_asked` tells that papers are asked for since the others were checked.
    """
    wanted = select(Appointment).where(
        Appointment.case_id == case.id, Appointment.kind.in_(OTHER_KINDS), Appointment.progress.in_(OPEN),
        Appointment.starts_at >= start_of(today),
    )  # fmt: skip
    booked: dict[str, Appointment] = {visit.kind: visit for visit in session.scalars(wanted)}
    kinds = kinds_for(case, plan, is_more_asked=is_more_asked)
    taken = _kinds_taken(case, kinds, today) if kinds else ()
    return {kind: booked.get(kind) for kind in OTHER_KINDS if kind in booked or kind in taken}


def kinds_for(case: Case, plan: Plan, *, is_more_asked: bool) -> Sequence[VisitKind]:
    """What this household could come for, as far as a counter takes it: for papers only while any are asked."""
    if case.state == CaseState.CLOSED:
        return ()
    wants_papers = is_more_asked or not papers_are_accepted(plan)
    hands_in = bool(plan.papers) and plan.route.to is Destination.DESK and wants_papers
    return OTHER_KINDS if hands_in else (VisitKind.QUESTIONS,)


def _kinds_taken(case: Case, kinds: Sequence[VisitKind], today: date) -> Sequence[VisitKind]:
    """What of these a counter takes from this household, now or later."""
    in_use = or_(Counter.last_day.is_(None), Counter.last_day >= today)
    counters = session.scalars(select(Counter).where(in_use).options(lazyload(Counter.hours))).all()
    needs = [Need(1, case.municipality, kind) for kind in kinds]
    terms = [one for counter in counters for one in counter.terms_between(today)]
    return [need.kind for need in needs if any(may_serve(one, need) for one in terms)]
