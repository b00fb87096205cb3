"""The colleagues of an employer: its admin invites them, takes their access away and gives it back."""

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_employer
from expatdesk.access.colleagues import act_on, colleague_or_404, invited, limited, users_of
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.shared.account_fields import AccountForm, DepartmentForm
from expatdesk.shared.pages import Page


@blueprint.get("/colleagues")
def colleagues() -> str:
    """Who of the employer has an account."""
    return render_template("employer/colleagues/list.html", users=users_of(current_visitor().employer_id))


@blueprint.route("/colleagues/new", methods=["GET", "POST"])
def invite_colleague() -> Page:
    """Give a colleague an account."""
    employer = the_employer()
    form = AccountForm()
    if not form.validate_on_submit() or not invited(form, employer):
        return render_template("employer/colleagues/new.html", form=form), 422 if form.errors else 200
    return redirect(url_for("employer.colleagues"), 303)


@blueprint.route("/colleagues/<uuid:user_id>/department", methods=["GET", "POST"])
def limit_colleague(user_id: uuid.UUID) -> Page:
    """Let a colleague see the hires of one department alone, or all of them."""
    user = colleague_or_404(current_visitor().employer_id, user_id)
    form = DepartmentForm(data={"department": user.department})
    if not form.validate_on_submit() or not limited(form, user):
        page = render_template("employer/colleagues/department.html", form=form, user=user)
        return page, 422 if form.errors else 200
    return redirect(url_for("employer.colleagues"), 303)


@blueprint.post("/colleagues/<uuid:user_id>/<act>")
def act_on_colleague(user_id: uuid.UUID, act: str) -> Response:
    """Take a colleague's access away, give it back, or let them let others in."""
    act_on(current_visitor().employer_id, user_id, act)
    return redirect(url_for("employer.colleagues"), 303)
