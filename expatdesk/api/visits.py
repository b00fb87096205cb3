"""The visit of a hire: read, booked, moved and cancelled by a system, as long as its household lets it (T08)."""

import uuid
from datetime import datetime

from flask import Response, abort, request

from expatdesk.access.acting import acting
from expatdesk.access.by_key import check_key
from expatdesk.access.guards import case_or_404
from expatdesk.access.times import JUST_TAKEN, NOT_FREE, turn_for
from expatdesk.access.visit_fields import visit_for_employer
from expatdesk.access.visitor import current_visitor
from expatdesk.api.answers import answer, moment_asked
from expatdesk.api.blueprint import blueprint
from expatdesk.api.sent import sent_as
from expatdesk.api.types import BookVisit, Visit
from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.offers import Asked
from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.refusals import CaseClosed, StaleVersion, VisitNotAllowed
from expatdesk.employer.shared_visit import shared_visit
from expatdesk.employer.visit import MEANWHILE
from expatdesk.logbook.actions import record_reading
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR
from expatdesk.shared.problems import Fault, Refused

# Of so many days the free times are told at once: the soonest ones.
DAYS_TOLD = 14


@blueprint.get("/v1/hires/<uuid:case_id>/visit")
def visit(case_id: uuid.UUID) -> Response:
    """When and where it is, what may be done with it, and the times that are free for it."""
    return answer(visit_of(_own(case_id)))


@blueprint.put("/v1/hires/<uuid:case_id>/visit", endpoint="book_visit")
def book(case_id: uuid.UUID) -> Response:
    """Book this time, or move the visit to it. Sent twice, the first one did it."""
    wish, own = sent_as(BookVisit), _own(case_id)
    if not FIRST_YEAR <= wish.at.year <= LAST_YEAR:
        raise Refused(422, faults=[Fault("at", str(NOT_FREE))])
    if own.case.visit_at != wish.at:
        _book(own, wish)
    else:
        _note_looking(own)
    return answer(visit_of(_own(case_id)))


@blueprint.delete("/v1/hires/<uuid:case_id>/visit", endpoint="cancel_visit")
def cancel(case_id: uuid.UUID) -> Response:
    """Cancel the visit of the time at which it was read. Sent twice, the first one did it."""
    faults: list[Fault] = []
    at, own = moment_asked(request.args, "at", faults), _own(case_id)
    if faults or at is None:
        raise Refused(422, faults=faults or [Fault("at", _("This is missing."))])
    if own.case.visit_at is not None:
        _cancel(own, at)
    else:
        _note_looking(own)
    return answer(visit_of(_own(case_id)))


def _note_looking(own: OwnVisit) -> None:
    """Whoever changed nothing has read the visit all the same (security T48)."""
    record_reading("hire_read", by=current_visitor().actor, case_id=own.case.id)


def _cancel(own: OwnVisit, at: datetime) -> None:
    """Raises Refused with why it cannot be."""
    check_key()
    if own.case.visit_at != at:
        raise Refused(409, str(MEANWHILE))
    if not own.may_cancel:
        raise Refused(409, _("This visit cannot be cancelled any more. Ask the desk."))
    try:
        cancel_visit(own.case, version=own.case.version, **acting())
    except (CaseClosed, StaleVersion, VisitNotAllowed):
        raise Refused(409, str(MEANWHILE)) from None


def _book(own: OwnVisit, wish: BookVisit) -> None:
    """Raises Refused with why it cannot be."""
    moment = local(wish.at)
    day, at = moment.date(), moment.time()
    try:
        with turn_for(own.case, day, at):
            check_key()
            case = _own(own.case.id).case
            if case.visit_at != wish.instead_of:
                raise StaleVersion
            book_visit(case, day, at, version=case.version, **acting())
    except TimeTaken:
        raise Refused(409, str(JUST_TAKEN)) from None
    except ChangedTooOften:
        raise Refused(
            409,
            _("You have changed this visit as often as you can. The household, or the desk, can still change it."),
        ) from None
    except (CaseClosed, StaleVersion):
        raise Refused(409, str(MEANWHILE)) from None
    except VisitNotAllowed:
        raise Refused(409, str(NOT_FREE)) from None


def visit_of(own: OwnVisit) -> Visit:
    """The visit by the list of `access/visit_fields.py`: no more than HR's own pages tell."""
    seen = visit_for_employer(own)
    offer = own.offer(Asked(DAYS_TOLD)) if seen.may_choose else None
    return Visit(
        at=seen.at,
        where=seen.where,
        is_firm=seen.is_firm,
        is_over=seen.is_over,
        must_be_moved=seen.must_be_moved,
        may_choose=seen.may_choose,
        changes_left=seen.changes_left,
        change_costs=seen.costs_now,
        free_until=seen.cost.free_until if seen.cost else None,
        by_invoice=seen.by_invoice,
        times=[free.starts_at for day in offer.days for free in day.times] if offer else [],
        lawful_day=offer.limit if offer else None,
    )


def _own(case_id: uuid.UUID) -> OwnVisit:
    """Without consent there is no visit, whatever the household said: as of a hire that does not exist (T08)."""
    return shared_visit(case_or_404(case_id)) or abort(404)
