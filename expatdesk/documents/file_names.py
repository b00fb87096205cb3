"""How the name of a file that somebody sent is shown and given back: never as a path, never as an order (T28)."""

import re
import unicodedata

from expatdesk.shared.text import UNSEEN_KINDS, tidy

LONGEST = 100
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
# Neither may stand in a name on Windows; the first two part folders.
NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
# Names of devices on Windows, whatever ends them.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def shown_name(given: str, media_type: str) -> str:
    """The name without folders, unseen characters and false endings; it ends as its content does."""
    name = tidy("".join(letter for letter in given if unicodedata.category(letter) not in UNSEEN_KINDS))
    name = NOT_IN_NAMES.split(name)[-1].strip(". ")
    stem = re.sub(r"\.\w{1,5}$", "", name)[:LONGEST].strip(". ")
    if not stem or DEVICES.fullmatch(stem):
        stem = f"page {stem}".strip()
    return stem + ENDINGS[media_type]
