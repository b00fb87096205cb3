"""The household books its own visit: choose a time, see what it means, confirm; move and cancel it."""

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import acting
from expatdesk.access.guards import own_case
from expatdesk.access.times import JUST_TAKEN, days_asked, keep_chosen, turn_for
from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.own_visit import Choice
from expatdesk.appointments.queries import kept_time
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.refusals import StaleVersion, VisitNotAllowed
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.visits import CancelForm, ConfirmForm
from expatdesk.expat.visit_page import VisitPage
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/visit")
def visit() -> Page:
    """The visit as it is, or the times to choose from."""
    page = _own_page()
    if page.is_booked or not page.may_choose:
        return render_template("expat/visit/booked.html", page=page, form=None)
    return _times(page)


@blueprint.get("/my/visit/times")
def visit_times() -> Page:
    """The times to choose from, also for a household that has one."""
    page = _own_page()
    return _times(page) if page.may_choose else redirect(url_for("expat.visit"), 303)


@blueprint.post("/my/visit/times", endpoint="keep_time")
def keep() -> Page:
    """Keep a time for some minutes."""
    page = _own_page()
    try:
        problem = keep_chosen(page.case)
    except ChangedTooOften:
        return redirect(url_for("expat.visit"), 303)
    if problem:
        return _times(page, problem[0]), problem[1]
    return redirect(url_for("expat.confirm_visit"), 303)


@blueprint.get("/my/visit/confirm")
def confirm_visit() -> Page:
    """What the chosen time means: where, who, what to bring, what a change costs."""
    page = _own_page()
    kept = kept_time(page.case.id)
    if kept is None:
        flash(_("No time is kept for you any more. Choose a time."), "info")
        return redirect(url_for("expat.visit_times"), 303)
    form = ConfirmForm(formdata=None, data={"time": kept.starts_at, "version": page.case.version})
    choice = Choice.of(kept, page.region)
    return render_template("expat/visit/confirm.html", page=page, choice=choice, form=form)


@blueprint.post("/my/visit/confirm", endpoint="book_own_visit")
def book() -> Page:
    """Book the time that was kept; kept for too long, it is booked still where it is free."""
    page, form = _own_page(), ConfirmForm()
    if not form.validate():
        abort(422)
    moved = page.case.visit_at is not None
    try:
        day, at = form.time.data.date(), form.time.data.time()
        with turn_for(page.case, day, at):
            book_visit(page.case, day, at, version=form.version.data, **acting())
    except TimeTaken:
        return _times(page, JUST_TAKEN), 409
    except StaleVersion:
        flash(_("Your file changed meanwhile. Look at your visit again."), "warning")
        return redirect(url_for("expat.visit"), 303)
    flash(_("Your visit has a new time.") if moved else _("Your visit is booked."), "ok")
    return redirect(url_for("expat.visit"), 303)


@blueprint.get("/my/visit/cancel", endpoint="cancel_visit")
def cancel_page() -> Page:
    """What cancelling means, before it is done."""
    page = _own_page()
    if not page.may_cancel:
        return redirect(url_for("expat.visit"), 303)
    form = CancelForm(formdata=None, data={"version": page.case.version})
    return render_template("expat/visit/cancel.html", page=page, form=form)


@blueprint.post("/my/visit/cancel", endpoint="cancel_own_visit")
def cancel() -> Page:
    """Cancel the visit."""
    page, form = _own_page(), CancelForm()
    if not form.validate():
        abort(422)
    try:
        cancel_visit(page.case, version=form.version.data, **acting())
    except (StaleVersion, VisitNotAllowed):
        flash(_("Your file changed meanwhile. Look at your visit again."), "warning")
        return redirect(url_for("expat.visit"), 303)
    flash(_("Your visit is cancelled. You can choose another time."), "ok")
    return redirect(url_for("expat.visit"), 303)


def _own_page() -> VisitPage:
    return VisitPage.of(own_case(), **acting())


def _times(page: VisitPage, problem: LazyString | str = "") -> str:
    return render_template("expat/visit/times.html", page=page, offer=page.offer(days_asked()), problem=problem)
