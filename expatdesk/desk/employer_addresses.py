"""Further addresses of an employer, as the coordinator adds and removes them."""

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.addresses import EmployerAddressForm, added, drop
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.employers import employer_or_404
from expatdesk.shared.pages import Page


@blueprint.route("/desk/employers/<uuid:employer_id>/addresses/new", methods=["GET", "POST"])
def new_address(employer_id: uuid.UUID) -> Page:
    employer, form = employer_or_404(employer_id), EmployerAddressForm()
    if not form.validate_on_submit() or not added(form, employer):
        page = render_template("desk/employers/new_address.html", form=form, employer=employer)
        return page, 422 if form.errors else 200
    return redirect(url_for("desk.employer", employer_id=employer_id), 303)


@blueprint.post("/desk/employers/<uuid:employer_id>/addresses/<uuid:address_id>/remove")
def drop_address(employer_id: uuid.UUID, address_id: uuid.UUID) -> Response:
    drop(employer_or_404(employer_id), address_id)
    return redirect(url_for("desk.employer", employer_id=employer_id), 303)
