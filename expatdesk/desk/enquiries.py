"""Questions of households: those that wait, the most pressing first, and one with all that was said."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases, visible_threads
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.enquiries import AnswerForm, ThreadForm
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.enquiries.actions import answer, close_thread, days_to_answer, pass_on, reopen_thread, take_back
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import said_in, thread_on, waiting_threads
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.worklists.letter_queries import letter, letters
from expatdesk.worklists.letters import filled_in

THREAD = "/desk/cases/<uuid:case_id>/questions/<uuid:thread_id>"


@blueprint.get("/desk/questions")
def enquiries() -> str:
    visitor = current_visitor()
    waiting = waiting_threads(visible_cases(visitor) & visible_threads(visitor))
    promised = days_to_answer(the_region(), today())
    return render_template("desk/enquiries/list.html", waiting=waiting, promised=promised, **_shown())


@blueprint.route(THREAD, methods=["GET", "POST"], endpoint="enquiry")
def show_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    case, thread = _found_or_404(case_id, thread_id)
    form = AnswerForm(data={"version": thread.version, "text": _ready_text(case)})
    if not form.validate_on_submit():
        return _page(case, thread, form), 422 if form.errors else 200
    by, region = current_visitor().actor, the_region()
    try:
        answer(case, thread, str(form.text.data), version=form.version.data, by=by, region=region)
    except StaleVersion:
        form.version.data = thread.version
        return _page(case, thread, form, has_changed=True), 409
    flash(_("The answer is sent. The household gets a mail that it stands on its page."), "ok")
    return _to(case, thread)


@blueprint.post(f"{THREAD}/close")
def close_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    return _pressed(case_id, thread_id, close_thread, by=current_visitor().actor)


@blueprint.post(f"{THREAD}/reopen")
def reopen_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    return _pressed(case_id, thread_id, reopen_thread, **acting())


@blueprint.post(f"{THREAD}/pass-on")
def pass_on_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    return _pressed(case_id, thread_id, pass_on, by=current_visitor().actor)


@blueprint.post(f"{THREAD}/take-back")
def take_back_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    return _pressed(case_id, thread_id, take_back, by=current_visitor().actor)


def _pressed(case_id: uuid.UUID, thread_id: uuid.UUID, act: Callable[..., None], **how: object) -> Page:
    """Do what a button says, or show what came meanwhile."""
    case, thread = _found_or_404(case_id, thread_id)
    try:
        act(case, thread, version=_version(), **how)
    except StaleVersion:
        return _page(case, thread, has_changed=True), 409
    return _to(case, thread)


def _found_or_404(case_id: uuid.UUID, thread_id: uuid.UUID) -> tuple[Case, Thread]:
    case = case_or_404(case_id)
    thread = thread_on(case.id, thread_id, visible_threads(current_visitor())) or abort(404)
    note_thread(thread)
    return case, thread


def _version() -> int:
    form = ThreadForm()
    if not form.validate():
        abort(422)
    version: int = form.version.data
    return version


def _ready_text(case: Case) -> str:
    """The text that was chosen to begin with, as this household would read it."""
    chosen = request.args.get("ready", type=uuid.UUID)
    kept = letter(chosen) if chosen else None
    return filled_in(kept, case).text if kept else ""


def _page(case: Case, thread: Thread, form: AnswerForm | None = None, *, has_changed: bool = False) -> str:
    return render_template(
        "desk/enquiries/thread.html", case=case, thread=thread, said=said_in(thread),
        form=form or AnswerForm(formdata=None, data={"version": thread.version}), has_changed=has_changed,
        states=STATES, kinds=KINDS, letters=letters(), **_shown(),
    )  # fmt: skip


def _shown() -> dict[str, Any]:
    """What both pages say things with."""
    return {
        "day": today(), "time_left": time_left, "urgency": urgency,
        "towns": {town.code: town.name for town in the_region().municipalities},
        "may_pass_on": current_visitor().may(Permission.CHANGE_CASE),
    }  # fmt: skip


def _to(case: Case, thread: Thread) -> Response:
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)
