"""Who read whose file: a page that shows one is written down in the logbook, or it is not shown (security T48)."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from expatdesk.access.routes import ROUTES
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.documents.models import Document
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.queries import read_since
from expatdesk.people.models import Person, Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_writing, is_unsafe, session
from expatdesk.shared.pages import show_no_database
from expatdesk.shared.problems import is_for_systems
from expatdesk.social.buddy_models import Volunteer

# A program asks every few minutes: a line each time would tell a household no more, and bury who else read.
TOLD_AGAIN_AFTER = timedelta(hours=1)


def install(app: Flask) -> None:
    """Write down what each answer shows; call after the database's own `install`."""
    app.after_request(write_reading)


def note_reading(case: Case) -> None:
    """Remember that the present request opens this file, where the access table says that this is written down."""
    if _read_as():
        # Two files side by side are two readings.
        g.setdefault("opened", {})[case.id] = {}


def note_readings(case_ids: Iterable[uuid.UUID]) -> None:
    """The same of several files of which a list shows more than that they are there."""
    if _read_as():
        g.setdefault("opened", {}).update({case_id: {} for case_id in case_ids})


def _read_as() -> str:
    """As what this look is written down; of whoever represents a household each one is."""
    by_representative = current_visitor().role is Role.REPRESENTATIVE
    return ROUTES[request.endpoint or ""].reads or ("case_read" if by_representative else "")


def note_paper(document: Document, whose: Person, sheet: int | None = None) -> None:
    """Remember which paper of whom the present request opens, and which sheet of it."""
    g.opened[document.case_id] = {"paper": document.paper, "person": whose.full_name, "sheet": sheet}


def note_thread(thread: Thread) -> None:
    """Remember which question the present request opens: the other side learns when it was seen."""
    g.opened[thread.case_id] = {"thread": str(thread.id)}


def note_open_question(question: OpenQuestion) -> None:
    """Remember that the present request opens a question of somebody without a case."""
    g.setdefault("opened", {})[None] = {"question": str(question.id)}


def note_volunteer(volunteer: Volunteer) -> None:
    """Remember that the present request opens what a volunteer told."""
    if _read_as():
        g.setdefault("opened", {})[None] = {"volunteer": str(volunteer.id)}


def write_reading(response: Response) -> Response | HTTPException:
    """Write down the file that this answer shows, and only then let it go.

    A change that went well has its own line in the history. One that was refused is rolled back, yet its page
    shows the file all the same. The line is written once the page is made: a slow page holds up nobody.
    """
    opened = g.pop("opened", {})
    refused = response.status_code >= 400
    if not opened or refused != is_unsafe():
        return response
    try:
        _write_down(opened)
    except DBAPIError as error:
        return show_no_database(error)
    return response


def _write_down(opened: dict[uuid.UUID | None, dict[str, Any]]) -> None:
    what, who = _read_as(), current_visitor().actor
    if is_for_systems():
        cases = [case_id for case_id in opened if case_id]
        known = read_since(now() - TOLD_AGAIN_AFTER, what, by=who, case_ids=cases)
        opened = {case_id: details for case_id, details in opened.items() if case_id not in known}
        if not opened:
            return
    begin_writing()
    for case_id, details in opened.items():
        record_reading(what, by=who, case_id=case_id, **details)
    session.commit()
