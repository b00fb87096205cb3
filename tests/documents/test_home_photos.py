"""Photos of homes: small, without place and time, each once, gone when they are removed (security T26, T27)."""

from collections.abc import Sequence

import pytest
from flask import Flask

from expatdesk.documents.home_photos import MOST_PHOTOS, add_photos, photo_of, photos_of, remove_photo
from expatdesk.documents.reading import content_of
from expatdesk.documents.refusals import FileRefused, NoPhoto, NotScannedYet, PhotoIsHeic, PhotosFull
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.documents.taking_in import NewPage, Sent, take_in
from expatdesk.shared.db import session
from tests.documents.hostile import opened, photo_with_place, picture
from tests.factories import a_home, a_partner

pytestmark = pytest.mark.usefixtures("app")


def taken(*contents: bytes) -> Sequence[NewPage]:
    """These files as photos that are stored; all of them must be right."""
    found = take_in((Sent("photo.jpg", content) for content in contents), as_photos=True)
    assert not found.refused
    return found.pages


def why_not(content: bytes) -> FileRefused:
    (refused,) = take_in([Sent("photo.jpg", content)], as_photos=True).refused
    return refused.why


def test_place_and_time_are_taken_out() -> None:
    sent = photo_with_place()
    assert opened(sent).getexif()
    (photo,) = add_photos(a_home().id, taken(sent))
    kept = content_of(photo)
    assert dict(opened(kept).getexif()) == {}
    assert not {"exif", "comment"} & set(opened(kept).info)


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (4000, 3000)), ("PNG", (1500, 3000))])
def test_none_is_larger_than_a_page_shows_it(kind: str, size: tuple[int, int]) -> None:
    (photo,) = add_photos(a_home().id, taken(picture(kind, size=size)))
    kept = opened(content_of(photo))
    assert (kept.format, max(kept.size), photo.media_type) == ("JPEG", 1280, "image/jpeg")


def test_a_small_one_stays_as_large_as_it_is() -> None:
    (photo,) = add_photos(a_home().id, taken(picture(size=(300, 200))))
    assert opened(content_of(photo)).size == (300, 200)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7\n%%EOF", NoPhoto),
        (b"GIF89a" + bytes(20), NoPhoto),
        (b"\0\0\0\x18ftypheic" + bytes(20), PhotoIsHeic),
    ],
)
def test_what_is_no_photo(content: bytes, why: type[FileRefused]) -> None:
    assert isinstance(why_not(content), why)


def test_it_is_not_shown_before_it_is_scanned(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail closed: nobody answers there."""
    monkeypatch.setitem(app.config, "CLAMD_URL", "tcp://127.0.0.1:1")
    assert isinstance(why_not(picture()), NotScannedYet)


def test_each_once_and_no_more_than_fit() -> None:
    home = a_home()
    first = picture()
    add_photos(home.id, taken(first))
    assert len(add_photos(home.id, taken(first))) == 1
    many = [picture(size=(20, 20 + number)) for number in range(MOST_PHOTOS)]
    assert len(add_photos(home.id, taken(*many[1:]))) == MOST_PHOTOS
    with pytest.raises(PhotosFull):
        add_photos(home.id, taken(many[0]))
    assert [photo.position for photo in photos_of(home.id)] == list(range(MOST_PHOTOS))


def test_one_of_another_home_is_not_found() -> None:
    """Security T04."""
    home, other = a_home(), a_home(a_partner("Another"))
    (photo,) = add_photos(home.id, taken(picture()))
    assert photo_of(home.id, photo.id) is photo
    assert photo_of(other.id, photo.id) is None


def test_what_is_removed_lies_in_the_store_no_more() -> None:
    home = a_home()
    (photo,) = add_photos(home.id, taken(picture()))
    session.commit()
    name = photo.stored_as
    assert the_store().get(name)
    remove_photo(photo)
    session.commit()
    with pytest.raises(ContentMissing):
        the_store().get(name)
