"""Giving back a time whose papers are not accepted: by hand, or by a rule of the coordinator; off by default."""

from datetime import date

from sqlalchemy import or_, select

from expatdesk.appointments.actions import give_back
from expatdesk.appointments.models import Appointment, Progress, ReleaseRule
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import NoVisitYet, VisitIsFirm
from expatdesk.appointments.release_rules import rule_on
from expatdesk.appointments.reminders import EARLIEST_HOUR
from expatdesk.appointments.telling import tell_released
from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case, CaseState, Outcome, StepRecord
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.reasons import UNCHECKED
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.cases.step_actions import set_visit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.rules.visit_changes import papers_are_accepted
from expatdesk.shared.clock import end_of, local, now
from expatdesk.shared.db import begin_immediate, session

AT_ONCE = 100


def release_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Give the time of this household to others and tell it what to do; answers the new plan. It costs nothing.

    Raises as `claim` does, NoVisitYet where there is none to release, and VisitIsFirm once papers are accepted.
    """
    visit = open_appointment(case.id)
    if case.visit_at is None or visit is None or visit.progress != Progress.BOOKED or case.registrations:
        raise NoVisitYet
    if papers_are_accepted(plan_of(case, region, today)):
        raise VisitIsFirm
    was = case.visit_at
    claim(case, version)
    give_back(visit, by=by, region=region)
    set_visit(case, None, today)
    record("visit_released", by=by, case_id=case.id, visit=was.isoformat(), counter=visit.counter.name)
    plan = refresh(case, region, today)
    tell_released(case, visit, was, region)
    return plan


def set_rule(first_day: date, working_days: int | None, *, by: Actor) -> None:
    """From that day on give times back so many working days before the visit; None gives nothing back."""
    session.merge(ReleaseRule(first_day=first_day, working_days=working_days))
    session.flush()
    record("release_rule_set", by=by, first=first_day.isoformat(), working_days=working_days)


def release_due(region: Region, today: date) -> int:
    """Release what the rule says; answers how many. The worker's part; commits.

    Only where it is the household's turn: what waits for the desk's own check is the desk's delay, not theirs.
    """
    rule = rule_on(today)
    if rule is None or rule.working_days is None or local(now()).hour < EARLIEST_HOUR:
        return 0
    last = add_working_days(today, rule.working_days, region.extra_holidays)
    begin_immediate()
    released = sum(_release(case, region, today) for case in _waiting_for_household(last))
    session.commit()
    return released


def _waiting_for_household(last: date) -> list[Case]:
    # Papers that were erased before anybody checked them came back too, yet that was the desk's delay.
    sent_back = (
        (StepRecord.step == "papers_handed_in")
        & (StepRecord.outcome == Outcome.RETURNED)
        & StepRecord.reason.is_distinct_from(UNCHECKED)
    )
    # Who took the own pages back again has nothing on record.
    taken_back = ~Case.records.any(StepRecord.step == "papers_handed_in")
    due = (
        select(Case)
        .join(Appointment, Appointment.case_id == Case.id)
        .where(
            Appointment.progress == Progress.BOOKED, Appointment.starts_at > now(), Case.state == CaseState.OPEN
        )
        .where(Case.visit_at == Appointment.starts_at, Case.visit_at < end_of(last))
        .where(or_(Case.records.any(sent_back), taken_back))
        .order_by(Case.visit_at)
        .limit(AT_ONCE)
    )
    return list(session.scalars(due))


def _release(case: Case, region: Region, today: date) -> bool:
    """Whether it was released; whoever works on the case at this moment knows better."""
    try:
        with session.begin_nested():
            release_visit(case, version=case.version, by=SYSTEM, region=region, today=today)
    except (CaseClosed, NoVisitYet, StaleVersion, VisitIsFirm):
        return False
    return True
