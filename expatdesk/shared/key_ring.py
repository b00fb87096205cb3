"""The keys that papers and secrets lie under: the newest one encrypts, every one decrypts (security T47).

What is stored is bound to its row: the content of one page, put in the place of another, does not open.
"""

import base64
import binascii
import fcntl
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from expatdesk.shared.safe_writing import write_whole
from expatdesk.shared.setting import setting

NONCE_BYTES = 12
KEY_BYTES = 32


class KeysUnusable(Exception):
    """The settings or the file with the keys do not hold keys."""


class Unreadable(Exception):
    """What is stored cannot be decrypted: its key is missing, or it is not what was stored for this row."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the name by which rows remember it."""

    id: str
    secret: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"{self.id}:{base64.urlsafe_b64encode(self.secret).decode()}"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys, oldest first."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that encrypts."""
        return self.keys[-1]

    def encrypt(self, content: bytes, row_id: uuid.UUID) -> bytes:
        """What is stored of a row: a random nonce, and the content under the newest key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.newest.secret).encrypt(nonce, content, row_id.bytes)

    def decrypt(self, stored: bytes, row_id: uuid.UUID, key_id: str) -> bytes:
        """The content of a row. Raises Unreadable."""
        key = next((key for key in self.keys if key.id == key_id), None)
        if key is None:
            raise Unreadable(f"key {key_id} is not on the ring")
        try:
            return AESGCM(key.secret).decrypt(stored[:NONCE_BYTES], memoryview(stored)[NONCE_BYTES:], row_id.bytes)
        except (InvalidTag, ValueError) as error:
            raise Unreadable("this is not what was stored for this row") from error


def new_key() -> Key:
    """A key that nobody has seen."""
    return Key(secrets.token_hex(4), secrets.token_bytes(KEY_BYTES))


def key_ring() -> KeyRing:
    """The keys of this installation; at the first need its own file of keys is made. Raises KeysUnusable.

    The file is read each time: a key that was added a moment ago is known to every process.
    """
    if written := setting("FILE_KEYS"):
        return parse(written)
    path = key_file()
    if not path.exists():
        _make_first(path)
    return parse(path.read_text())


def add_key() -> Key:
    """Put a new key on the ring, as the newest; answers it. Raises KeysUnusable where settings hold the keys."""
    if setting("FILE_KEYS"):
        raise KeysUnusable("the keys stand in FILE_KEYS: add a new one there, as the last")
    key_ring()
    with _alone():
        ring, key = key_ring(), new_key()
        write_whole(key_file(), _text((*ring.keys, key)))
    return key


def key_file() -> Path:
    """Where the keys lie that no setting holds."""
    folder: Path = setting("INSTANCE_DIR")
    return folder / "file_keys"


def parse(text: str) -> KeyRing:
    """Keys as `id:base64`, separated by spaces or lines, the newest last. Raises KeysUnusable."""
    keys = tuple(_key(word) for word in text.split())
    if not keys or len({key.id for key in keys}) < len(keys):
        raise KeysUnusable("there is no key, or two have one name")
    return KeyRing(keys)


def _key(word: str) -> Key:
    name, _colon, encoded = word.partition(":")
    try:
        secret = base64.urlsafe_b64decode(encoded)
    except (binascii.Error, ValueError):
        secret = b""
    if not 0 < len(name) <= 16 or len(secret) != KEY_BYTES:
        # What is wrong with it is not said: it may be most of a key.
        raise KeysUnusable(f"a key is written as id:base64 of {KEY_BYTES} bytes, and one of them is not")
    return Key(name, secret)


def _make_first(path: Path) -> None:
    try:
        write_whole(path, _text((new_key(),)), replace=False)
    except FileExistsError:
        # Another process was first: its key counts.
        return


def _text(keys: tuple[Key, ...]) -> bytes:
    return "".join(f"{key}\n" for key in keys).encode()


@contextmanager
def _alone() -> Iterator[None]:
    """Two who add a key at once must not lose one: what lies under it could never be read again."""
    with key_file().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
