"""The visit of a household: book it, move it, cancel it."""

import uuid
from datetime import date, datetime, time

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.times import days_asked, turn_for
from expatdesk.appointments.actions import book_visit, cancel_visit, visit_can_be_booked
from expatdesk.appointments.models import Misfit
from expatdesk.appointments.needless import cancel_needless_visit, needless_visit
from expatdesk.appointments.offers import offer_for
from expatdesk.appointments.outside import is_outside
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import (
    DeskClosed,
    DoesNotFit,
    ElsewhereThen,
    NoSuchTime,
    TimeTaken,
    VisitBeforeArrival,
    VisitInThePast,
)
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import StaleVersion, VisitNotAllowed
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.case_page import MISFITS
from expatdesk.desk.cases import stale_page
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.visits import VisitForm
from expatdesk.rules.visit_changes import papers_are_accepted
from expatdesk.shared.clock import local, today
from expatdesk.shared.i18n import LazyString, clock_time, long_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

SUGGESTED_DAYS = 6
ELSEWHERE_THEN = _l("The household has another visit at that time. Choose another one.")
NOT_ARRIVED = _l("The household has not arrived on that day. Choose its day of arrival or a later one.")
# What the desk's rules say against a moment: the field it is about, and what to do.
REFUSALS: dict[type[VisitNotAllowed], tuple[str, LazyString]] = {
    VisitInThePast: ("day", _l("This day is over. Choose today or a later day.")),
    VisitBeforeArrival: ("day", NOT_ARRIVED),
    DeskClosed: ("day", _l("The desk is closed on that day. Choose one of the days named here.")),
    DoesNotFit: ("at", _l("At that time no counter is open for long enough. Choose one of the times named here.")),
    ElsewhereThen: ("at", ELSEWHERE_THEN),
    NoSuchTime: ("at", _l("The clock skips this hour on that night. Choose another time.")),
}
NOT_YET = _l("A visit can be booked when the papers are handed in and the day of arrival is known.")


@blueprint.route("/desk/cases/<uuid:case_id>/visit", methods=["GET", "POST"])
def visit(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = VisitForm(data={"version": case.version, **VisitForm.stored(case), **_chosen_time()})
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        with turn_for(case, form.day.data, form.at.data):
            book_visit(case, form.day.data, form.at.data, version=form.version.data, **acting())
    except TimeTaken:
        return _page(case, form, is_taken=True), 409
    except VisitNotAllowed as refusal:
        field, text = REFUSALS.get(type(refusal), ("day", NOT_YET))
        form[field].errors = [text]
        return _page(case, form), 422
    except StaleVersion:
        return _page(case, form, meanwhile(case, form, stored=lambda: form.stored(case))), 409
    flash(_("The visit is on %(day)s at %(time)s. The household gets a mail.", **_words(case)), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/visit/cancel", endpoint="cancel_visit")
def cancel(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    if not form.validate():
        abort(422)
    act = cancel_needless_visit if needless_visit(case, today()) else cancel_visit
    try:
        act(case, version=form.version.data, **acting())
    except StaleVersion:
        return stale_page(case, form)
    except VisitNotAllowed:
        abort(409)
    flash(_("The visit is cancelled. The household gets a mail."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _chosen_time() -> dict[str, date | time]:
    """The time of a suggestion that was followed; anything else in the address is none."""
    try:
        moment = datetime.fromisoformat(request.args.get("time", ""))
    except ValueError:
        return {}
    return {"day": moment.date(), "at": moment.time()}


def _page(case: Case, form: VisitForm, conflict: Conflict | None = None, *, is_taken: bool = False) -> str:
    region, plan, visit = the_region(), plan_of(case, the_region(), today()), open_appointment(case.id)
    own = [visit] if visit else []
    return render_template(
        "desk/visits/visit.html",
        case=case,
        title=_("Move the visit") if case.visit_at else _("Book the visit"),
        form=form,
        offer=offer_for(case, plan, region, today(), days_asked(SUGGESTED_DAYS), own=own),
        misfit=MISFITS[Misfit(visit.misfit)] if visit and visit.misfit else None,
        is_outside=visit is not None and is_outside(visit, region),
        chosen=(form.day.data, form.at.data),
        can_book=visit_can_be_booked(case, plan),
        not_yet=NOT_YET,
        needless=needless_visit(case, today()),
        may_release=visit is not None and not papers_are_accepted(plan),
        conflict=conflict,
        is_taken=is_taken,
    )


def _words(case: Case) -> dict[str, str]:
    if case.visit_at is None:
        return {}
    return {"day": long_date(local(case.visit_at).date()), "time": clock_time(case.visit_at)}
