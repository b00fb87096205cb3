"""Times that are only held: given back by hand, or by the rule that the coordinator sets."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.release_rules import rule_on
from expatdesk.appointments.releasing import release_visit, set_rule
from expatdesk.cases.refusals import StaleVersion, VisitNotAllowed
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.cases import stale_page
from expatdesk.desk.counters import saved
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.releasing import ReleaseRuleForm
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.post("/desk/cases/<uuid:case_id>/visit/release", endpoint="release_visit")
def release(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    if not form.validate():
        abort(422)
    try:
        release_visit(case, version=form.version.data, **acting())
    except StaleVersion:
        return stale_page(case, form)
    except VisitNotAllowed:
        abort(409)
    flash(_("The time is free for others. The household gets a mail that says what to do."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.route("/desk/counters/release-rule", methods=["GET", "POST"])
def release_rule() -> Page:
    form = ReleaseRuleForm(data=ReleaseRuleForm.stored(rule_on(today())))
    if not form.validate_on_submit():
        return render_template("desk/counters/release_rule.html", form=form), 422 if form.errors else 200
    set_rule(form.first_day.data, form.working_days, by=current_visitor().actor)
    return saved()
