"""Booking, moving and cancelling the visit. A simple date and time for now; counters and slots come later."""

from datetime import UTC, date, datetime, time

from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import VisitNotAllowed
from expatdesk.cases.step_actions import set_visit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.plan import Plan, StepState
from expatdesk.rules.region import Region
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import AMSTERDAM, local


class VisitInThePast(VisitNotAllowed):
    """The moment is over."""


class VisitBeforeArrival(VisitNotAllowed):
    """Nobody registers before they are in the country (domain.md 1.1)."""


class NoVisitYet(VisitNotAllowed):
    """The plan has no visit to book now: papers or the date of arrival are still missing."""


class DeskClosed(VisitNotAllowed):
    """The desk is closed on that day."""


class NoSuchTime(VisitNotAllowed):
    """The clock skips this hour on that night in March."""


def book_visit(
    case: Case, day: date, at: time, *, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Book the visit, or move it; answers the new plan. Raises StaleVersion or a VisitNotAllowed."""
    _check(case, day, region, today)
    moment = datetime.combine(day, at, AMSTERDAM).astimezone(UTC)
    if local(moment).time() != at:
        raise NoSuchTime
    claim(case, version)
    verb = "visit_moved" if case.visit_at else "visit_booked"
    set_visit(case, moment, today)
    record(verb, by=by, case_id=case.id, visit=moment.isoformat())
    plan = refresh(case, region, today)
    queue_mail(
        "visit_booked", recipient=case.email, language=case.language, case_id=case.id, case=case,
        moved=verb == "visit_moved",
    )  # fmt: skip
    return plan


def cancel_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Take the visit back; answers the new plan. Raises StaleVersion, and NoVisitYet where there is none."""
    if case.visit_at is None or case.registrations:
        raise NoVisitYet
    claim(case, version)
    record("visit_cancelled", by=by, case_id=case.id, visit=case.visit_at.isoformat())
    set_visit(case, None, today)
    return refresh(case, region, today)


def _check(case: Case, day: date, region: Region, today: date) -> None:
    states = {step.key: step.state for step in plan_of(case, region, today).steps}
    if states.get("visit_booked") not in (StepState.OPEN, StepState.DONE) or case.registrations:
        raise NoVisitYet
    if day < today:
        raise VisitInThePast
    if case.arrival is None or day < case.arrival:
        raise VisitBeforeArrival
    if not is_working_day(day, region.extra_holidays) or region.closed_on(day) is not None:
        raise DeskClosed
