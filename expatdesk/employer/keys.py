"""The keys of an employer's HR systems: its admin makes them and takes them back."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_employer
from expatdesk.access.key_forms import SCOPES, KeyForm
from expatdesk.access.keys import make_key, standing
from expatdesk.access.policy import own_systems
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.systems import keys as systems
from expatdesk.systems.models import ApiKey


@blueprint.get("/keys")
def keys() -> str:
    """All of them, with what each may do and when it was used last."""
    found = systems.keys(own_systems(current_visitor(), ApiKey))
    return render_template("employer/keys/list.html", keys=found, scopes=SCOPES, standing=standing)


@blueprint.route("/keys/new", methods=["GET", "POST"])
def new_key() -> Page:
    """The key is shown in the answer itself and nowhere else, as with every secret."""
    employer = the_employer()
    form = KeyForm()
    done = make_key(form, form.granted, employer) if form.validate_on_submit() else None
    if done is None:
        return render_template("employer/keys/new.html", form=form), 422 if form.errors else 200
    key, token = done
    return render_template("employer/keys/made.html", key=key, token=token)


@blueprint.route("/keys/<uuid:key_id>/revoke", methods=["GET", "POST"], endpoint="revoke_key")
def revoke(key_id: uuid.UUID) -> Page:
    """Ask once, with what stops; then the key opens nothing from this moment on."""
    key = systems.find_key(own_systems(current_visitor(), ApiKey), key_id) or abort(404)
    if request.method == "GET" and key.revoked_at is None:
        return render_template("employer/keys/revoke.html", key=key, scopes=SCOPES)
    if request.method == "POST":
        systems.revoke_key(key, by=current_visitor().actor)
        flash(_("The key “%(name)s” does not work any more.", name=key.name), "ok")
    return redirect(url_for("employer.keys"), 303)
