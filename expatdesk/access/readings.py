"""Who read whose file: a page that shows one is written down in the logbook, or it is not shown (security T48)."""

import uuid

from flask import Flask, Response, g, request

from expatdesk.access.routes import ROUTES
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record_reading
from expatdesk.shared.db import begin_writing, is_unsafe, session


def install(app: Flask) -> None:
    """Keep the readings of refused changes; call after the database's own `install`."""
    app.after_request(keep_reading)


def note_reading(case: Case) -> None:
    """The present request opens this file: write that down where the access table says so.

    A change has its own line in the history; it is a reading only if it is refused, and its page shows the file.
    """
    if not ROUTES[request.endpoint or ""].reads:
        return
    if is_unsafe():
        g.opened = case.id
    else:
        _write(case.id)


def keep_reading(response: Response) -> Response:
    """What was to be changed is rolled back with a refusal; that somebody saw the file is kept all the same."""
    opened = g.pop("opened", None)
    if opened and response.status_code >= 400:
        begin_writing()
        _write(opened)
        session.commit()
    return response


def _write(case_id: uuid.UUID) -> None:
    record_reading(ROUTES[request.endpoint or ""].reads, by=current_visitor().actor, case_id=case_id)
