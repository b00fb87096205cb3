"""Booking, moving and cancelling the visit. A simple date and time for now; counters and slots come later."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from expatdesk.cases.actions import claim
from expatdesk.cases.labels import PAPERS
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
from expatdesk.shared.i18n import LazyString

# Days looked through for those on which the desk is open.
FURTHEST_SUGGESTION = 60


class VisitInThePast(VisitNotAllowed):
    """The moment is over."""


class VisitBeforeArrival(VisitNotAllowed):
    """Nobody registers before they are in the country."""


class NoVisitYet(VisitNotAllowed):
    """The plan has no visit to book now: papers or the date of arrival are still missing."""


class DeskClosed(VisitNotAllowed):
    """The desk is closed on that day."""


class NoSuchTime(VisitNotAllowed):
    """The clock skips this hour on that night in March."""


def book_visit(case: Case, day: date, at: time, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Book the visit, or move it; answers the new plan. Raises as `claim` does, or a VisitNotAllowed.

    The household gets a mail: when and where, and what everybody brings along.
    """
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
        "visit_booked", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        moved=verb == "visit_moved", bring=what_to_bring(case, plan),
    )  # fmt: skip
    return plan


def cancel_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Take the visit back, and tell the household; answers the new plan.

    Raises as `claim` does, and NoVisitYet where there is none or where somebody was registered at it.
    """
    if case.visit_at is None or case.registrations:
        raise NoVisitYet
    claim(case, version)
    was = case.visit_at
    record("visit_cancelled", by=by, case_id=case.id, visit=was.isoformat())
    set_visit(case, None, today)
    plan = refresh(case, region, today)
    queue_mail(
        "visit_cancelled", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        was=was,
    )  # fmt: skip
    return plan


def visit_can_be_booked(case: Case, plan: Plan) -> bool:
    """Whether a visit can be booked or moved now: its turn has come, and nobody was registered at it."""
    states = [step.state for step in plan.steps if step.key == "visit_booked"]
    return states in ([StepState.OPEN], [StepState.DONE]) and not case.registrations


def what_to_bring(case: Case, plan: Plan) -> list[tuple[str, list[LazyString]]]:
    """The papers that each member of the household brings to the visit: name, and papers."""
    asked = [
        (person.full_name, [PAPERS[paper.key] for paper in plan.papers if paper.person == person.position])
        for person in case.people
    ]
    return [(name, papers) for name, papers in asked if papers]


def days_to_visit(case: Case, region: Region, today: date, *, number: int) -> list[date]:
    """The first days on which this household can come."""
    first = max(today, case.arrival or today)
    days = (first + timedelta(days=count) for count in range(FURTHEST_SUGGESTION))
    return list(islice((day for day in days if _is_open(day, region)), number))


def _check(case: Case, day: date, region: Region, today: date) -> None:
    if not visit_can_be_booked(case, plan_of(case, region, today)):
        raise NoVisitYet
    if day < today:
        raise VisitInThePast
    if case.arrival is None or day < case.arrival:
        raise VisitBeforeArrival
    if not _is_open(day, region):
        raise DeskClosed


def _is_open(day: date, region: Region) -> bool:
    return is_working_day(day, region.extra_holidays) and region.closed_on(day) is None
