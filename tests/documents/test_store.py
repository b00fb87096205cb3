"""Where papers lie: the same in a folder and in an S3-compatible store."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from expatdesk.documents.bucket import Bucket, bucket_at
from expatdesk.documents.store import (
    ContentMissing,
    Folder,
    Store,
    StoreAway,
    erase_after_commit,
    new_name,
    the_store,
)
from expatdesk.shared.db import session


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a real server that speaks S3, on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _host, port = server.get_host_and_port()
    yield f"s3+http://key:secret@127.0.0.1:{port}/papers"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of either kind."""
    if request.param == "folder":
        return Folder(tmp_path / "papers")
    bucket: Bucket = bucket_at(request.getfixturevalue("s3"))
    bucket.client.create_bucket(Bucket=bucket.name)
    return bucket


def test_what_is_put_is_there_until_it_is_erased(store: Store) -> None:
    name = new_name()
    store.put(name, b"content")
    assert store.get(name) == b"content"
    store.erase(name)
    with pytest.raises(ContentMissing):
        store.get(name)
    store.erase(name)


def test_what_is_large_comes_and_goes_in_pieces(store: Store) -> None:
    name = new_name()
    store.put(name, (piece for piece in (b"con", b"", b"tent")))
    file = store.open(name)
    assert (file.read(3), file.read(9), store.get(name)) == (b"con", b"tent", b"content")
    file.close()
    with pytest.raises(ContentMissing):
        store.open(new_name())


def test_a_drawer_holds_what_begins_like_it(store: Store) -> None:
    names = {"ab" + new_name()[2:], "ab" + new_name()[2:]}
    for name in names:
        store.put(name, b"content")
    store.put("ac" + new_name()[2:], b"content")
    found = dict(store.lying_in("ab"))
    assert set(found) == names
    assert all(moment.utcoffset() == timedelta(0) for moment in found.values())
    assert list(store.lying_in("ff")) == []


def test_names_say_nothing() -> None:
    assert len({new_name() for _ in range(100)}) == 100
    assert len(new_name()) == 64


def test_files_are_their_owners_alone_and_whole(tmp_path: Path) -> None:
    Folder(tmp_path / "papers").put("ab12", b"content")
    file = tmp_path / "papers" / "ab" / "ab12"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file where a folder should be")
    with pytest.raises(StoreAway):
        Folder(tmp_path / "papers").put(new_name(), b"content")


def test_a_server_that_is_away_says_so_without_its_secret() -> None:
    bucket = bucket_at("s3+http://key:very-secret@127.0.0.1:9/papers")
    for act in (lambda: bucket.put("ab", b""), lambda: bucket.get("ab"), lambda: list(bucket.lying_in("ab"))):
        with pytest.raises(StoreAway) as away:
            act()
        assert "secret" not in str(away.value)


def test_settings_choose_the_store(real_app: Flask, s3: str) -> None:
    assert the_store() == Folder(real_app.config["INSTANCE_DIR"] / "papers")
    real_app.config["PAPERS_URL"] = s3
    assert isinstance(the_store(), Bucket)


def test_content_goes_with_the_commit_and_stays_without(real_app: Flask) -> None:
    store, name = the_store(), new_name()
    store.put(name, b"content")
    session.connection()
    erase_after_commit(name)
    session.rollback()
    session.commit()
    assert store.get(name) == b"content"
    erase_after_commit(name)
    session.commit()
    with pytest.raises(ContentMissing):
        store.get(name)
