"""HR books, moves and cancels the visit of a hire, as long as its household lets it (security T08)."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.access.times import JUST_TAKEN, days_asked, keep_chosen, turn_for
from expatdesk.access.visit_fields import CostView, visit_for_employer
from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.appointments.places import where_of
from expatdesk.appointments.queries import kept_time
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.refusals import CaseClosed, StaleVersion, VisitNotAllowed
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.visits import BookForm, SeenForm, seen_now
from expatdesk.employer.shared_visit import shared_visit
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

VISIT = "/hires/<uuid:case_id>/visit"
CHANGED = (CaseClosed, StaleVersion, VisitNotAllowed)
BOOKED = _l("The visit is booked. The household gets a mail.")
MOVED = _l("The visit is moved. The household gets a mail.")
MEANWHILE = _l("The visit was changed meanwhile, so nothing of this is done. Look at it as it is now.")


@blueprint.get(f"{VISIT}/times")
def visit_times(case_id: uuid.UUID) -> Page:
    """The times to choose from, the same as the household sees."""
    own = _own(case_id)
    return _times(own) if own.may_choose else _back(own)


@blueprint.post(f"{VISIT}/times", endpoint="keep_time")
def keep(case_id: uuid.UUID) -> Page:
    """Keep a time for some minutes."""
    own = _own(case_id)
    if not own.may_choose:
        return _back(own)
    try:
        problem = keep_chosen(own.case)
    except ChangedTooOften:
        return _back(own)
    if problem:
        return _times(own, problem[0]), problem[1]
    return redirect(url_for("employer.confirm_visit", case_id=case_id), 303)


@blueprint.get(f"{VISIT}/confirm")
def confirm_visit(case_id: uuid.UUID) -> Page:
    """What the chosen time means: where it is, how firm, what a change costs."""
    own = _own(case_id)
    if not own.may_choose:
        return _back(own)
    kept = kept_time(case_id)
    if kept is None:
        flash(_("No time is kept for you any more. Choose a time."), "info")
        return redirect(url_for("employer.visit_times", case_id=case_id), 303)
    form = BookForm(formdata=None, data={"time": kept.starts_at, "seen": seen_now(own)})
    cost = CostView.of(own.cost_of_changing(kept.starts_at))
    chosen = {"at": kept.starts_at, "where": where_of(kept, own.region), "kept_until": kept.kept_until}
    return _page("confirm", own, form=form, cost=cost, **chosen)


@blueprint.post(f"{VISIT}/confirm", endpoint="book_visit")
def book(case_id: uuid.UUID) -> Page:
    """Book the time that was kept; kept for too long, it is booked still where it is free."""
    own, form = _own(case_id), BookForm()
    if not form.validate():
        abort(422)
    try:
        with turn_for(own.case, form.time.data.date(), form.time.data.time()):
            return _book(_own(case_id), form)
    except TimeTaken:
        return _times(own, JUST_TAKEN), 409
    except CHANGED:
        return _times(own, MEANWHILE), 409


@blueprint.route(f"{VISIT}/cancel", methods=["GET", "POST"], endpoint="cancel_visit")
def cancel(case_id: uuid.UUID) -> Page:
    """What cancelling means, and then to cancel the visit."""
    own, form = _own(case_id), SeenForm()
    if not own.may_cancel:
        return _back(own)
    if not form.validate_on_submit():
        return _cancel_page(own)
    if form.is_out_of_date(own):
        return _cancel_page(own, MEANWHILE), 409
    try:
        cancel_visit(own.case, version=own.case.version, **acting())
    except CHANGED:
        return _cancel_page(own, MEANWHILE), 409
    flash(_("The visit is cancelled. The household gets a mail."), "ok")
    return _back(own)


def _book(own: OwnVisit, form: BookForm) -> Response:
    moment, was = form.time.data, own.case.visit_at
    # Pressed twice, the first press did it.
    if was == moment:
        return _back(own)
    if form.is_out_of_date(own):
        raise StaleVersion
    book_visit(own.case, moment.date(), moment.time(), version=own.case.version, **acting())
    flash(MOVED if was else BOOKED, "ok")
    return _back(own)


def _own(case_id: uuid.UUID) -> OwnVisit:
    """The visit; without consent the answer leads to the page of the hire, whatever the household said (T08)."""
    own = shared_visit(case_or_404(case_id))
    return own or abort(_hire_page(case_id))


def _back(own: OwnVisit) -> Response:
    return _hire_page(own.case.id)


def _hire_page(case_id: uuid.UUID) -> Response:
    return redirect(url_for("employer.hire", case_id=case_id, _anchor="visit"), 303)


def _times(own: OwnVisit, problem: LazyString | str = "") -> str:
    return _page("times", own, offer=own.offer(days_asked()), problem=problem)


def _cancel_page(own: OwnVisit, problem: LazyString | str = "") -> str:
    return _page("cancel", own, form=SeenForm(formdata=None, data={"seen": seen_now(own)}), problem=problem)


def _page(name: str, own: OwnVisit, **shown: object) -> str:
    """A page of the visit: what the employer may know of it, and nothing else of the file."""
    return render_template(
        f"employer/visit/{name}.html", case_id=own.case.id, name=own.case.principal.full_name,
        visit=visit_for_employer(own), **shown,
    )  # fmt: skip
