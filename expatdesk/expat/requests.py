"""A household asks the desk to correct or to erase what is kept of it, and takes that back."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.cases.refusals import HoldsBsn
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.requests import CorrectionForm, ErasureForm
from expatdesk.expat.household import own_household
from expatdesk.retention.settings import with_terms
from expatdesk.rights.models import RequestKind
from expatdesk.rights.requests import AlreadyAnswered, TooManyOpen, ask, find_request, withdraw
from expatdesk.shared.clock import now
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

REQUESTS = "requests"


@blueprint.route("/my/data/correction", methods=["GET", "POST"])
def ask_correction() -> Page:
    """Tell the desk what is wrong that the household cannot correct itself."""
    form = CorrectionForm()
    if form.validate_on_submit() and _asked(RequestKind.CORRECTION, form):
        return _thanks()
    return render_template("expat/data/correction.html", form=form), 422 if form.errors else 200


@blueprint.route("/my/data/erasure", methods=["GET", "POST"])
def ask_erasure() -> Page:
    """Ask that the whole file is erased; the page says what stays by law, and until when."""
    household, form = own_household(), ErasureForm()
    if form.validate_on_submit() and _asked(RequestKind.ERASURE, form):
        return _thanks()
    terms = with_terms(household.region, household.today).retention
    booked = household.case.visit_at
    ahead = booked if booked is not None and booked > now() else None
    page = render_template("expat/data/erasure.html", form=form, visit_ahead=ahead, terms=terms)
    return page, 422 if form.errors else 200


@blueprint.post("/my/data/requests/<uuid:request_id>/withdraw")
def withdraw_request(request_id: uuid.UUID) -> Response:
    """Take it back, while nobody has answered."""
    household = own_household()
    request = find_request(household.case, request_id)
    if request is None:
        abort(404)
    try:
        withdraw(request, by=household.by)
        flash(_("You took it back. Everything stays as it is."), "ok")
    except AlreadyAnswered:
        flash(_("The desk has answered already."), "info")
    return redirect(url_for("expat.data", _anchor=REQUESTS), 303)


def _asked(kind: RequestKind, form: CorrectionForm | ErasureForm) -> bool:
    household = own_household()
    try:
        ask(household.case, kind, form.text.data or "", by=household.by)
    except HoldsBsn:
        form.text.errors = [_("This holds a number that looks like a BSN. Leave it out: we never keep it.")]
        return False
    except TooManyOpen:
        form.text.errors = [_("We have not answered what you asked before. Wait for that, or take it back.")]
        return False
    return True


def _thanks() -> Response:
    flash(_("Thank you. We answer within a month."), "ok")
    return redirect(url_for("expat.data", _anchor=REQUESTS), 303)
