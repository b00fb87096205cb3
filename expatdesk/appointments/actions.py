"""Keeping a time for a household, booking its visit, moving and cancelling it. Nothing here commits."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from expatdesk.appointments.booking import let_go, places_at, take_time
from expatdesk.appointments.charges import HOUSEHOLD_SIDE, charged_for, is_own_wish
from expatdesk.appointments.keeping import KEPT_FOR
from expatdesk.appointments.models import Appointment, Progress, VisitKind
from expatdesk.appointments.queries import FreeTime, changes_made, need_beside, open_appointment, visit_and_choice
from expatdesk.appointments.refusals import (
    ChangedTooOften,
    NotAllowedByHousehold,
    NoVisitYet,
    TimeTaken,
    VisitBeforeArrival,
    VisitInThePast,
)
from expatdesk.appointments.reminders import next_reminder
from expatdesk.appointments.telling import Occasion, tell_booked, tell_cancelled
from expatdesk.cases.actions import claim
from expatdesk.cases.consents import Purpose, allows
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import CaseClosed
from expatdesk.cases.step_actions import set_visit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import EMPLOYER_SIDE
from expatdesk.rules.plan import Plan, StepState
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import changes_left
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class _Wish:
    """When a household wants to come, and who asks for it."""

    day: date
    at: time
    by: Actor
    region: Region
    today: date


def keep_time(case: Case, day: date, at: time, *, by: Actor, region: Region, today: date) -> Appointment:
    """Keep a time for some minutes while the household looks at what it means; a time kept before is let go.

    Raises as `book_visit` does, but knows no version: nothing is changed yet.
    """
    wish = _Wish(day, at, by, region, today)
    # Two tabs of one household come one after the other.
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    present, before = visit_and_choice(case.id)
    _check(case, wish, present)
    own = [each for each in (present, before) if each is not None]
    places = _places(case, wish, own)
    if before is not None:
        session.delete(before)
        session.flush()
    choice = _new(case, places[0], Progress.CHOOSING, by)
    choice.kept_until = now() + KEPT_FOR
    take_time(choice, places, own=[present] if present else [])
    return choice


def book_visit(case: Case, day: date, at: time, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Book the visit, or move it; answers the new plan. The old time is free once the new one is certain.

    Raises as `claim` does, TimeTaken where somebody was first, or another VisitNotAllowed. The household gets a
    mail: when and where, what everybody brings along, and whether its employer did it.
    """
    wish = _Wish(day, at, by, region, today)
    present, choice = visit_and_choice(case.id)
    _check(case, wish, present)
    places = _places(case, wish, [each for each in (choice, present) if each is not None])
    was, withheld = case.visit_at, charged_for(case, present, by=by, region=region, today=today)
    try:
        with session.begin_nested():
            claim(case, version)
            visit = _take(case, places, wish, present, choice)
    except TimeTaken:
        session.refresh(case)
        raise
    set_visit(case, visit.starts_at, today)
    plan = refresh(case, region, today)
    verb = "visit_moved" if was else "visit_booked"
    record(verb, by=by, case_id=case.id, visit=visit.starts_at.isoformat(), **_told(withheld, visit))
    occasion = Occasion.MOVED if was else Occasion.BOOKED
    tell_booked(case, visit, plan, region, today, occasion=occasion, by=by, withheld=withheld)
    return plan


def cancel_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """Take the visit back, and tell the household; answers the new plan.

    Raises as `claim` does, and NoVisitYet where there is none or where somebody was registered at it.
    """
    _refuse_unasked(case, by)
    return end_visit(case, version=version, by=by, region=region, today=today)


def end_visit(case: Case, *, version: int, by: Actor, region: Region, today: date) -> Plan:
    """The same whoever it is: an employer that withdraws its hire ends the visit that it may not see, too."""
    if case.visit_at is None or case.registrations:
        raise NoVisitYet
    was, visit = case.visit_at, open_appointment(case.id)
    _refuse_at_the_counter(visit)
    withheld = charged_for(case, visit, by=by, region=region, today=today)
    claim(case, version)
    if visit is not None:
        give_back(visit, by=by, region=region)
    record("visit_cancelled", by=by, case_id=case.id, visit=was.isoformat(), **_told(withheld, visit))
    set_visit(case, None, today)
    plan = refresh(case, region, today)
    tell_cancelled(case, visit, was, region, by=by, withheld=withheld)
    return plan


