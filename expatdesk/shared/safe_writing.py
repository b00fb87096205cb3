"""Writing a file so that it is there as a whole or not at all, and only its owner may read it."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, content: bytes | Iterable[bytes], *, replace: bool = True) -> None:
    """Put the content at the path: whoever looks sees the old file or the new one, also after a power cut.

    What is large comes in pieces, and is never in memory as a whole. Raises FileExistsError where the path is
    taken and may not be replaced, and OSError as any writing does.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # mkstemp gives 0600 from the first moment on.
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            unfinished.replace(path)
        else:
            path.hardlink_to(unfinished)
    finally:
        unfinished.unlink(missing_ok=True)
    _make_lasting(path.parent)


def _make_lasting(folder: Path) -> None:
    """The name of a new file is on disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
