"""Short visits of a household for anything else than registration: book one, cancel it."""

import uuid

from flask import flash, redirect, render_template, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.times import NOT_FREE, days_asked, turn_for
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.offers import offer_of_kind
from expatdesk.appointments.other_visits import book_other_visit, can_be_cancelled, cancel_other_visit
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.appointments.places import where_of
from expatdesk.appointments.queries import coming_visit
from expatdesk.appointments.refusals import ElsewhereThen, VisitAlready, VisitBeforeArrival
from expatdesk.cases.labels import PURPOSES
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import CaseClosed, VisitNotAllowed
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.visits import ELSEWHERE_THEN, NOT_ARRIVED
from expatdesk.shared.clock import today
from expatdesk.shared.forms import TimeForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

DAYS_SHOWN = 6
REFUSALS: dict[type[VisitNotAllowed], LazyString] = {
    ElsewhereThen: ELSEWHERE_THEN,
    VisitBeforeArrival: NOT_ARRIVED,
}
ADDRESS = "/desk/cases/<uuid:case_id>/visit/<any(papers, questions):kind>"


@blueprint.get(ADDRESS)
def other_visit(case_id: uuid.UUID, kind: str) -> str:
    return _page(case_or_404(case_id), VisitKind(kind))


@blueprint.post(ADDRESS, endpoint="book_other")
def book(case_id: uuid.UUID, kind: str) -> Page:
    case, form = case_or_404(case_id), TimeForm()
    if not form.validate():
        return _page(case, VisitKind(kind), _("Choose one of the times.")), 422
    day, at = form.time.data.date(), form.time.data.time()
    try:
        with turn_for(case, day, at, VisitKind(kind)):
            book_other_visit(case, VisitKind(kind), day, at, **acting())
    except VisitNotAllowed as refusal:
        return _page(case, VisitKind(kind), REFUSALS.get(type(refusal), NOT_FREE)), 409
    except (CaseClosed, VisitAlready):
        return redirect(url_for("desk.other_visit", case_id=case.id, kind=kind), 303)
    flash(_("The visit is booked. The household gets a mail."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post(f"{ADDRESS}/cancel", endpoint="cancel_other")
def cancel(case_id: uuid.UUID, kind: str) -> Page:
    case = case_or_404(case_id)
    try:
        cancel_other_visit(case, VisitKind(kind), by=current_visitor().actor, region=the_region())
    except VisitNotAllowed:
        return redirect(url_for("desk.other_visit", case_id=case.id, kind=kind), 303)
    flash(_("The visit is cancelled. The household gets a mail."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _page(case: Case, kind: VisitKind, problem: LazyString | str = "") -> str:
    visit = coming_visit(case.id, kind, today())
    may_book = visit is None and case.state != CaseState.CLOSED
    offer = offer_of_kind(case, kind, the_region(), today(), days_asked(DAYS_SHOWN)) if may_book else None
    return render_template(
        "desk/visits/other.html",
        case=case,
        title=_("A visit %(purpose)s", purpose=PURPOSES[kind]),
        kind=kind,
        visit=visit,
        can_be_cancelled=can_be_cancelled(visit),
        where=where_of(visit, the_region()) if visit else "",
        is_outside=visit is not None and cannot_be_kept(visit, the_region()),
        offer=offer,
        problem=problem,
    )
