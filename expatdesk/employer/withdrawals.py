"""Withdrawing a hire that does not come."""

import uuid

from flask import flash, redirect, render_template, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.fields import HireView, hire_for_employer
from expatdesk.access.guards import case_or_404
from expatdesk.appointments.refusals import NoVisitYet
from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_for_employer
from expatdesk.cases.refusals import CaseClosed, PapersInOrder, StaleVersion
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.withdrawals import WithdrawForm
from expatdesk.housing.leaving import leave_homes
from expatdesk.rules.employer_days import sponsor_report_by
from expatdesk.rules.plan import Plan
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social.leaving import give_places_back

NOT_NOW = (CaseClosed, PapersInOrder, NoVisitYet, StaleVersion)


@blueprint.route("/hires/<uuid:case_id>/withdraw", methods=["GET", "POST"])
def withdraw(case_id: uuid.UUID) -> Page:
    """What follows, and then to withdraw."""
    case, form = case_or_404(case_id), WithdrawForm()
    plan = plan_for_employer(case, the_region(), today())
    shown = hire_for_employer(case, plan)
    if not shown.may_be_withdrawn:
        return redirect(url_for("employer.hire", case_id=case.id), 303)
    if not form.validate_on_submit():
        return _page(shown, plan, form), 422 if form.errors else 200
    try:
        _withdraw(case, str(form.reason.data))
    except NOT_NOW:
        form.form_errors.append(
            _("The desk is at work on this hire, so it cannot be withdrawn now. Ask the desk.")
        )
        return _page(shown, plan, form), 409
    flash(
        _("%(name)s is withdrawn. They get a mail, and you find them under closed hires.", name=shown.name), "ok"
    )
    return redirect(url_for("employer.hires"), 303)


def _withdraw(case: Case, reason: str) -> None:
    """What they hold goes to others: places at activities, and times to see a home."""
    withdraw_hire(case, reason, **acting())
    give_places_back([case.id])
    leave_homes([case.id])


def _page(shown: HireView, plan: Plan, form: WithdrawForm) -> str:
    tell_ind_by = sponsor_report_by(today()) if plan.employer_tells_ind else None
    return render_template("employer/withdrawals/withdraw.html", hire=shown, form=form, tell_ind_by=tell_ind_by)
