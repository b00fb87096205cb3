"""Two of a partner add photos to a home in one moment: no home gets more than fit, and each has its own place."""

import contextlib

from flask import Flask

from expatdesk.documents.home_photos import MOST_PHOTOS, add_photos, photos_of
from expatdesk.documents.refusals import PhotosFull
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.housing.home_models import Home
from expatdesk.housing.homes import hold_home
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.documents.hostile import picture
from tests.factories import a_home, a_partner

EACH = MOST_PHOTOS // 2 + 1


def test_no_home_gets_more_than_fit(real_app: Flask) -> None:
    home_id = a_home(a_partner()).id
    sizes = iter(range(30, 30 + 2 * EACH))
    batches = [
        take_in(
            [Sent("photo.jpg", picture(size=(next(sizes), 40))) for _each in range(EACH)], as_photos=True
        ).pages
        for _batch in range(2)
    ]
    session.commit()
    session.remove()

    def add() -> None:
        pages = batches.pop()
        begin_immediate()
        with contextlib.suppress(PhotosFull):
            hold_home(session.get_one(Home, home_id))
            add_photos(home_id, pages)
            session.commit()
        session.rollback()

    both(real_app, add)
    assert [photo.position for photo in photos_of(home_id)] == list(range(EACH))
