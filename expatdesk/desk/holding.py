"""Keeping a case from being erased while a court or a complaint needs it."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.holding import HoldForm
from expatdesk.retention.holding import AlreadyErased, end_hold, hold_case
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/hold", methods=["GET", "POST"])
def hold(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = HoldForm(data={"reason": case.hold_reason})
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        hold_case(case, form.reason.data or "", by=current_visitor().actor)
    except AlreadyErased:
        abort(404)
    flash(_("Nothing of this case is erased for now."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/hold/end", endpoint="end_hold")
def erase_in_time(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    if not CaseForm().validate():
        abort(422)
    end_hold(case, by=current_visitor().actor)
    flash(_("The case is erased when its time comes."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _page(case: Case, form: HoldForm) -> str:
    title = _("Keep this case longer")
    return render_template("desk/holding/hold.html", case=case, form=form, title=title)
