"""Changing steps: complete, reopen, send back, waive, and what the registrar records. Nothing here commits."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from expatdesk.cases.actions import claim
from expatdesk.cases.labels import label_of
from expatdesk.cases.models import BsnWay, Case, Outcome, Registration, StepRecord
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import comes_soon, plan_of, record_of, registration_of
from expatdesk.cases.reasons import RETURN_REASONS, WAIVE_REASONS, done_as
from expatdesk.cases.refusals import DayAhead, DayTooEarly, HoldsBsn, NotArrived, StepNotOpen, UnknownReason
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.plan import Party, Plan, Step, StepState
from expatdesk.rules.region import Region
from expatdesk.rules.tracks import ALSO_DONE
from expatdesk.shared import clock
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session

# Steps that are recorded with more than a tick: by the registrar, or by booking the visit.
REGISTRARS_STEPS = frozenset({"brp_registration", "bsn_issued"})
# What the household and the desk hand to each other, which cannot be before they met.
WITH_DESK = frozenset({"intake", "papers_handed_in", "papers_checked"})
RECORDED_ELSEWHERE = REGISTRARS_STEPS | {"visit_booked"}


def complete_steps(
    case: Case,
    step_ids: Sequence[str],
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
    on: date | None = None,
    seen: Sequence[tuple[str, str]] = (),
) -> Plan:
    """Tick steps off, on that day or today, with what is over by them; answers the new plan. All of them or none.

    `seen` are the papers, each with whose it is, that somebody saw on paper for it: the history names them.
    Raises as `claim` does, StepNotOpen where a step cannot be done now, DayAhead for a day to come, DayTooEarly
    where the desk itself is part of the step and did not know the household yet, and NotArrived.
    """
    plan = plan_of(case, region, today)
    _require(step_ids, lambda step_id: may_be_completed(_step(plan, step_id)))
    day = on or today
    _check_day(case, [plan.step(step_id) for step_id in step_ids], day, today)
    claim(case, version)
    shown = {"papers": seen} if seen else {}
    for step_id in (*step_ids, *_also_done(plan, step_ids)):
        _store(case, step_id, Outcome.DONE, day, reason=done_as(step_id, plan.route))
        record("step_completed", by=by, case_id=case.id, **_said_of(case, step_id), on=day.isoformat(), **shown)
    return refresh(case, region, today)


def _check_day(case: Case, steps: Sequence[Step], day: date, today: date) -> None:
    if day > today:
        raise DayAhead(day)
    if day < case.submitted_on and any(step.key in WITH_DESK for step in steps):
        raise DayTooEarly(day)
    if any(is_before_arrival(case, step, day) for step in steps):
        raise NotArrived(day)


def is_before_arrival(case: Case, step: Step, day: date) -> bool:
    """Whether the step is done at another office, where nobody can have reported by that day."""
    return step.key == "referral" and (case.arrival is None or day < case.arrival)


def _also_done(plan: Plan, step_ids: Sequence[str]) -> list[str]:
    """The unfinished steps of the plan that are over once these are done."""
    over = {other for step_id in step_ids for other in ALSO_DONE.get(step_id, ())}.difference(step_ids)
    return [step.id for step in plan.steps if step.id in over and not step.is_finished]


def may_be_completed(step: Step) -> bool:
    """Whether the step is one that is ticked off, and its turn has come."""
    return step.state is StepState.OPEN and step.key not in RECORDED_ELSEWHERE


def waive_steps(
    case: Case, step_ids: Sequence[str], *, reason: str, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Let steps go undone, with a reason of the fixed list; answers the new plan. All of them or none.

    Raises as `claim` does, UnknownReason, and StepNotOpen where a step is done already or not in this plan.
    """
    if reason not in WAIVE_REASONS:
        raise UnknownReason(reason)
    plan = plan_of(case, region, today)
    _require(step_ids, lambda step_id: not _step(plan, step_id).is_finished)
    claim(case, version)
    for step_id in step_ids:
        _store(case, step_id, Outcome.WAIVED, today, reason=reason)
        record("step_waived", by=by, case_id=case.id, **_said_of(case, step_id), reason=reason)
    return refresh(case, region, today)


