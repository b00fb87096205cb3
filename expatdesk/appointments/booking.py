"""Taking a time at a counter. Of two at once the key of a taken quarter lets one in (T36)."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from expatdesk.appointments.models import Appointment, Counter, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.queries import FreeTime, Need, need_beside, times_of_day, visit_and_choice
from expatdesk.appointments.refusals import DeskClosed, DoesNotFit, ElsewhereThen, NoSuchTime, TimeTaken
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import VisitNotAllowed
from expatdesk.rules.region import Region
from expatdesk.rules.slots import moment_at, quarters_of
from expatdesk.shared.clock import AMSTERDAM, local, now
from expatdesk.shared.db import session, table_of

QUARTERS = table_of(TakenQuarter)
# Both databases know this word, each in its dialect. It waits for whoever came first, and fails nobody.
UNLESS_TAKEN = {
    dialect: words.insert(QUARTERS).on_conflict_do_nothing().returning(QUARTERS.c.starts_at)
    for dialect, words in (("postgresql", postgresql), ("sqlite", sqlite))
}
WITHOUT_ORM = {"synchronize_session": False}


def places_at(
    need: Need, day: date, at: time, *, region: Region, own: Sequence[Appointment] = ()
) -> list[FreeTime]:
    """Where the household can be served then, a counter that it has already first.

    Raises NoSuchTime, DeskClosed, DoesNotFit, ElsewhereThen or TimeTaken where it cannot.
    """
    moment = moment_at(day, at, AMSTERDAM)
    if moment is None:
        raise NoSuchTime
    free, open_then = times_of_day(need, day, region=region, own=[appointment.id for appointment in own])
    places = [place for place in free if place.starts_at == moment]
    if not places:
        raise _why_not(need, moment, open_then)
    had = [appointment.counter_id for appointment in own if appointment.starts_at == moment]
    return sorted(places, key=lambda place: place.counter.id not in had)


def is_taken(case: Case, day: date, at: time, *, region: Region, kind: VisitKind = VisitKind.REGISTRATION) -> bool:
    """Whether others have that time. What else is against it is told with its own words when it is booked."""
    own = [each for each in visit_and_choice(case.id, kind) if each is not None]
    try:
        places_at(need_beside(case, kind), day, at, region=region, own=own)
    except VisitNotAllowed as refusal:
        return isinstance(refusal, TimeTaken)
    return False


def take_time(appointment: Appointment, places: Iterable[FreeTime], *, own: Sequence[Appointment] = ()) -> None:
    """Give the appointment, a new one too, the first of these times that is free; only then it loses what it had.

    Quarters that `own` has at that counter are not taken a second time. Raises TimeTaken.
    """
    # A new one has no quarters yet.
    is_new = appointment not in session
    session.add(appointment)
    session.flush()
    for place in places:
        wanted = quarters_of(place.starts_at, place.ends_at - place.starts_at)
        if _takes(appointment, place.counter, wanted, [appointment.id, *(each.id for each in own)]):
            if not is_new:
                _lets_go_of_others(appointment, place.counter, wanted)
            # Set once more, it would be written once more.
            if place != FreeTime(appointment.starts_at, appointment.ends_at, appointment.counter):
                appointment.counter = place.counter
                appointment.starts_at, appointment.ends_at = place.starts_at, place.ends_at
            return
    raise TimeTaken


def let_go(appointment: Appointment) -> None:
    """Give all quarters of an appointment back."""
    session.execute(delete(TakenQuarter).where(TakenQuarter.appointment_id == appointment.id), WITHOUT_ORM)


def _why_not(need: Need, moment: datetime, open_then: Sequence[FreeTime]) -> Exception:
    if not open_then:
        return DeskClosed()
    fit = [place for place in open_then if place.starts_at == moment]
    if not fit:
        return DoesNotFit(f"{local(moment):%H:%M}")
    is_elsewhere = all(need.is_elsewhere(place.starts_at, place.ends_at) for place in fit)
    return ElsewhereThen() if is_elsewhere else TimeTaken()


def _takes(
    appointment: Appointment, counter: Counter, wanted: Sequence[datetime], own: Sequence[uuid.UUID]
) -> bool:
    """Whether all quarters are ours now. Looks at who has them only where somebody does."""
    if _all_are_ours(appointment, counter, wanted, own):
        return True
    return _end_old_choices(counter, wanted) and _all_are_ours(appointment, counter, wanted, own)


def _all_are_ours(
    appointment: Appointment, counter: Counter, wanted: Sequence[datetime], own: Sequence[uuid.UUID]
) -> bool:
    """Take them all, in one statement and in one order, so that no two wait in a ring; else take none."""
    rows = [
        {"counter_id": counter.id, "starts_at": quarter, "appointment_id": appointment.id} for quarter in wanted
    ]
    got = session.scalars(UNLESS_TAKEN[session.get_bind().dialect.name], rows).all()
    if len(got) == len(wanted):
        return True
    at_counter = (TakenQuarter.counter_id == counter.id) & TakenQuarter.starts_at.in_(wanted)
    ours = select(func.count()).where(at_counter, TakenQuarter.appointment_id.in_(own))
    if session.scalar(ours) == len(wanted):
        return True
    mine = (TakenQuarter.appointment_id == appointment.id) & TakenQuarter.starts_at.in_(got)
    session.execute(delete(TakenQuarter).where(TakenQuarter.counter_id == counter.id, mine), WITHOUT_ORM)
    return False


def _lets_go_of_others(appointment: Appointment, counter: Counter, wanted: Sequence[datetime]) -> None:
    kept = (TakenQuarter.counter_id == counter.id) & TakenQuarter.starts_at.in_(wanted)
    of_mine = TakenQuarter.appointment_id == appointment.id
    session.execute(delete(TakenQuarter).where(of_mine, ~kept), WITHOUT_ORM)


def _end_old_choices(counter: Counter, wanted: Sequence[datetime]) -> bool:
    """Whoever thought about one of these quarters for too long has it no more. Whether there was anybody."""
    over = select(Appointment.id).where(
        Appointment.counter_id == counter.id,
        Appointment.progress == Progress.CHOOSING,
        Appointment.kept_until <= now(),
        Appointment.starts_at <= wanted[-1],
        Appointment.ends_at > wanted[0],
    )
    ended = session.scalars(over.with_for_update(skip_locked=True)).all()
    if ended:
        session.execute(delete(Appointment).where(Appointment.id.in_(ended)), WITHOUT_ORM)
    return bool(ended)
