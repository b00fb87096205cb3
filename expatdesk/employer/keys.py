"""The keys of an employer's HR systems: its admin makes them and takes them back."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from expatdesk.access.policy import own_keys
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.keys import SCOPES, KeyForm
from expatdesk.organisations import queries as organisations
from expatdesk.shared.clock import now
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.systems import keys as systems
from expatdesk.systems.models import ApiKey


@blueprint.get("/keys")
def keys() -> str:
    """All of them, with what each may do and when it was used last."""
    found = systems.keys(own_keys(current_visitor()))
    return render_template("employer/keys/list.html", keys=found, scopes=SCOPES, standing=_standing)


@blueprint.route("/keys/new", methods=["GET", "POST"])
def new_key() -> Page:
    """The key is shown in the answer itself and nowhere else, as with every secret."""
    employer = organisations.find_employer(current_visitor().employer_id or abort(404)) or abort(404)
    form = KeyForm()
    if not form.validate_on_submit():
        return render_template("employer/keys/new.html", form=form), 422 if form.errors else 200
    try:
        key, token = systems.make_key(
            form.name.data or "", form.granted, lasts=form.lasts, networks=form.allowed_networks,
            employer=employer, by=current_visitor().actor,
        )  # fmt: skip
    except systems.KeyRefused as refusal:
        raise Conflict from refusal
    return render_template("employer/keys/made.html", key=key, token=token)


@blueprint.post("/keys/<uuid:key_id>/revoke", endpoint="revoke_key")
def revoke(key_id: uuid.UUID) -> Response:
    """From this moment on the key opens nothing."""
    key = systems.find_key(own_keys(current_visitor()), key_id) or abort(404)
    systems.revoke_key(key, by=current_visitor().actor)
    flash(_("The key “%(name)s” does not work any more.", name=key.name), "ok")
    return redirect(url_for("employer.keys"), 303)


def _standing(key: ApiKey) -> str:
    """How a key stands, as the list tells it."""
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at <= now():
        return "expired"
    return "works" if systems.works(key) else "orphaned"
