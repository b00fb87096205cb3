"""A household's file lies in the store in pieces: never in memory as a whole, none of them out of its place."""

import io
import os
import tracemalloc
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from expatdesk.documents.store import Folder
from expatdesk.rights.archive import Part, as_zip
from expatdesk.rights.sealing import Sealed, unsealed
from expatdesk.shared.key_ring import Unreadable, key_ring

MB = 2**20
ROW = uuid.uuid4()

pytestmark = pytest.mark.usefixtures("app")


def sealed(*pieces: bytes, row: uuid.UUID = ROW) -> list[bytes]:
    """What lies in the store of these: before each its length."""
    return list(Sealed(pieces, row, key_ring()))


def opened(stored: list[bytes], size: int) -> bytes:
    """What is read of it."""
    return b"".join(unsealed(io.BytesIO(b"".join(stored)), ROW, key_ring().newest.id, size))


def test_what_was_sealed_is_read_again() -> None:
    assert opened(sealed(b"one", b"", b"three"), 8) == b"onethree"


@pytest.mark.parametrize(
    "meddled",
    [
        lambda stored: stored[2:] + stored[:2],
        lambda stored: stored[:2],
        lambda stored: stored[:-1],
        lambda stored: [*stored[:-1], stored[-1][:-1]],
        lambda stored: [*sealed(b"one", row=uuid.uuid4()), *stored[2:]],
    ],
    ids=["another order", "a piece less", "a length alone", "cut short", "of another file"],
)
def test_a_piece_out_of_its_place_is_not_read(meddled: object) -> None:
    """Security T47."""
    assert callable(meddled)
    with pytest.raises(Unreadable):
        opened(meddled(sealed(b"one", b"two")), 6)


def test_no_more_is_in_memory_than_a_few_parts(tmp_path: Path) -> None:
    """A household may hand in some hundreds of MB: the worker has other things to do with its memory."""
    store, parts = Folder(tmp_path), [f"papers/{number}.pdf" for number in range(12)]

    def handed_in() -> Iterator[Part]:
        yield from (Part(name, os.urandom(4 * MB)) for name in parts)

    tracemalloc.start()
    file = Sealed(as_zip(handed_in()), ROW, key_ring())
    store.put("file", file)
    read = sum(len(piece) for piece in unsealed(store.open("file"), ROW, file.key_id, file.size))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (read, most < 24 * MB) == (file.size, True), most
    whole = io.BytesIO(b"".join(unsealed(store.open("file"), ROW, file.key_id, file.size)))
    assert zipfile.ZipFile(whole).testzip() is None
    assert zipfile.ZipFile(whole).namelist() == parts
