"""The addresses of an employer: its admin adds and removes those beside the one that the desk keeps."""

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_employer
from expatdesk.access.addresses import KINDS, EmployerAddressForm, added, drop
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.temporary_queries import hires_at_address
from expatdesk.employer.blueprint import blueprint
from expatdesk.shared.pages import Page


@blueprint.get("/addresses")
def addresses() -> str:
    """Where it is, and what else it told."""
    employer = the_employer()
    at = hires_at_address(employer.id, visible_cases(current_visitor()))
    # At its own address work those of whom no other one was told.
    own = at.pop(None, 0) + at.pop(employer.postcode, 0)
    return render_template(
        "employer/addresses/list.html", employer=employer, kinds=KINDS, own=own, elsewhere=sum(at.values())
    )


@blueprint.route("/addresses/new", methods=["GET", "POST"])
def new_address() -> Page:
    """Tell a further one."""
    employer, form = the_employer(), EmployerAddressForm()
    if not form.validate_on_submit() or not added(form, employer):
        return render_template("employer/addresses/new.html", form=form), 422 if form.errors else 200
    return redirect(url_for("employer.addresses"), 303)


@blueprint.post("/addresses/<uuid:address_id>/remove")
def drop_address(address_id: uuid.UUID) -> Response:
    """Remove one."""
    drop(the_employer(), address_id)
    return redirect(url_for("employer.addresses"), 303)
