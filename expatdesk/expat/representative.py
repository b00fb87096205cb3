"""A household lets somebody represent it, sees who that is, and ends it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.represented import REPRESENTATIVE_NEVER_SEES, REPRESENTATIVE_SEES
from expatdesk.cases.representatives import (
    AlreadyRepresented,
    EndTooFar,
    end_representation,
    name_representative,
    representative_of,
)
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.representative import HINTS, MAILS, RELATIONS, RepresentativeForm
from expatdesk.expat.household import own_household
from expatdesk.people import throttle
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/representative")
def representative() -> str:
    """Who represents the household, and what that means; or how to name somebody."""
    household = own_household()
    return render_template(
        "expat/representative/page.html", one=representative_of(household.case.id), relations=RELATIONS,
        mails=MAILS, sees=REPRESENTATIVE_SEES, never_sees=REPRESENTATIVE_NEVER_SEES, is_closed=household.is_closed,
    )  # fmt: skip


@blueprint.route("/my/representative/new", methods=["GET", "POST"], endpoint="name_representative")
def name_somebody() -> Page:
    """Name somebody. They are invited by mail, or not: the page says the same (security T14)."""
    household = own_household()
    form = RepresentativeForm.of(household.case, household.today)
    if form.validate_on_submit() and _is_named(form):
        flash(
            _("If they may represent you, they get an invitation by mail. They see nothing until they accept."),
            "ok",
        )
        return redirect(url_for("expat.representative"), 303)
    page = render_template(
        "expat/representative/new.html", form=form, hints=HINTS, never_sees=REPRESENTATIVE_NEVER_SEES
    )
    return page, 422 if form.errors else 200


@blueprint.post("/my/representative/end")
def end_representative() -> Response:
    """End it, at once."""
    household = own_household()
    if end_representation(household.case, by=household.by):
        flash(_("Nobody represents you any more."), "ok")
    return redirect(url_for("expat.representative"), 303)


def _is_named(form: RepresentativeForm) -> bool:
    household = own_household()
    if not throttle.may_try((throttle.REPRESENTATIVES_OF, household.case.code)):
        form.email.errors = [_("You named somebody three times today. Wait until tomorrow, or ask the desk.")]
        return False
    begin_writing()
    try:
        name_representative(household.case, form.named, by=household.by)
    except EndTooFar:
        form.last_day.errors = [_("Choose a day from today, at most a year ahead.")]
    except AlreadyRepresented:
        form.name.errors = [_("Somebody represents you already. End that first.")]
    return not form.errors
