"""The keys of a partner's systems, by which they hand over homes; of an employer that is a partner its admins'."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.key_forms import SCOPES, KeyForm
from expatdesk.access.keys import make_key, standing
from expatdesk.access.partners import the_partner
from expatdesk.access.policy import own_home_keys
from expatdesk.access.visitor import current_visitor
from expatdesk.partner.blueprint import blueprint
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.systems import keys as systems
from expatdesk.systems.models import OF_PARTNERS


@blueprint.get("/homes/keys")
def keys() -> str:
    """All of them, with when each was used last."""
    found = systems.keys(own_home_keys(current_visitor()))
    return render_template("partner/keys/list.html", keys=found, scopes=SCOPES, standing=standing)


@blueprint.route("/homes/keys/new", methods=["GET", "POST"])
def new_key() -> Page:
    """The key is shown in the answer itself and nowhere else, as with every secret."""
    partner, form = the_partner(), KeyForm()
    # It is good for the partner's homes: there is nothing to choose.
    del form.scopes
    done = make_key(form, OF_PARTNERS, partner) if form.validate_on_submit() else None
    if done is None:
        return render_template("partner/keys/new.html", form=form), 422 if form.errors else 200
    key, token = done
    return render_template("partner/keys/made.html", key=key, token=token)


@blueprint.route("/homes/keys/<uuid:key_id>/revoke", methods=["GET", "POST"], endpoint="revoke_key")
def revoke(key_id: uuid.UUID) -> Page:
    """Ask once, with what stops; then the key opens nothing from this moment on."""
    key = systems.find_key(own_home_keys(current_visitor()), key_id) or abort(404)
    if request.method == "GET" and key.revoked_at is None:
        return render_template("partner/keys/revoke.html", key=key)
    if request.method == "POST":
        systems.revoke_key(key, by=current_visitor().actor)
        flash(_("The key “%(name)s” does not work any more.", name=key.name), "ok")
    return redirect(url_for("partner.keys"), 303)
