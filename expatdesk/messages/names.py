"""Names in mails: what others typed must not turn into a link or a line of its own (security T24)."""

import re

ADDRESS = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)
# Enough of a site's name for a mail program to make it a link: 'booking.com'.
SITE = re.compile(r"(?<=[^\W_]\.)(?=[^\W_]{2})")
# Not seen, but mail programs see no site's name any more.
WORD_JOINER = "\u2060"


def plain(name: str | None) -> str:
    """The name as text: without web addresses, on one line, and nothing in it that becomes a link."""
    words = " ".join(ADDRESS.sub(" ", name or "").split())
    return SITE.sub(WORD_JOINER, words)
