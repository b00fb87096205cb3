"""Where the content of papers lies: encrypted, under random names, in a folder or in an S3-compatible store."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import event
from sqlalchemy.orm import Session

from expatdesk.shared.db import session
from expatdesk.shared.safe_writing import write_whole
from expatdesk.shared.setting import setting

ERASED = "content to erase after the commit"
# Names begin with any two of these; what begins alike lies in one drawer.
DRAWERS = tuple(f"{number:02x}" for number in range(256))


class StoreAway(Exception):
    """The store does not answer, or has no room (security T56)."""


class ContentMissing(Exception):
    """Nothing lies in the store under this name."""


class Readable(Protocol):
    """Content that is read bit by bit."""

    def read(self, size: int, /) -> bytes:
        """The next so many bytes; fewer where there are no more."""

    def close(self) -> None:
        """Let go of it."""


class Store(Protocol):
    """What a place for content can do. Every act raises StoreAway where the place does not answer."""

    def put(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Keep the content, whole or in pieces, under the name; once this returns it is lasting."""

    def get(self, name: str) -> bytes:
        """The content under the name. Raises ContentMissing."""

    def open(self, name: str) -> Readable:
        """The same, to be read bit by bit."""

    def erase(self, name: str) -> None:
        """Forget the content; a name that is not there is forgotten already."""

    def lying_in(self, drawer: str) -> Iterator[tuple[str, datetime]]:
        """The names that begin so, each with when it was put."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, with a folder in it for each drawer."""

    path: Path

    def put(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Keep the content, readable for its owner alone."""
        try:
            write_whole(self._file(name), content)
        except OSError as error:
            raise StoreAway(str(error)) from error

    def get(self, name: str) -> bytes:
        """The content under the name. Raises ContentMissing."""
        with self.open(name) as file:
            return file.read()

    def open(self, name: str) -> BinaryIO:
        """The same, to be read bit by bit."""
        try:
            return self._file(name).open("rb")
        except FileNotFoundError as error:
            raise ContentMissing(name) from error
        except OSError as error:
            raise StoreAway(str(error)) from error

    def erase(self, name: str) -> None:
        """Remove the file."""
        try:
            self._file(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreAway(str(error)) from error

    def lying_in(self, drawer: str) -> Iterator[tuple[str, datetime]]:
        """The files of one drawer; also those that a killed process left unfinished."""
        for file in (self.path / drawer).glob("*"):
            yield file.name, datetime.fromtimestamp(file.stat().st_mtime, UTC)

    def _file(self, name: str) -> Path:
        return self.path / name[:2] / name


def the_store() -> Store:
    """The store of this installation."""
    url: str = setting("PAPERS_URL")
    if not url:
        return Folder(setting("INSTANCE_DIR") / "papers")
    # Its library is an extra, which an installation with a folder need not have.
    bucket: Store = import_module("expatdesk.documents.bucket").bucket_at(url)
    return bucket


def new_name() -> str:
    """A name that says nothing of what lies under it (security T28)."""
    return secrets.token_hex(32)


def erase_after_commit(name: str) -> None:
    """Erase this content once the present transaction is stored; before, its row may come back."""
    session().info.setdefault(ERASED, []).append(name)


@event.listens_for(Session, "after_commit")
def _erase(stored: Session) -> None:
    """What cannot be erased now has no row any more: the worker erases it as a stray."""
    for name in stored.info.pop(ERASED, []):
        try:
            the_store().erase(name)
        except StoreAway:
            return


@event.listens_for(Session, "after_rollback")
def _keep(undone: Session) -> None:
    undone.info.pop(ERASED, None)
