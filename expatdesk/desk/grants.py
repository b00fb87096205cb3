"""Letting a municipality that handed a case over look at it for a while."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.grants import GrantNotAllowed, end_grants, give_grant, grants_of, towns_before
from expatdesk.cases.models import Case
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.grants import GrantForm
from expatdesk.logbook.queries import history_of
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/grants", methods=["GET", "POST"])
def grants(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form, history = GrantForm(), history_of(case.id)
    form.offer(towns_before(history, case), the_region())
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    told = {"reason": form.reason.data, "last_day": form.last_day.data, "history": history}
    try:
        give_grant(case, form.municipality.data, **told, **acting())
    except GrantNotAllowed:
        form.last_day.errors = [_("Choose a day from today, at most 60 days ahead.")]
        return _page(case, form), 422
    flash(_("That municipality may look at the case now, and no more than look."), "ok")
    return redirect(url_for("desk.grants", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/grants/<municipality>/end")
def end_grant(case_id: uuid.UUID, municipality: str) -> Page:
    case = case_or_404(case_id)
    if not CaseForm().validate():
        abort(422)
    end_grants(case, municipality, by=current_visitor().actor, region=the_region())
    return redirect(url_for("desk.grants", case_id=case.id), 303)


def _page(case: Case, form: GrantForm) -> str:
    region = the_region()
    return render_template(
        "desk/grants/grants.html",
        case=case,
        form=form,
        title=_("Who may still look at this case"),
        town=region.municipality(case.municipality).name if case.municipality else "",
        given=[(grant, region.municipality(grant.municipality).name) for grant in grants_of(case)],
        today=today(),
    )
