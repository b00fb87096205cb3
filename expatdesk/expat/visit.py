"""The household books its own visit: choose a time, see what it means, confirm; move and cancel it."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting
from expatdesk.appointments.actions import book_visit, cancel_visit, keep_time
from expatdesk.appointments.queries import kept_time
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.refusals import StaleVersion, VisitNotAllowed
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.visits import CancelForm, ConfirmForm
from expatdesk.expat.household import own_household
from expatdesk.expat.visit_page import Choice, VisitPage
from expatdesk.shared.forms import TimeForm
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

DAYS_SHOWN = 4


@blueprint.get("/my/visit")
def visit() -> Page:
    """The visit as it is, or the times to choose from."""
    page = VisitPage.of(own_household())
    if page.is_booked or not page.may_choose:
        return render_template("expat/visit/booked.html", page=page, form=None)
    return _times(page)


@blueprint.get("/my/visit/times")
def visit_times() -> Page:
    """The times to choose from, also for a household that has one."""
    page = VisitPage.of(own_household())
    return _times(page) if page.may_choose else redirect(url_for("expat.visit"), 303)


@blueprint.post("/my/visit/times", endpoint="keep_time")
def keep() -> Page:
    """Keep a time for some minutes."""
    household, form = own_household(), TimeForm()
    if not form.validate():
        return _times(VisitPage.of(household), problem=_("Choose one of the times.")), 422
    try:
        keep_time(household.case, form.time.data.date(), form.time.data.time(), **acting())
    except ChangedTooOften:
        return redirect(url_for("expat.visit"), 303)
    except TimeTaken:
        return _times(VisitPage.of(household), problem=_just_taken()), 409
    except VisitNotAllowed:
        return _times(VisitPage.of(household), problem=_("That time is not free. Choose another one.")), 409
    return redirect(url_for("expat.confirm_visit"), 303)


@blueprint.get("/my/visit/confirm")
def confirm_visit() -> Page:
    """What the chosen time means: where, who, what to bring, what a change costs."""
    household = own_household()
    kept = kept_time(household.case.id)
    if kept is None:
        flash(_("No time is kept for you any more. Choose a time."), "info")
        return redirect(url_for("expat.visit_times"), 303)
    page = VisitPage.of(household)
    form = ConfirmForm(formdata=None, data={"time": kept.starts_at, "version": household.case.version})
    choice = Choice.of(kept, household.region)
    return render_template("expat/visit/confirm.html", page=page, choice=choice, form=form)


@blueprint.post("/my/visit/confirm", endpoint="book_own_visit")
def book() -> Page:
    """Book the time that was kept; kept for too long, it is booked still where it is free."""
    household, form = own_household(), ConfirmForm()
    if not form.validate():
        abort(422)
    moved = household.case.visit_at is not None
    try:
        moment = form.time.data
        book_visit(household.case, moment.date(), moment.time(), version=form.version.data, **acting())
    except TimeTaken:
        return _times(VisitPage.of(household), problem=_just_taken()), 409
    except StaleVersion:
        flash(_("Your file changed meanwhile. Look at your visit again."), "warning")
        return redirect(url_for("expat.visit"), 303)
    flash(_("Your visit has a new time.") if moved else _("Your visit is booked."), "ok")
    return redirect(url_for("expat.visit"), 303)


@blueprint.get("/my/visit/cancel", endpoint="cancel_visit")
def cancel_page() -> Page:
    """What cancelling means, before it is done."""
    page = VisitPage.of(own_household())
    if not page.may_cancel:
        return redirect(url_for("expat.visit"), 303)
    form = CancelForm(formdata=None, data={"version": page.case.version})
    return render_template("expat/visit/cancel.html", page=page, form=form)


@blueprint.post("/my/visit/cancel", endpoint="cancel_own_visit")
def cancel() -> Page:
    """Cancel the visit."""
    household, form = own_household(), CancelForm()
    if not form.validate():
        abort(422)
    try:
        cancel_visit(household.case, version=form.version.data, **acting())
    except (StaleVersion, VisitNotAllowed):
        flash(_("Your file changed meanwhile. Look at your visit again."), "warning")
        return redirect(url_for("expat.visit"), 303)
    flash(_("Your visit is cancelled. You can choose another time."), "ok")
    return redirect(url_for("expat.visit"), 303)


def _just_taken() -> str:
    return _("Somebody else has just taken that time. Nothing is booked yet: choose another one.")


def _times(page: VisitPage, problem: str = "") -> str:
    offer = page.offer
    return render_template(
        "expat/visit/times.html", page=page, offer=offer, leaf=page.leaf(_since(), DAYS_SHOWN), problem=problem
    )


def _since() -> date | None:
    try:
        return date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        return None