def visit_can_be_booked(case: Case, plan: Plan) -> bool:
    """Whether a visit can be booked or moved now: its turn has come, and nobody was registered at it."""
    states = [step.state for step in plan.steps if step.key == "visit_booked"]
    return states in ([StepState.OPEN], [StepState.DONE]) and not case.registrations


def give_back(visit: Appointment, *, by: Actor, region: Region) -> None:
    """End an appointment that is still to come: its time is free, and calendars take it out."""
    visit.changes += _counts_as_change(visit, by, region)
    let_go(visit)
    visit.progress, visit.remind_on = Progress.CANCELLED, None
    visit.misfit, visit.misfit_is_own = None, False
    visit.sequence += 1


def _counts_as_change(visit: Appointment, by: Actor, region: Region) -> bool:
    """An employer that cancels never takes the last change of the household, which books another time."""
    if by.role in EMPLOYER_SIDE and visit.case_id is not None:
        left = changes_left(changes_made(visit.case_id), region, by_employer=True)
        return left > 0 and is_own_wish(visit, by, region)
    return is_own_wish(visit, by, region)


def _check(case: Case, wish: _Wish, present: Appointment | None) -> None:
    _refuse_unasked(case, wish.by)
    if case.state != CaseState.OPEN:
        raise CaseClosed
    if not visit_can_be_booked(case, plan_of(case, wish.region, wish.today)):
        raise NoVisitYet
    _refuse_at_the_counter(present)
    if wish.day < wish.today:
        raise VisitInThePast
    if case.arrival is None or wish.day < case.arrival:
        raise VisitBeforeArrival
    # What does not fit has to be changed, however often it was before.
    if not (present and present.misfit) and _is_one_too_many(case, wish, present):
        raise ChangedTooOften


def _refuse_unasked(case: Case, by: Actor) -> None:
    """An employer does nothing to a visit that its household does not let it do (security T08)."""
    if by.role in EMPLOYER_SIDE and not allows(case, Purpose.VISIT):
        raise NotAllowedByHousehold


def _is_one_too_many(case: Case, wish: _Wish, present: Appointment | None) -> bool:
    by_employer = wish.by.role in EMPLOYER_SIDE
    left = changes_left(changes_made(case.id), wish.region, by_employer=by_employer)
    return is_own_wish(present, wish.by, wish.region) and not left


def _refuse_at_the_counter(visit: Appointment | None) -> None:
    """Who has checked in is at the counter, or nearly: their visit is neither moved nor cancelled any more."""
    if visit is not None and visit.progress != Progress.BOOKED:
        raise NoVisitYet


def _places(case: Case, wish: _Wish, own: list[Appointment]) -> list[FreeTime]:
    places = places_at(need_beside(case), wish.day, wish.at, region=wish.region, own=own)
    # The desk may write down this morning's visit; a household comes at a time that is still to come.
    if wish.by.role in HOUSEHOLD_SIDE and places[0].starts_at <= now():
        raise VisitInThePast
    return places


def _take(
    case: Case, places: list[FreeTime], wish: _Wish, present: Appointment | None, choice: Appointment | None
) -> Appointment:
    """The appointment at its new time: the present one, moved, or a new one."""
    if choice is not None:
        session.delete(choice)
    visit = present or _new(case, places[0], Progress.BOOKED, wish.by)
    if present is not None:
        visit.sequence += 1
        visit.changes += is_own_wish(present, wish.by, wish.region)
    visit.people, visit.remind_on = len(case.people), next_reminder(wish.day, wish.today)
    visit.misfit, visit.misfit_is_own = None, False
    take_time(visit, places)
    return visit


def _new(case: Case, place: FreeTime, progress: Progress, by: Actor) -> Appointment:
    return Appointment(
        case_id=case.id, counter=place.counter, kind=VisitKind.REGISTRATION, progress=progress,
        starts_at=place.starts_at, ends_at=place.ends_at, people=len(case.people), booked_by_role=by.role,
        employer_pays=case.employer_pays,
    )  # fmt: skip


def _told(withheld: int, visit: Appointment | None) -> dict[str, object]:
    """What the logbook keeps beside the moment."""
    counter = {"counter": visit.counter.name} if visit else {}
    return {**counter, "withheld_cents": withheld} if withheld else dict(counter)
