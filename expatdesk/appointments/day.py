"""The day at the counter: who is there, whose turn it is, who did not come. Nothing here commits.

Each act moves an appointment from one state to the next with one statement, so that of two people who press at the
same moment one is told that it was done already.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.appointments.actions import visit_can_be_booked
from expatdesk.appointments.charges import is_excused, withheld_now
from expatdesk.appointments.day_guards import (
    leave_open,
    lock_counters,
    require_free_counter,
    require_no_other,
    require_today,
    require_town,
)
from expatdesk.appointments.models import (
    NOT_RECORDED,
    Appointment,
    Counter,
    Progress,
    TakenQuarter,
    VisitKind,
)
from expatdesk.appointments.queries import length_by
from expatdesk.appointments.refusals import (
    KindNotTaken,
    NotBeingServed,
    NotExpected,
    NotLateYet,
    NotReady,
    NotWaiting,
    SomebodyRegistered,
    TimeGivenAway,
    VisitAlready,
)
from expatdesk.appointments.telling import Occasion, tell_booked, tell_corrected
from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import set_visit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.region import Region
from expatdesk.rules.slots import quarters_of
from expatdesk.shared.clock import end_of, local, now, start_of
from expatdesk.shared.db import session

P = Progress


@dataclass(frozen=True, slots=True)
class Guests:
    """Who walks in, and what for. A question needs no case; where there is one, it says how many they are."""

    kind: VisitKind
    people: int
    case: Case | None


def check_in(appointment: Appointment, *, by: Actor, today: date) -> None:
    """Write down that the household is there; it gets a ticket. Raises NotToday and NotExpected."""
    require_today(appointment, today)
    _move(appointment, P.BOOKED, P.CHECKED_IN, NotExpected)
    appointment.arrived_at = now()
    appointment.ticket = appointment.ticket or _next_ticket(today)
    record("checked_in", by=by, case_id=appointment.case_id, ticket=appointment.ticket)


def start(appointment: Appointment, *, by: Actor) -> None:
    """Call the household to the counter. Raises NotToday, NotWaiting, and CounterBusy while another is there."""
    require_today(appointment, local(now()).date())
    require_free_counter(appointment)
    _move(appointment, P.CHECKED_IN, P.SERVING, NotWaiting)
    appointment.served_from = now()
    record("service_started", by=by, case_id=appointment.case_id)


def finish(appointment: Appointment, *, by: Actor) -> None:
    """The household is served. Raises NotBeingServed."""
    _move(appointment, P.SERVING, P.DONE, NotBeingServed)
    appointment.served_until = now()
    record("service_ended", by=by, case_id=appointment.case_id)


def came(appointment: Appointment, *, by: Actor) -> None:
    """The household came, and nobody wrote down at the time how it ended, so of that nothing is known.

    Raises NotLateYet and NotExpected. Who is registered at the visit, only the registrar says.
    """
    if appointment.starts_at > now():
        raise NotLateYet
    was = P(appointment.progress)
    if was not in NOT_RECORDED:
        raise NotExpected
    _move(appointment, was, P.DONE, NotExpected)
    record("visit_kept", by=by, case_id=appointment.case_id, visit=appointment.starts_at.isoformat())


def no_show(appointment: Appointment, case: Case | None, *, by: Actor, region: Region, today: date) -> None:
    """The household did not come: its visit is to be booked anew, and the mail tells what that means for the fee.

    What is over stays taken; only what is still to come of its time is free again. Raises as `claim` does,
    NotLateYet, NotExpected, and SomebodyRegistered where the registrar knows better. Of a visit for anything else
    than registration nothing follows.
    """
    case = _to_register(appointment, case)
    if appointment.starts_at > now():
        raise NotLateYet
    if case is not None and case.registrations:
        raise SomebodyRegistered
    if case is not None:
        claim(case, case.version)
    excused = is_excused(appointment, region)
    _move(appointment, _before_they_came(appointment), P.NO_SHOW, NotExpected)
    to_come = (TakenQuarter.appointment_id == appointment.id) & (TakenQuarter.starts_at >= now())
    session.execute(delete(TakenQuarter).where(to_come), execution_options={"synchronize_session": False})
    # Who was told that the visit cannot be kept, by no doing of theirs, was told as well that this costs nothing.
    withheld = withheld_now(case, region, today) if case is not None and not excused else 0
    was = appointment.starts_at
    details = {"withheld_cents": withheld} if withheld else {}
    record("visit_missed", by=by, case_id=appointment.case_id, visit=was.isoformat(), **details)
    if case is not None and case.visit_at == was:
        set_visit(case, None, today)
        refresh(case, region, today)
        queue_mail(
            "visit_missed", recipient=case.email, language=case.language, case_id=case.id, case=case, was=was,
            withheld=withheld,
        )  # fmt: skip


def undo(appointment: Appointment, case: Case | None, *, by: Actor, region: Region, today: date) -> None:
    """Take back the last thing written down about an appointment. Raises what stands against each of them."""
    case = _to_register(appointment, case)
    match appointment.progress:
        case P.CHECKED_IN if walked_in(appointment):
            _undo_walk_in(appointment, case, region, today)
        case P.CHECKED_IN:
            _move(appointment, P.CHECKED_IN, P.BOOKED, NotWaiting)
            appointment.arrived_at = None
        case P.SERVING:
            _move(appointment, P.SERVING, P.CHECKED_IN, NotBeingServed)
            appointment.served_from = None
        case P.DONE if appointment.served_from is None:
            require_no_other(appointment.case_id, appointment.kind)
            _move(appointment, P.DONE, P.CHECKED_IN if appointment.arrived_at else P.BOOKED, NotBeingServed)
        case P.DONE:
            require_no_other(appointment.case_id, appointment.kind)
            require_free_counter(appointment)
            _move(appointment, P.DONE, P.SERVING, NotBeingServed)
            appointment.served_until = None
        case P.NO_SHOW:
            _undo_no_show(appointment, case, region, today)
        case _:
            raise NotExpected
    record("day_undone", by=by, case_id=appointment.case_id, visit=appointment.starts_at.isoformat())


def walk_in(counter: Counter, guests: Guests, *, by: Actor, region: Region, today: date) -> Appointment:
    """Receive somebody without appointment; they get a ticket, and wait for this counter.

    Raises KindNotTaken and TownNotServed; VisitAlready where the household has a time already; as `claim` does,
    and NotReady where it comes to be registered while its papers are not handed in.
    """
    terms = counter.terms_on(today)
    if guests.kind not in terms.kinds:
        raise KindNotTaken
    case, moment, people = guests.case, now(), guests.people
    if case is not None:
        people = len(case.people)
        if guests.kind is VisitKind.REGISTRATION:
            require_town(terms, case)
        leave_open(case.id, guests.kind, today)
        require_no_other(case.id, guests.kind)
    row = Appointment(
        case_id=case.id if case else None, counter=counter, kind=guests.kind, progress=P.CHECKED_IN,
        starts_at=moment, booked_at=moment, arrived_at=moment, ends_at=moment + length_by(terms, people),
        people=people, booked_by_role=by.role, ticket=_next_ticket(today),
        employer_pays=case is not None and case.employer_pays,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record("walked_in", by=by, case_id=row.case_id, ticket=row.ticket)
    if case is not None and guests.kind is VisitKind.REGISTRATION:
        if not visit_can_be_booked(case, plan_of(case, region, today)):
            raise NotReady
        claim(case, case.version)
        set_visit(case, moment, today)
        refresh(case, region, today)
    return row


def _to_register(appointment: Appointment, case: Case | None) -> Case | None:
    """The case that this visit is to get registered; who comes for anything else changes nothing of the file."""
    return case if appointment.kind == VisitKind.REGISTRATION else None


def _before_they_came(appointment: Appointment) -> Progress:
    """What an appointment is for as long as nobody has come to it."""
    is_left = appointment.progress == P.LEFT_OPEN and appointment.arrived_at is None
    return P.LEFT_OPEN if is_left else P.BOOKED


def walked_in(appointment: Appointment) -> bool:
    """Whether somebody came without appointment: they were there the moment it was written down."""
    return appointment.booked_at == appointment.starts_at


def _move(appointment: Appointment, was: Progress, becomes: Progress, refusal: type[Refusal]) -> None:
    """One UPDATE decides: of two at the same moment the database lets one through."""
    mine = update(Appointment).where(Appointment.id == appointment.id, Appointment.progress == was)
    moved = session.execute(
        mine.values(progress=becomes).returning(Appointment.id), execution_options={"synchronize_session": False}
    )
    if moved.one_or_none() is None:
        raise refusal
    set_committed_value(appointment, "progress", becomes)


def _next_ticket(today: date) -> str:
    """A-001, A-002 and so on, anew every day."""
    lock_counters()
    begin, end = start_of(today), end_of(today)
    given = select(func.max(Appointment.ticket)).where(Appointment.starts_at >= begin, Appointment.starts_at < end)
    last = session.scalar(given)
    return f"A-{int(last[2:]) + 1 if last else 1:03}"


def _undo_walk_in(appointment: Appointment, case: Case | None, region: Region, today: date) -> None:
    if case is not None and case.registrations:
        raise SomebodyRegistered
    if case is not None:
        claim(case, case.version)
    _move(appointment, P.CHECKED_IN, P.CANCELLED, NotWaiting)
    if case is not None and case.visit_at == appointment.starts_at:
        set_visit(case, None, today)
        refresh(case, region, today)


def _undo_no_show(appointment: Appointment, case: Case | None, region: Region, today: date) -> None:
    """The household has its time again, if neither it nor anybody else has taken another one meanwhile."""
    require_no_other(appointment.case_id, appointment.kind)
    if case is not None and case.visit_at is not None:
        raise VisitAlready
    if case is not None:
        claim(case, case.version)
    _take_back(appointment)
    _move(appointment, P.NO_SHOW, P.BOOKED, NotExpected)
    if case is not None:
        set_visit(case, appointment.starts_at, today)
        plan = refresh(case, region, today)
        # They were written to that they had not come, and perhaps that it costs them. Later nothing holds.
        if local(appointment.starts_at).date() >= today:
            tell_booked(case, appointment, plan, region, today, occasion=Occasion.HOLDS_AFTER_ALL)
        else:
            tell_corrected(case, appointment, withheld=_withheld_then(appointment))


def _withheld_then(appointment: Appointment) -> int:
    """What of the fee, in cents, they were told to lose when it was last written down that they did not come."""
    was = appointment.starts_at.isoformat()
    lines = history_of(appointment.case_id) if appointment.case_id else []
    missed = (line for line in lines if line.verb == "visit_missed" and line.details.get("visit") == was)
    return next((int(line.details.get("withheld_cents", 0)) for line in missed), 0)


def _take_back(appointment: Appointment) -> None:
    wanted = quarters_of(appointment.starts_at, appointment.ends_at - appointment.starts_at)
    mine = select(TakenQuarter.starts_at).where(TakenQuarter.appointment_id == appointment.id)
    had: set[datetime] = set(session.scalars(mine))
    missing = [quarter for quarter in wanted if quarter not in had]
    try:
        with session.begin_nested():
            for quarter in missing:
                session.add(
                    TakenQuarter(
                        counter_id=appointment.counter_id, starts_at=quarter, appointment_id=appointment.id
                    )
                )
    except IntegrityError:
        raise TimeGivenAway from None
