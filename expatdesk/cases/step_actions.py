"""Changing steps: complete, reopen, send back, waive, and what the registrar records. Nothing here commits."""

from datetime import date, datetime

from expatdesk.cases.actions import claim
from expatdesk.cases.models import BsnWay, Case, Outcome, Registration, StepRecord
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of, record_of, registration_of
from expatdesk.cases.reasons import RETURN_REASONS, WAIVE_REASONS
from expatdesk.cases.refusals import HoldsBsn, StepNotOpen, UnknownReason
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.plan import Plan, Step, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session

# Steps that are recorded with more than a tick: by the registrar, or by booking the visit.
RECORDED_ELSEWHERE = frozenset({"brp_registration", "bsn_issued", "visit_booked"})


def complete_step(
    case: Case, step_id: str, *, version: int, by: Actor, region: Region, today: date, on: date | None = None
) -> Plan:
    """Tick a step off, on that day or today; answers the new plan.

    Raises StaleVersion, and StepNotOpen where the step cannot be done now.
    """
    step = _open_step(case, step_id, region, today)
    if step.key in RECORDED_ELSEWHERE:
        raise StepNotOpen(step_id)
    claim(case, version)
    _store(case, step_id, Outcome.DONE, on or today)
    record("step_completed", by=by, case_id=case.id, step=step_id)
    return refresh(case, region, today)


def waive_step(
    case: Case, step_id: str, *, reason: str, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Let a step go undone, with a reason of the fixed list; answers the new plan."""
    if reason not in WAIVE_REASONS:
        raise UnknownReason(reason)
    step = _step(plan_of(case, region, today), step_id)
    if step.state not in (StepState.OPEN, StepState.WAITING):
        raise StepNotOpen(step_id)
    claim(case, version)
    _store(case, step_id, Outcome.WAIVED, today, reason=reason)
    record("step_waived", by=by, case_id=case.id, step=step_id, reason=reason)
    return refresh(case, region, today)


def return_step(
    case: Case, step_id: str, *, reason: str, note: str, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Send a step that was done back to whoever did it, with a reason they read in their own language.

    Raises StaleVersion, UnknownReason, HoldsBsn, and StepNotOpen where the step was not done.
    """
    if reason not in RETURN_REASONS:
        raise UnknownReason(reason)
    refuse_bsn(note)
    done = record_of(case, step_id)
    if done is None or done.outcome != Outcome.DONE:
        raise StepNotOpen(step_id)
    claim(case, version)
    _store(case, step_id, Outcome.RETURNED, today, reason=reason, note=note or None)
    record("step_returned", by=by, case_id=case.id, step=step_id, reason=reason)
    plan = refresh(case, region, today)
    queue_mail(
        "step_returned", recipient=case.email, language=case.language, case_id=case.id, case=case,
        step=plan.step(step_id), reason=RETURN_REASONS[reason], note=note,
    )  # fmt: skip
    return plan


def reopen_step(case: Case, step_id: str, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Undo a tick or a waiver that was given by mistake; answers the new plan."""
    past = record_of(case, step_id)
    if past is None or past.outcome == Outcome.RETURNED:
        raise StepNotOpen(step_id)
    claim(case, version)
    case.records.remove(past)
    record("step_reopened", by=by, case_id=case.id, step=step_id)
    return refresh(case, region, today)


def register_person(
    case: Case,
    person: Person,
    *,
    registered_on: date,
    bsn_way: BsnWay | None,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Plan:
    """Record that the municipality registered somebody, and how the BSN reached them; never the number.

    Recording again corrects it. Raises StaleVersion, and StepNotOpen before the registration's turn or for
    a day in the future.
    """
    plan = plan_of(case, region, today)
    step = _step(plan, f"brp_registration:{person.position}")
    if step.state not in (StepState.OPEN, StepState.DONE) or registered_on > today:
        raise StepNotOpen(step.id)
    claim(case, version)
    row = registration_of(case, person)
    if row is None:
        case.registrations.append(row := Registration(person_id=person.id))
    row.registered_on, row.municipality = registered_on, case.municipality or ""
    row.registrar_name, row.bsn_way = by.name, bsn_way
    row.bsn_on = registered_on if bsn_way else None
    session.flush()
    day = registered_on.isoformat()
    record("registered", by=by, case_id=case.id, person=person.full_name, on=day, bsn=bsn_way)
    return refresh(case, region, today)


def set_visit(case: Case, moment: datetime | None, today: date) -> None:
    """Write down when the visit is, or that there is none any more; `appointments` knows what is allowed."""
    case.visit_at = moment
    if moment is not None:
        _store(case, "visit_booked", Outcome.DONE, today)
    elif past := record_of(case, "visit_booked"):
        case.records.remove(past)


def refuse_bsn(text: str) -> None:
    """Raise HoldsBsn where free text holds nine digits that pass the 11-test (security T43)."""
    if holds_bsn(text):
        raise HoldsBsn


def _open_step(case: Case, step_id: str, region: Region, today: date) -> Step:
    step = _step(plan_of(case, region, today), step_id)
    if step.state is not StepState.OPEN:
        raise StepNotOpen(step_id)
    return step


def _step(plan: Plan, step_id: str) -> Step:
    try:
        return plan.step(step_id)
    except KeyError:
        raise StepNotOpen(step_id) from None


def _store(
    case: Case, step_id: str, outcome: Outcome, on: date, *, reason: str | None = None, note: str | None = None
) -> None:
    row = record_of(case, step_id)
    if row is None:
        case.records.append(row := StepRecord(step=step_id))
    row.outcome, row.on, row.reason, row.note = outcome, on, reason, note
    session.flush()
