"""How large a request may be: as a form, but where somebody who is signed in hands in papers (security T27)."""

from flask import Flask, request, session
from werkzeug.exceptions import RequestEntityTooLarge

from expatdesk.access.routes import ROUTES
from expatdesk.access.sessions import TOKEN
from expatdesk.documents import cleaning, refusals
from expatdesk.documents.uploads import MOST_BYTES

# What stands around files in a body.
AROUND = 512 * 1024
# What the field for files knows, to say it before anything is sent.
FILE_LIMITS = {
    "most_a_file": cleaning.MOST_BYTES,
    "most_in_all": MOST_BYTES,
    "empty": refusals.FileEmpty.words,
    "large": refusals.FileTooLarge.words,
    "kind": refusals.KindUnknown.words,
    "heic": refusals.PhotoIsHeic.words,
    "all": refusals.TooMuchAtOnce.words,
}


def install(app: Flask) -> None:
    """Say it before anything reads a body."""
    app.before_request(allow_files)
    app.jinja_env.globals["file_limits"] = FILE_LIMITS


def allow_files() -> None:
    """Let files in where they are expected. A stranger holds no signed cookie and gets no more than a form."""
    if _takes_files() and TOKEN in session:
        request.max_content_length = MOST_BYTES + AROUND


def allow_files_by_key() -> None:
    """The same for a system that has shown its key: one file, and nothing around it."""
    if _takes_files():
        request.max_content_length = cleaning.MOST_BYTES


def read_body() -> None:
    """Read all that was sent. Raises RequestEntityTooLarge.

    Where no length came before the body, the framework reads as much as is allowed, and leaves the rest alone
    without a word: what is as long as that may have had an end.
    """
    read, most = len(request.get_data()), request.max_content_length
    if request.content_length is None and most is not None and read >= most:
        raise RequestEntityTooLarge


def _takes_files() -> bool:
    rule = ROUTES.get(request.endpoint or "")
    return rule is not None and rule.takes_files
