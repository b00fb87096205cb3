"""What views answer, and the error pages: what happened and what to do, never a trace of the inside."""

from flask import Flask, Response, current_app, make_response, render_template
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, ServiceUnavailable
from werkzeug.wrappers import Response as BaseResponse

from expatdesk.shared.pdf import PdfNotMade
from expatdesk.shared.problems import is_for_systems, problem

# What a view answers: a page, a page with its status, or the way to another one.
Page = str | tuple[str, int] | BaseResponse
SHOWN = frozenset({400, 403, 404, 409, 410, 413, 422, 429, 500, 503})
SECONDS_TO_RECOVER = 10


def show_error(error: HTTPException) -> Response | HTTPException:
    """The page for this error, or for its family where it has none."""
    if isinstance(error, SecurityError):
        # For a host that is not ours no address can be made, so no page of ours either.
        return Response("Unknown host.\n", 400, mimetype="text/plain")
    if error.code is None or error.code < 400:
        return error
    if is_for_systems():
        return problem(error)
    family = 400 if error.code < 500 else 500
    code = error.code if error.code in SHOWN else family
    answer = make_response(render_template(f"errors/{code}.html"), error.code)
    # What a machine needs to know, such as Allow and Retry-After.
    answer.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return answer


def show_no_database(error: DBAPIError) -> Response | HTTPException:
    """The database is away, or has no room: nothing is stored, and it may work in a moment (security T56, T57)."""
    current_app.logger.error("no database: %s", error.orig)
    return show_error(ServiceUnavailable(retry_after=SECONDS_TO_RECOVER))


def show_no_pdf(error: PdfNotMade) -> Response | HTTPException:
    """A booklet that could not be made now, for want of time or memory, may be made in a moment."""
    current_app.logger.error("no pdf: %s", error)
    return show_error(ServiceUnavailable(retry_after=SECONDS_TO_RECOVER))


def install(app: Flask) -> None:
    """Show our own pages for every error."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(OperationalError, show_no_database)
    app.register_error_handler(PdfNotMade, show_no_pdf)
