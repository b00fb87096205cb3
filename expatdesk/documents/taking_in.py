"""Files are made safe and stored, before any paper gets them. It takes seconds, and writes no rows."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expatdesk.documents import scanning
from expatdesk.documents.cleaning import CleanFile, clean
from expatdesk.documents.file_names import shown_name
from expatdesk.documents.refusals import (
    FileInfected,
    FileNotTried,
    FileRefused,
    FileTooSlow,
    NameHoldsBsn,
    NoHandFree,
    NotScannedYet,
    PaperFull,
)
from expatdesk.documents.store import new_name, the_store
from expatdesk.rules.acceptance import is_too_small_to_read
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.key_ring import key_ring

# So many files has a paper at most (security T27).
MOST_FILES = 20
# Each keeps a core busy for as long as it may; whoever sends more of them at once means no good.
MOST_TOO_SLOW = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewPage:
    """A file that was made safe and stored, and belongs to no paper yet."""

    id: uuid.UUID
    stored_as: str
    key_id: str
    media_type: str
    size: int
    print_of_sent: str
    sheets: int
    shown_name: str
    is_scanned: bool
    # Whether it is a photo so small that perhaps nobody can read it.
    is_tiny: bool = False


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that was not taken, and why."""

    name: str
    why: FileRefused


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the files that were sent."""

    pages: tuple[NewPage, ...]
    refused: tuple[NotTaken, ...]


def take_in(files: Iterable[Sent], *, as_photos: bool = False) -> TakenIn:
    """Make each file safe and store it, encrypted; writes no rows, and needs no transaction.

    Photos become as small as a page shows them, and wait for no scanner: they are scanned now, or not taken.

    Raises StoreAway, and NoHandFree where too many others are being read to take a single one. What no paper gets
    in the end is erased by the worker (`tidying.erase_strays`).
    """
    pages: list[NewPage] = []
    refused: list[NotTaken] = []
    for number, file in enumerate(files):
        try:
            _refuse_untried(number, refused)
            pages.append(_take(file, as_photo=as_photos))
        except FileRefused as why:
            if isinstance(why, NoHandFree) and not pages:
                raise
            name = shown_name(file.name, "application/pdf").removesuffix(".pdf")
            refused.append(NotTaken(name, why))
    return TakenIn(tuple(pages), tuple(refused))


def _refuse_untried(number: int, refused: Sequence[NotTaken]) -> None:
    """Raise where nobody looks at the file with this number: those before it kept others waiting enough."""
    if number >= MOST_FILES:
        raise PaperFull
    found = [type(one.why) for one in refused]
    if NoHandFree in found:
        raise NoHandFree
    if found.count(FileTooSlow) >= MOST_TOO_SLOW:
        raise FileNotTried


def discard(pages: Iterable[NewPage]) -> None:
    """Erase what no paper got in the end. What a killed process leaves, the worker finds."""
    for page in pages:
        the_store().erase(page.stored_as)


def _take(file: Sent, *, as_photo: bool) -> NewPage:
    if holds_bsn(file.name):
        raise NameHoldsBsn
    cleaned = clean(file.content, as_photo=as_photo)
    name = shown_name(file.name, cleaned.media_type)
    if holds_bsn(name):
        # What was cut off may have been what told it from one.
        raise NameHoldsBsn
    is_scanned = _scanned(cleaned)
    if as_photo and not is_scanned:
        raise NotScannedYet
    page_id, stored_as, ring = uuid.uuid4(), new_name(), key_ring()
    the_store().put(stored_as, ring.encrypt(cleaned.content, page_id))
    return NewPage(
        page_id, stored_as, ring.newest.id, cleaned.media_type, len(cleaned.content), _print_of(file),
        cleaned.sheets, name, is_scanned, is_too_small_to_read(cleaned.dots),
    )  # fmt: skip


def _scanned(file: CleanFile) -> bool:
    """Whether the file was scanned, or needs not be; raises FileInfected."""
    try:
        if scanning.is_wanted() and not scanning.is_clean(file.content):
            raise FileInfected
    except scanning.NothingSaid:
        return False
    return True


def _print_of(file: Sent) -> str:
    return hashlib.sha256(file.content).hexdigest()
