"""Who of an employer has an account: the coordinator invites the first, and sees to them where nobody else can."""

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.colleagues import act_on, colleague_or_404, invited, limited
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.employers import employer_or_404
from expatdesk.shared.account_fields import AccountForm, DepartmentForm
from expatdesk.shared.pages import Page


@blueprint.route("/desk/employers/<uuid:employer_id>/users/new", methods=["GET", "POST"])
def invite_hr(employer_id: uuid.UUID) -> Page:
    employer, form = employer_or_404(employer_id), AccountForm()
    if not form.validate_on_submit() or not invited(form, employer):
        return render_template(
            "desk/employers/invite.html", form=form, employer=employer
        ), 422 if form.errors else 200
    return redirect(url_for("desk.employer", employer_id=employer_id), 303)


@blueprint.route("/desk/employers/<uuid:employer_id>/users/<uuid:user_id>/department", methods=["GET", "POST"])
def limit_hr(employer_id: uuid.UUID, user_id: uuid.UUID) -> Page:
    employer, user = employer_or_404(employer_id), colleague_or_404(employer_id, user_id)
    form = DepartmentForm(data={"department": user.department})
    if not form.validate_on_submit() or not limited(form, user):
        page = render_template("desk/employers/department.html", form=form, user=user, employer=employer)
        return page, 422 if form.errors else 200
    return redirect(url_for("desk.employer", employer_id=employer_id), 303)


@blueprint.post("/desk/employers/<uuid:employer_id>/users/<uuid:user_id>/<act>")
def act_on_hr(employer_id: uuid.UUID, user_id: uuid.UUID, act: str) -> Response:
    act_on(employer_or_404(employer_id).id, user_id, act)
    return redirect(url_for("desk.employer", employer_id=employer_id), 303)
