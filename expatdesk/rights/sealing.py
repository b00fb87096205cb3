"""A large file as it lies in the store: encrypted piece by piece, so that nobody holds all of it in memory.

Each piece is bound to its row and to its place: none can be left out, put elsewhere, or taken from another file.
"""

import struct
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing

from expatdesk.documents.store import Readable
from expatdesk.shared.key_ring import KeyRing, Unreadable, key_ring

# Before each piece stands how long it is.
LENGTH = struct.Struct(">I")


class Sealed:
    """The pieces of a file, encrypted while they are asked for; then it is known how long the file is."""

    def __init__(self, pieces: Iterable[bytes], row_id: uuid.UUID, ring: KeyRing) -> None:
        self._pieces, self._row_id, self._ring = pieces, row_id, ring
        self.key_id, self.size = ring.newest.id, 0

    def __iter__(self) -> Iterator[bytes]:
        for number, piece in enumerate(self._pieces):
            stored = self._ring.encrypt(piece, _place(self._row_id, number))
            self.size += len(piece)
            yield LENGTH.pack(len(stored))
            yield stored


def unsealed(file: Readable, row_id: uuid.UUID, key_id: str, size: int) -> Iterator[bytes]:
    """The pieces again. Raises Unreadable at one that is not what was stored, and where the file is too short."""
    ring = key_ring()
    number = read = 0
    with closing(file):
        while read < size:
            head = file.read(LENGTH.size)
            if len(head) < LENGTH.size:
                raise Unreadable("the end of this file is missing")
            piece = ring.decrypt(file.read(*LENGTH.unpack(head)), _place(row_id, number), key_id)
            number, read = number + 1, read + len(piece)
            yield piece


def _place(row_id: uuid.UUID, number: int) -> uuid.UUID:
    return uuid.uuid5(row_id, str(number))
