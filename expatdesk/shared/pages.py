"""Error pages: what happened and what to do, in the reader's language; never a trace of the inside."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException, SecurityError

SHOWN = frozenset({400, 403, 404, 409, 410, 413, 422, 429, 500, 503})


def show_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """The page for this error, or for its family where it has none."""
    # For a host that is not ours no address can be made, so no page of ours either.
    if error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return error
    family = 400 if error.code < 500 else 500
    code = error.code if error.code in SHOWN else family
    return render_template(f"errors/{code}.html"), error.code


def install(app: Flask) -> None:
    """Show our own pages for every error."""
    app.register_error_handler(HTTPException, show_error)
