"""Papers and secrets lie encrypted, each bound to its own row (security T47)."""

import stat
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from expatdesk.shared.key_ring import (
    KeyRing,
    KeysUnusable,
    Unreadable,
    add_key,
    key_file,
    key_ring,
    new_key,
    parse,
)

ROW, OTHER = uuid.uuid4(), uuid.uuid4()
CONTENT = b"the passport of somebody"


def test_what_is_stored_tells_nothing_and_opens_again() -> None:
    ring = KeyRing((new_key(),))
    stored = ring.encrypt(CONTENT, ROW)
    assert b"passport" not in stored
    assert stored != ring.encrypt(CONTENT, ROW)
    assert ring.decrypt(stored, ROW, ring.newest.id) == CONTENT


def test_it_opens_for_its_own_row_alone() -> None:
    ring = KeyRing((new_key(),))
    stored = ring.encrypt(CONTENT, ROW)
    with pytest.raises(Unreadable):
        ring.decrypt(stored, OTHER, ring.newest.id)


@pytest.mark.parametrize("changed", [b"", b"x", b"too short"])
def test_what_was_changed_does_not_open(changed: bytes) -> None:
    ring = KeyRing((new_key(),))
    stored = ring.encrypt(CONTENT, ROW)
    for wrong in (changed, stored[:-1], stored[:-1] + bytes([stored[-1] ^ 1])):
        with pytest.raises(Unreadable):
            ring.decrypt(wrong, ROW, ring.newest.id)


def test_the_newest_encrypts_and_all_decrypt() -> None:
    old, new = new_key(), new_key()
    before = KeyRing((old,)).encrypt(CONTENT, ROW)
    ring = KeyRing((old, new))
    assert ring.newest == new
    assert ring.decrypt(before, ROW, old.id) == CONTENT
    with pytest.raises(Unreadable):
        ring.decrypt(ring.encrypt(CONTENT, ROW), ROW, old.id)
    with pytest.raises(Unreadable):
        KeyRing((new,)).decrypt(before, ROW, old.id)


def test_the_first_key_is_made_at_first_need_for_its_owner_alone(real_app: Flask) -> None:
    assert not key_file().exists()
    made = key_ring()
    assert key_ring() == made
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert list(key_file().parent.glob(".*.part")) == []


def test_all_who_need_the_first_key_at_once_get_the_same(real_app: Flask) -> None:
    def need(_number: int) -> KeyRing:
        with real_app.app_context():
            return key_ring()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(need, range(32)))) == 1


def test_all_keys_stay_that_are_added_at_once(real_app: Flask) -> None:
    def add(_number: int) -> str:
        with real_app.app_context():
            return add_key().id

    with ThreadPoolExecutor(8) as pool:
        added = set(pool.map(add, range(16)))
    assert added < {key.id for key in key_ring().keys}


def test_settings_may_hold_the_keys(real_app: Flask) -> None:
    old, new = new_key(), new_key()
    real_app.config["FILE_KEYS"] = f"{old} {new}"
    assert key_ring() == KeyRing((old, new))
    assert not key_file().exists()
    with pytest.raises(KeysUnusable):
        add_key()


@pytest.mark.parametrize("written", ["", "a", "a:", ":QUJD", "a:QUJD", "a:!!!", f"a:{'QUJD' * 10}QUI= b:QUJD"])
def test_what_is_no_key_is_refused_without_being_said(written: str) -> None:
    with pytest.raises(KeysUnusable) as refused:
        parse(written)
    assert "QUJD" not in str(refused.value)


def test_two_keys_of_one_name_are_refused() -> None:
    key = new_key()
    with pytest.raises(KeysUnusable):
        parse(f"{key} {key}")


def test_a_key_does_not_show_itself() -> None:
    key = new_key()
    shown = repr(KeyRing((key,)))
    assert str(key).partition(":")[2] not in shown
    assert repr(key.secret) not in shown
