"""The addresses of an employer: its admin adds and removes those beside the one that the desk keeps."""

import uuid

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.addresses import KINDS, AddressForm, added, drop
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.organisations import queries as organisations
from expatdesk.organisations.models import Employer
from expatdesk.shared.pages import Page


@blueprint.get("/addresses")
def addresses() -> str:
    """Where it is, and what else it told."""
    return render_template("employer/addresses/list.html", employer=_own(), kinds=KINDS)


@blueprint.route("/addresses/new", methods=["GET", "POST"])
def new_address() -> Page:
    """Tell a further one."""
    employer, form = _own(), AddressForm()
    if not form.validate_on_submit() or not added(form, employer):
        return render_template("employer/addresses/new.html", form=form), 422 if form.errors else 200
    return redirect(url_for("employer.addresses"), 303)


@blueprint.post("/addresses/<uuid:address_id>/remove")
def drop_address(address_id: uuid.UUID) -> Response:
    """Remove one."""
    drop(_own(), address_id)
    return redirect(url_for("employer.addresses"), 303)


def _own() -> Employer:
    return organisations.find_employer(current_visitor().employer_id or abort(404)) or abort(404)
