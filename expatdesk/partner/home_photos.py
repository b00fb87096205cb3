"""Photos of a partner's homes."""

import uuid

from flask import Response, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from expatdesk.access.home_photos import photo_or_404, take_photos
from expatdesk.documents.home_photos import photo_of, remove_photo
from expatdesk.partner.blueprint import blueprint
from expatdesk.partner.homes import home_or_404
from expatdesk.shared.i18n import gettext as _


@blueprint.post("/homes/<uuid:home_id>/photos")
def add_photos(home_id: uuid.UUID) -> BaseResponse:
    """Put photos to a home; those that are right are kept, whatever is wrong with the others."""
    errors = take_photos(lambda: home_or_404(home_id))
    for text in errors:
        flash(text, "error")
    if not errors:
        flash(_("The photos are added."), "ok")
    return redirect(url_for("partner.one_home", home_id=home_id), 303)


@blueprint.get("/homes/<uuid:home_id>/photos/<uuid:photo_id>")
def home_photo(home_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """One photo."""
    return photo_or_404(home_or_404(home_id), photo_id)


@blueprint.post("/homes/<uuid:home_id>/photos/<uuid:photo_id>/remove")
def drop_photo(home_id: uuid.UUID, photo_id: uuid.UUID) -> BaseResponse:
    """Forget one photo; home and photo are looked up together (security T04)."""
    home = home_or_404(home_id)
    remove_photo(photo_of(home.id, photo_id) or abort(404))
    flash(_("The photo is removed."), "ok")
    return redirect(url_for("partner.one_home", home_id=home_id), 303)
