"""Files that are handed to a person: always to be saved, never to be opened as a page of ours (security T28)."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from anyascii import anyascii
from flask import Response

from expatdesk.shared.headers import FILE_POLICY

# A percent sign, a quote or a slash reads one way in this browser and another way in that one.
NOT_PLAIN = re.compile(r"[^\w .()-]", re.ASCII)


def user_file(content: bytes | Iterable[bytes], *, media_type: str, name: str) -> Response:
    """An answer that holds a file made for or by a person; in a browser it may do nothing at all."""
    answer = Response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["Content-Disposition"] = attachment(name)
    return answer


def attachment(name: str) -> str:
    """How an answer says that it is to be saved under this name (RFC 6266): in plain letters, and as it is."""
    plain = NOT_PLAIN.sub("_", anyascii(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
