"""Photos of homes: taken in while nobody is kept from writing, and given out as pictures."""

import uuid
from collections.abc import Callable

from flask import Response, abort

from expatdesk.access.papers import has_files, read_files, said_of
from expatdesk.documents.home_photos import add_photos, photo_of
from expatdesk.documents.reading import content_of
from expatdesk.documents.refusals import FileRefused
from expatdesk.documents.store import ContentMissing
from expatdesk.documents.taking_in import discard, take_in
from expatdesk.housing.home_models import Home
from expatdesk.housing.homes import hold_home
from expatdesk.shared.db import begin_writing, let_others_write
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _


def take_photos(find_home: Callable[[], Home]) -> list[str]:
    """Put the photos of this request to a home; answers what is wrong with which.

    Reading files takes seconds in which nobody else must wait to write: the home is let go, and found again.
    """
    find_home()
    if not has_files():
        return [_("Choose a photo first.")]
    let_others_write()
    try:
        taken = take_in(read_files(), as_photos=True)
    except FileRefused as nobody_free:
        begin_writing()
        return [str(nobody_free.words)]
    begin_writing()
    errors = [said_of(one) for one in taken.refused]
    hold_home(home := find_home())
    try:
        photos = add_photos(home.id, taken.pages)
    except FileRefused as full:
        discard(taken.pages)
        return [*errors, str(full.words)]
    kept = {photo.id for photo in photos}
    discard(page for page in taken.pages if page.id not in kept)
    return errors


def photo_or_404(home: Home, photo_id: uuid.UUID) -> Response:
    """A photo of this very home (security T04)."""
    photo = photo_of(home.id, photo_id) or abort(404)
    try:
        return user_file(content_of(photo), media_type=photo.media_type, name=photo.shown_name)
    except ContentMissing:
        abort(404)
