"""Where to go on after a form: to a page of ours, never to somebody else's (security T20)."""

from urllib.parse import urlsplit

from expatdesk.shared.text import is_plain

LONGEST = 500


def local_path(path: str | None) -> str | None:
    """The path when it surely leads to this site, else None.

    A browser reads // and /\\ as the beginning of another site's name, and skips what cannot be seen.
    """
    if not path or len(path) > LONGEST or not is_plain(path) or "\\" in path:
        return None
    try:
        parts = urlsplit(path)
    except ValueError:
        # //[ begins an address of IPv6 that does not end.
        return None
    is_local = path.startswith("/") and not path.startswith("//") and not parts.scheme and not parts.netloc
    return path if is_local else None
