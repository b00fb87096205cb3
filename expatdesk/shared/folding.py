"""Text as it is compared: names of people, employers and columns, however they are written."""

import re

from anyascii import anyascii

from expatdesk.shared.text import normal

# Greek passports write these two letters as one sound (ELOT 743); letter by letter they would be 'oy'.
GREEK_OU = ("ου", "ού")
# What stands between words once they are folded.
NO_LETTERS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Text as searches compare it: small Latin letters without marks, 'Şebnem Шевчук' -> 'sebnem shevchuk'."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = normal("NFKC", text.casefold())
    for letters in GREEK_OU:
        plain = plain.replace(letters, "ou")
    return " ".join(anyascii(plain).lower().split())
