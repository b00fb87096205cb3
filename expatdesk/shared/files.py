"""Files that are handed to a person: always to be saved, never to be opened as a page of ours (security T28)."""

from flask import Response, make_response

from expatdesk.shared.headers import FILE_POLICY


def user_file(content: bytes, *, media_type: str, name: str) -> Response:
    """An answer that holds a file made for or by a person; in a browser it may do nothing at all."""
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    # Names beyond ASCII as RFC 6266 asks.
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
