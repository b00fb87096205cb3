"""The household books a short visit: to hand in papers later, or to ask a question."""

from flask import flash, redirect, render_template, url_for

from expatdesk.access.acting import acting
from expatdesk.access.times import NOT_FREE, days_asked, turn_for
from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.offers import offer_of_kind
from expatdesk.appointments.other_visits import book_other_visit, can_be_cancelled, cancel_other_visit, kinds_for
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.appointments.places import where_of
from expatdesk.appointments.queries import coming_visit
from expatdesk.appointments.refusals import ElsewhereThen, VisitAlready, VisitBeforeArrival
from expatdesk.cases.labels import PURPOSES
from expatdesk.cases.refusals import CaseClosed, VisitNotAllowed
from expatdesk.documents.checks import asked_since_check
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.overview.misfits import CLOSED_THEN
from expatdesk.shared.forms import TimeForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

REFUSALS: dict[type[VisitNotAllowed], LazyString] = {
    ElsewhereThen: _l("You have another visit at that time. Choose another one."),
    VisitBeforeArrival: _l("You are not here yet on that day. Choose a later one."),
}
ADDRESS = "/my/visit/<any(papers, questions):kind>"


@blueprint.get(ADDRESS)
def other_visit(kind: str) -> Page:
    """The visit as it is, or the times to choose from."""
    household = own_household()
    return _page(household, VisitKind(kind)) if _applies(household, VisitKind(kind)) else _not_for_them()


@blueprint.post(ADDRESS, endpoint="book_other")
def book(kind: str) -> Page:
    """Book the time that was chosen."""
    household, form = own_household(), TimeForm()
    if not _applies(household, VisitKind(kind)):
        return _not_for_them()
    if not form.validate():
        return _page(household, VisitKind(kind), _("Choose one of the times.")), 422
    day, at = form.time.data.date(), form.time.data.time()
    try:
        with turn_for(household.case, day, at, VisitKind(kind)):
            book_other_visit(household.case, VisitKind(kind), day, at, **acting())
    except VisitNotAllowed as refusal:
        return _page(household, VisitKind(kind), REFUSALS.get(type(refusal), NOT_FREE)), 409
    except (CaseClosed, VisitAlready):
        return redirect(url_for("expat.other_visit", kind=kind), 303)
    flash(_("Your visit is booked."), "ok")
    return redirect(url_for("expat.other_visit", kind=kind), 303)


@blueprint.post(f"{ADDRESS}/cancel", endpoint="cancel_other")
def cancel(kind: str) -> Page:
    """Cancel the visit, which costs nothing."""
    household = own_household()
    try:
        cancel_other_visit(household.case, VisitKind(kind), by=household.by, region=household.region)
    except VisitNotAllowed:
        return redirect(url_for("expat.other_visit", kind=kind), 303)
    flash(_("Your visit is cancelled."), "ok")
    return redirect(url_for("expat.status"), 303)


def _applies(household: Household, kind: VisitKind) -> bool:
    """Whether they have such a visit, or have something to come for."""
    case, plan = household.case, household.plan
    asked_since = bool(asked_since_check(case, plan))
    is_booked = coming_visit(case.id, kind, household.today) is not None
    return is_booked or kind in kinds_for(case, plan, is_more_asked=asked_since)


def _not_for_them() -> Page:
    flash(_("You cannot book a visit for this now."), "info")
    return redirect(url_for("expat.status"), 303)


def _page(household: Household, kind: VisitKind, problem: LazyString | str = "") -> str:
    visit = coming_visit(household.case.id, kind, household.today)
    case, region, day = household.case, household.region, household.today
    offer = None if visit else offer_of_kind(case, kind, region, day, days_asked())
    return render_template(
        "expat/visit/other.html",
        kind=kind,
        purpose=PURPOSES[kind],
        is_alone=len(household.case.people) == 1,
        visit=visit,
        can_be_cancelled=can_be_cancelled(visit),
        where=where_of(visit, household.region) if visit else "",
        is_outside=visit is not None and cannot_be_kept(visit, household.region),
        closed_then=CLOSED_THEN,
        offer=offer,
        problem=problem,
    )