def return_steps(
    case: Case,
    step_ids: Sequence[str],
    *,
    reason: str,
    note: str,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Plan:
    """Send steps that were done back to the household: one mail, with a reason in their own language.

    The steps are the same one, of one or more people. What the desk did with them is to be done again. Raises
    as `claim` does, UnknownReason, HoldsBsn, and StepNotOpen where a step was not done by the household.
    """
    if reason not in RETURN_REASONS:
        raise UnknownReason(reason)
    refuse_bsn(note)
    before = plan_of(case, region, today)
    _require(step_ids, lambda step_id: may_go_back(case, _step(before, step_id)))
    claim(case, version)
    for step_id in step_ids:
        record("step_returned", by=by, case_id=case.id, **_said_of(case, step_id), reason=reason)
        put_back(case, step_id, reason=reason, note=note, by=by, region=region, today=today)
    plan = refresh(case, region, today)
    step = plan.step(step_ids[0])
    queue_mail(
        "step_returned", recipient=case.email, language=case.language, case_id=case.id, case=case,
        urgent=comes_soon(case), title=label_of(step, plan.route).title, reason=RETURN_REASONS[reason], note=note,
        by_day=step.due if step.due and step.due >= today else None,
    )  # fmt: skip
    return plan


def put_back(case: Case, step_id: str, *, reason: str, note: str, by: Actor, region: Region, today: date) -> None:
    """Make a step the household's again, and undo what the desk did after it. The caller tells them."""
    _store(case, step_id, Outcome.RETURNED, today, reason=reason, note=note or None)
    _undo_what_followed(case, step_id, by, region, today)


def may_go_back(case: Case, step: Step) -> bool:
    """Whether the household itself did the step, so that it can be asked to do it again."""
    past = record_of(case, step.id)
    done = past is not None and past.outcome == Outcome.DONE
    return done and step.party is Party.EXPAT and step.key not in RECORDED_ELSEWHERE


def _undo_what_followed(case: Case, step_id: str, by: Actor, region: Region, today: date) -> None:
    for step in plan_of(case, region, today).steps:
        past = record_of(case, step.id)
        if past and past.outcome == Outcome.DONE and step.party is Party.DESK and step_id in step.waits_for:
            case.records.remove(past)
            record("step_reopened", by=by, case_id=case.id, **_said_of(case, step.id))


def reopen_steps(
    case: Case, step_ids: Sequence[str], *, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Undo ticks or waivers that were given by mistake, with what was over by them; answers the new plan.

    All of them or none. Raises as `claim` does, and StepNotOpen where there is none or it is more than a tick.
    """
    _require(step_ids, lambda step_id: may_be_undone(record_of(case, step_id)))
    claim(case, version)
    for step_id in (*step_ids, *_also_undone(case, step_ids)):
        past = record_of(case, step_id)
        if past is not None:
            case.records.remove(past)
        record("step_reopened", by=by, case_id=case.id, **_said_of(case, step_id))
    return refresh(case, region, today)


def _also_undone(case: Case, step_ids: Sequence[str]) -> list[str]:
    """The steps that were over once these were done: ticked off with them, so on the same day."""
    undone = []
    for step_id in step_ids:
        past = record_of(case, step_id)
        if past and past.outcome == Outcome.DONE:
            over = [record_of(case, other) for other in ALSO_DONE.get(step_id, ())]
            undone += [row.step for row in over if row and row.outcome == Outcome.DONE and row.on == past.on]
    return [step_id for step_id in undone if step_id not in step_ids]


def may_be_undone(past: StepRecord | None) -> bool:
    """Whether this was a mere tick or a waiver; a visit is cancelled, and what was sent back is not done."""
    if past is None or past.outcome == Outcome.RETURNED:
        return False
    return past.outcome != Outcome.DONE or past.step not in RECORDED_ELSEWHERE


def register_person(
    case: Case,
    person: Person,
    *,
    registered_on: date,
    bsn_way: BsnWay | None,
    originals_seen: bool = False,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Plan:
    """Record that the municipality registered somebody, whose originals it saw, and how the BSN reached them.

    The number itself is never stored. Recording again corrects it; a BSN that was still to come is there from
    today. Raises as `claim` does, StepNotOpen before the registration's turn, and DayAhead.
    """
    if not may_be_registered(plan_of(case, region, today), person.position):
        raise StepNotOpen(f"brp_registration:{person.position}")
    if registered_on > today:
        raise DayAhead(registered_on)
    claim(case, version)
    known = registration_of(case, person)
    row = known or Registration(person_id=person.id)
    if known is None:
        case.registrations.append(row)
    row.bsn_on = _day_of_bsn(known, registered_on, today) if bsn_way else None
    row.bsn_recorded_on = (row.bsn_recorded_on or clock.today()) if bsn_way else None
    row.registered_on, row.municipality = registered_on, case.municipality or ""
    row.registrar_name, row.bsn_way, row.originals_seen = by.name, bsn_way, originals_seen
    session.flush()
    said = {"on": registered_on.isoformat(), "bsn": bsn_way, **({"originals": True} if originals_seen else {})}
    record("registered", by=by, case_id=case.id, person=person.full_name, **said)
    return refresh(case, region, today)


def _day_of_bsn(known: Registration | None, registered_on: date, today: date) -> date:
    """When the BSN reached the person: at the registration, or later, when that is recorded."""
    if known is None or known.bsn_on == known.registered_on:
        return registered_on
    return known.bsn_on or today


def may_be_registered(plan: Plan, position: int) -> bool:
    """Whether it is the turn of this person's registration here, or it was recorded already."""
    ready = {step.id for step in plan.steps if step.state in (StepState.OPEN, StepState.DONE)}
    return f"brp_registration:{position}" in ready


def withdraw_registration(
    case: Case, person: Person, *, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Take back a registration that was recorded by mistake. Raises as `claim` does, and StepNotOpen."""
    row = registration_of(case, person)
    if row is None:
        raise StepNotOpen(f"brp_registration:{person.position}")
    claim(case, version)
    case.registrations.remove(row)
    record("registration_withdrawn", by=by, case_id=case.id, person=person.full_name)
    return refresh(case, region, today)


def set_visit(case: Case, moment: datetime | None, today: date) -> None:
    """Write down when the visit is, or that there is none any more; `appointments` knows what is allowed."""
    case.visit_at = moment
    past = record_of(case, "visit_booked")
    if moment is None and past:
        case.records.remove(past)
    # Moved, it stays done since it was booked: an employer that sees no visit must not see that it moved (T08).
    elif moment is not None and (past is None or past.outcome != Outcome.DONE):
        _store(case, "visit_booked", Outcome.DONE, today)


def refuse_bsn(text: str) -> None:
    """Raise HoldsBsn where free text holds nine digits that pass the 11-test (security T43)."""
    if holds_bsn(text):
        raise HoldsBsn


def _said_of(case: Case, step_id: str) -> dict[str, str]:
    """The step as the logbook names it: with the person it is of, who may have another place one day."""
    _key, _colon, position = step_id.partition(":")
    person = {"person": case.people[int(position)].full_name} if position and len(case.people) > 1 else {}
    return {"step": step_id, **person}


def _require(step_ids: Sequence[str], allows: Callable[[str], bool]) -> None:
    """Raise StepNotOpen for the first step that the rule does not allow, and where no step is named."""
    refused = next((step_id for step_id in step_ids if not allows(step_id)), None)
    if refused or not step_ids:
        raise StepNotOpen(refused)


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
    row.outcome, row.on, row.recorded_on, row.reason, row.note = outcome, on, clock.today(), reason, note
