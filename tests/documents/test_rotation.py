"""Changing keys: every page comes under the new one, also when the command is killed half-way."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.documents.models import Page
from expatdesk.documents.reading import content_of
from expatdesk.documents.rotation import key_to_move_to, keys_in_use, move_pages
from expatdesk.documents.store import DRAWERS, new_name, the_store
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import db, session
from expatdesk.shared.key_ring import add_key, key_file, key_ring, new_key, parse
from tests.factories import a_case
from tests.factories.papers import a_paper

PAGES = 60


@pytest.fixture
def pages(real_app: Flask) -> dict[uuid.UUID, bytes]:
    """Many stored pages with what they hold."""
    document, ring, contents = a_paper(a_case(), PaperKey.LEASE), key_ring(), {}
    for position in range(PAGES):
        page_id, name = uuid.uuid4(), new_name()
        contents[page_id] = os.urandom(20_000)
        the_store().put(name, ring.encrypt(contents[page_id], page_id))
        document.pages.append(
            Page(
                id=page_id, position=position, stored_as=name, key_id=ring.newest.id, media_type="image/png",
                size=20_000, sheets=1, shown_name="a.png",
            )
        )  # fmt: skip
    session.commit()
    return contents


def as_stored() -> dict[uuid.UUID, bytes]:
    session.expire_all()
    found = {page.id: content_of(page) for page in session.scalars(select(Page))}
    session.rollback()
    return found


def names_in_store() -> set[str]:
    return {name for drawer in DRAWERS for name, _put in the_store().lying_in(drawer)}


def names_in_rows() -> set[str]:
    names = set(session.scalars(select(Page.stored_as)))
    session.rollback()
    return names


def moved_to(key_id: str) -> int:
    count = session.scalar(select(func.count()).where(Page.key_id == key_id))
    session.rollback()
    return count or 0


def test_every_page_comes_under_the_new_key(pages: dict[uuid.UUID, bytes]) -> None:
    old = key_ring().newest
    key = key_to_move_to(may_add=True)
    assert key != old
    assert list(move_pages(key)) == [True] * PAGES
    assert as_stored() == pages
    assert [(one.id, one.pages) for one in keys_in_use()] == [(old.id, 0), (key.id, PAGES)]
    assert names_in_store() == names_in_rows()


def test_killed_half_way_it_loses_nothing_and_goes_on(real_app: Flask, pages: dict[uuid.UUID, bytes]) -> None:
    command = start_rotation(real_app)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (len(key_ring().keys) > 1 and moved_to(key_ring().newest.id) > 3):
        assert command.poll() is None, "it ended before it could be killed"
    command.send_signal(signal.SIGKILL)
    command.wait()
    new = key_ring().newest
    assert 0 < moved_to(new.id) < PAGES
    assert as_stored() == pages
    assert start_rotation(real_app).wait(timeout=60) == 0
    assert key_ring().newest == new, "the second call must go on, and not begin anew"
    assert moved_to(new.id) == PAGES
    assert as_stored() == pages


def start_rotation(app: Flask) -> subprocess.Popen[bytes]:
    url = db.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    environment = {
        **os.environ, "DATABASE_URL": url, "INSTANCE_DIR": str(app.config["INSTANCE_DIR"]),
        "QUEUE_URL": app.config["QUEUE_URL"],
    }  # fmt: skip
    return subprocess.Popen([Path(sys.executable).with_name("expatdesk"), "keys", "rotate"], env=environment)


def test_a_page_that_cannot_be_read_is_said_and_stays(real_app: Flask, pages: dict[uuid.UUID, bytes]) -> None:
    old, key = key_ring().newest, add_key()
    lost = session.scalars(select(Page).limit(1)).one()
    lost.key_id = "gone"
    session.commit()
    assert sorted(move_pages(key)) == [False] + [True] * (PAGES - 1)
    assert [(one.id, one.pages, one.is_known) for one in keys_in_use()] == [
        (old.id, 0, True),
        (key.id, PAGES - 1, True),
        ("gone", 1, False),
    ]


def test_keys_of_the_settings_are_never_added_to(real_app: Flask, pages: dict[uuid.UUID, bytes]) -> None:
    old, new = parse(key_file().read_text()).newest, new_key()
    real_app.config["FILE_KEYS"] = f"{old} {new}"
    assert key_to_move_to(may_add=False) == new
    assert list(move_pages(new)) == [True] * PAGES
    assert key_to_move_to(may_add=False) == new
    assert as_stored() == pages
