"""Photos of homes that partners offer. Nothing here commits.

They are made safe and stored first, in `taking_in.py`; the home itself is of `housing`.
"""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from expatdesk.documents.models import HomePhoto
from expatdesk.documents.refusals import PhotosFull
from expatdesk.documents.store import erase_after_commit
from expatdesk.documents.taking_in import NewPage
from expatdesk.shared.db import session

MOST_PHOTOS = 12


def photos_of(home_id: uuid.UUID) -> list[HomePhoto]:
    """The photos of a home, in their order."""
    return list(
        session.scalars(select(HomePhoto).where(HomePhoto.home_id == home_id).order_by(HomePhoto.position))
    )


def first_photos(homes: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The ids of the first photos of these homes, by home; one without photos is not among them."""
    wanted = select(HomePhoto.home_id, HomePhoto.id).where(HomePhoto.home_id.in_(homes))
    rows = session.execute(wanted.order_by(HomePhoto.position.desc()))
    return {row[0]: row[1] for row in rows}


def photo_of(home_id: uuid.UUID, photo_id: uuid.UUID) -> HomePhoto | None:
    """The photo with this id, where it is of this very home (security T04)."""
    its_own = HomePhoto.home_id == home_id, HomePhoto.id == photo_id
    return session.scalars(select(HomePhoto).where(*its_own)).one_or_none()


def add_photos(home_id: uuid.UUID, pages: Sequence[NewPage]) -> list[HomePhoto]:
    """Put photos to a home behind those that it has, each once; answers all of them.

    Raises PhotosFull, and then keeps none. Whoever calls holds the home, so that nobody adds others meanwhile.
    """
    photos = photos_of(home_id)
    known = {photo.print_of_sent for photo in photos}
    new = {page.print_of_sent: page for page in pages if page.print_of_sent not in known}
    if len(photos) + len(new) > MOST_PHOTOS:
        raise PhotosFull
    first = max((photo.position for photo in photos), default=-1) + 1
    for position, page in enumerate(new.values(), start=first):
        photo = HomePhoto(
            id=page.id, home_id=home_id, position=position, stored_as=page.stored_as, key_id=page.key_id,
            media_type=page.media_type, size=page.size, print_of_sent=page.print_of_sent, sheets=page.sheets,
            shown_name=page.shown_name,
        )  # fmt: skip
        session.add(photo)
        photos.append(photo)
    session.flush()
    return photos


def remove_photo(photo: HomePhoto) -> None:
    """Forget a photo, and its content once that is stored."""
    erase_after_commit(photo.stored_as)
    session.delete(photo)
    session.flush()
