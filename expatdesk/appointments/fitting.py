"""Whether a booked time still fits a household that has changed, and making it fit. Nothing here commits."""

from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.appointments.booking import places_at, take_time
from expatdesk.appointments.models import Appointment, Misfit, Progress
from expatdesk.appointments.queries import length_by, may_serve, need_beside, need_of, open_appointment, terms_at
from expatdesk.appointments.telling import Occasion, tell_booked, tell_misfit
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import VisitNotAllowed
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, now


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of a booked time: why it does not fit; or that it fits again, as it was or made to."""

    misfit: Misfit | None = None
    fits_again: bool = False


UNCHANGED = Recheck()


def visit_fits(case: Case) -> bool:
    """Whether the booked time fits the household; asked before a change of it, that change is not to blame."""
    visit = open_appointment(case.id)
    return visit is None or _misfit(case, visit) is None


def recheck_visit(case: Case, *, by: Actor, region: Region, today: date, did_fit: bool = True) -> Recheck:
    """Look at the booked time anew, in the same transaction as the change of the household.

    At the same moment the visit gets longer or shorter, or another counter, where that is free. Where it is not,
    nothing is taken from the household: it keeps its time, is told, and chooses one that fits. That is free of
    charge, unless it fitted (`did_fit`) until the household itself changed: this is a change of its own then.
    """
    visit = open_appointment(case.id)
    if visit is None or visit.progress != Progress.BOOKED or case.registrations or visit.starts_at <= now():
        return UNCHANGED
    told, had = visit.misfit, (visit.counter_id, visit.ends_at)
    visit.misfit = _misfit(case, visit)
    if _needs_another_time(case, visit) and _made_to_fit(case, visit, region):
        visit.misfit = None
    is_to_blame = told is None and by.role == Role.EXPAT and did_fit
    visit.misfit_is_own = visit.misfit is not None and (visit.misfit_is_own or is_to_blame)
    if visit.misfit:
        return _does_not_fit(case, visit, Misfit(visit.misfit), told, by, region, today)
    visit.people = len(case.people)
    return _fits(case, visit, had, told, by, region, today)


def _misfit(case: Case, visit: Appointment) -> Misfit | None:
    if case.arrival is None or local(visit.starts_at).date() < case.arrival:
        return Misfit.BEFORE_ARRIVAL
    # Who registers elsewhere needs no other counter; the case says that the visit is to be cancelled.
    if case.municipality is not None and not may_serve(terms_at(visit), need_of(case)):
        return Misfit.NOT_SERVED
    # A counter that takes longer from now on changes nothing that is booked: only more people need more time.
    is_short = len(case.people) > visit.people and _spare(case, visit) < timedelta(0)
    return Misfit.TOO_SHORT if is_short else None


def _needs_another_time(case: Case, visit: Appointment) -> bool:
    """Whether to look for a place at the same moment: what is booked does not do, or fewer people need less."""
    if visit.misfit is None:
        return len(case.people) < visit.people and _spare(case, visit) > timedelta(0)
    return visit.misfit != Misfit.BEFORE_ARRIVAL


def _spare(case: Case, visit: Appointment) -> timedelta:
    """How much longer the booked time is than this household takes at its counter that day."""
    return visit.ends_at - visit.starts_at - length_by(terms_at(visit), len(case.people))


def _made_to_fit(case: Case, visit: Appointment, region: Region) -> bool:
    """Whether the household can be served at the same moment, at its own counter or another one."""
    begins = local(visit.starts_at)
    try:
        take_time(visit, places_at(need_beside(case), begins.date(), begins.time(), region=region, own=[visit]))
    except VisitNotAllowed:
        return False
    return True


def _does_not_fit(
    case: Case, visit: Appointment, misfit: Misfit, told: str | None, by: Actor, region: Region, today: date
) -> Recheck:
    if misfit != told:
        record("visit_misfits", by=by, case_id=case.id, visit=visit.starts_at.isoformat(), misfit=misfit)
        tell_misfit(case, visit, plan_of(case, region, today), region, today)
    return Recheck(misfit)


def _fits(
    case: Case,
    visit: Appointment,
    had: tuple[object, ...],
    told: str | None,
    by: Actor,
    region: Region,
    today: date,
) -> Recheck:
    """Tell of another counter or another length, and whoever was told that it does not fit that it does."""
    is_as_it_was = had == (visit.counter_id, visit.ends_at)
    if is_as_it_was and told is None:
        return UNCHANGED
    visit.sequence += 1
    moment, until = visit.starts_at.isoformat(), visit.ends_at.isoformat()
    if is_as_it_was:
        record("visit_fits_again", by=by, case_id=case.id, visit=moment)
    else:
        record("visit_fitted", by=by, case_id=case.id, visit=moment, until=until)
    occasion = Occasion.FITS_AGAIN if is_as_it_was else Occasion.FITTED
    tell_booked(case, visit, plan_of(case, region, today), region, today, occasion=occasion)
    return Recheck(fits_again=True)
