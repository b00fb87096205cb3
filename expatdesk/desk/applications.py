"""Employers that ask to be let in: the coordinator looks them up, and approves or refuses."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.employers import is_refused
from expatdesk.desk.forms.employers import EmployerForm, RefusalForm
from expatdesk.organisations.actions import EmployerRefused, is_exempt
from expatdesk.organisations.models import EmployerApplication
from expatdesk.organisations.queries import employers_like
from expatdesk.people.actions import AddressTaken
from expatdesk.people.applications import approve, confirmed_application, refuse
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/employers/asking/<uuid:application_id>", methods=["GET", "POST"])
def application(application_id: uuid.UUID) -> Page:
    asked = _application_or_404(application_id)
    form = EmployerForm.asked_by(asked)
    if not form.validate_on_submit():
        return _page(asked, form, RefusalForm(formdata=None))
    try:
        employer = approve(asked, form.said, by=current_visitor().actor)
    except AddressTaken:
        form.form_errors.append(_("The address has an account meanwhile. Refuse this, and say so."))
    except EmployerRefused as refusal:
        if not is_refused(form, refusal):
            raise
    else:
        who = {"employer": employer.name, "name": asked.applicant}
        flash(_("%(employer)s is added, and %(name)s gets a mail.", **who), "ok")
        return redirect(url_for("desk.employer", employer_id=employer.id), 303)
    return _page(asked, form, RefusalForm(formdata=None))


@blueprint.route("/desk/employers/asking/<uuid:application_id>/refuse", methods=["GET", "POST"])
def refuse_application(application_id: uuid.UUID) -> Page:
    asked, form = _application_or_404(application_id), RefusalForm()
    if not form.validate_on_submit():
        return _page(asked, EmployerForm.asked_by(asked, was_sent=False), form)
    refuse(asked, form.reason.data or "", by=current_visitor().actor)
    flash(_("%(name)s gets a mail with your reason.", name=asked.applicant), "ok")
    return redirect(url_for("desk.employers"), 303)


def _application_or_404(application_id: uuid.UUID) -> EmployerApplication:
    return confirmed_application(application_id, to_decide=request.method == "POST") or abort(404)


def _page(asked: EmployerApplication, form: EmployerForm, refusing: RefusalForm) -> Page:
    wrong = bool(form.errors or form.form_errors or refusing.errors)
    page = render_template(
        "desk/employers/application.html", asked=asked, form=refusing if refusing.errors else form,
        approving=form, refusing=refusing, has_exempt_name=is_exempt(asked.name, the_region()),
        alike=employers_like(asked.name, asked.kvk_number),
    )  # fmt: skip
    return page, 422 if wrong else 200
