"""Questions of households: those that wait, the most pressing first, and one with all that was said."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.attachments import NOTHING, Gathered, gather_files, message_file
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases, visible_open_questions, visible_threads
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.enquiries import AnswerForm, ThreadForm
from expatdesk.desk.forms.scanning import ScanForm
from expatdesk.desk.scanning import paper_form
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.enquiries.actions import answer, close_thread, days_to_answer, pass_on, reopen_thread, take_back
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import Side, Thread
from expatdesk.enquiries.open_questions import waiting_openly
from expatdesk.enquiries.partners import answered_openly, partners_asked
from expatdesk.enquiries.queries import count_waiting, said_in, thread_on, waiting_threads
from expatdesk.retention.settings import with_terms
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.worklists.letter_queries import letter, letters
from expatdesk.worklists.letters import filled_in

THREAD = "/desk/cases/<uuid:case_id>/questions/<uuid:thread_id>"


@blueprint.get("/desk/questions")
def enquiries() -> str:
    visitor = current_visitor()
    of_cases = waiting_threads(visible_cases(visitor) & visible_threads(visitor))
    of_others = waiting_openly(visible_open_questions(visitor))
    waiting: list[Any] = sorted([*of_cases, *of_others], key=lambda one: one.due)
    return render_template(
        "desk/enquiries/list.html", waiting=waiting, promised=days_to_answer(the_region(), today()),
        answered=answered_openly(of_others), **question_words(),
    )  # fmt: skip


@blueprint.route(THREAD, methods=["GET", "POST"], endpoint="enquiry")
def show_enquiry(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    case, thread = _found_or_404(case_id, thread_id)
    if request.method == "GET":
        form = AnswerForm(formdata=None, data={"version": thread.version, "text": _ready_text(case)})
        return _page(case, thread, form)
    gathered, form = gather_files(lambda: case_or_404(case_id)), AnswerForm()
    case, thread = _found_or_404(case_id, thread_id)
    if not form.validate() or gathered.errors:
        return _page(case, thread, form, gathered), 422
    said = {"version": form.version.data, "by": current_visitor().actor, "region": the_region()}
    try:
        answer(case, thread, str(form.text.data), files=gathered.files, **said)
    except StaleVersion:
        form.version.data = thread.version
        return _page(case, thread, form, gathered, has_changed=True), 409
    flash(_("The answer is sent. The household gets a mail that it stands on its page."), "ok")
    return _to(case, thread)


@blueprint.get(f"{THREAD}/files/<uuid:file_id>")
def enquiry_file(case_id: uuid.UUID, thread_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    _case, thread = _found_or_404(case_id, thread_id)
    return message_file(thread, file_id)


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


def _page(
    case: Case,
    thread: Thread,
    form: AnswerForm | None = None,
    gathered: Gathered = NOTHING,
    *,
    has_changed: bool = False,
) -> str:
    return render_template(
        "desk/enquiries/thread.html", case=case, thread=thread, said=said_in(thread),
        form=form or AnswerForm(formdata=None, data={"version": thread.version}), has_changed=has_changed,
        states=STATES, kinds=KINDS, letters=letters(), gathered=gathered,
        partners=partners_asked(thread), take_back="desk.take_back_from_partner",
        address={"case_id": case.id, "thread_id": thread.id}, paper_form=_paper_form(case, thread),
        kept_days=with_terms(the_region(), today()).retention.scans_after_upload_days, **question_words(),
    )  # fmt: skip


def questions_waiting(visitor: Visitor) -> dict[str, Any]:
    """How many questions wait for this visitor, and how many too long; to be counted with other lists."""
    visible = visible_cases(visitor) & visible_threads(visitor)
    return count_waiting(visible, today(), openly=visible_open_questions(visitor))


def _paper_form(case: Case, thread: Thread) -> ScanForm | None:
    """To which papers a file of the household may be put; None where there is no such file, or nobody may."""
    theirs = any(message.files for message in thread.messages if message.side == Side.HOUSEHOLD)
    may = current_visitor().may(Permission.SCAN_PAPER) and case.state == CaseState.OPEN
    form = paper_form(case) if theirs and may else None
    return form if form and form.paper.choices else None


def question_words() -> dict[str, Any]:
    """What all pages about questions say things with."""
    return {
        "day": today(), "time_left": time_left, "urgency": urgency,
        "towns": {town.code: town.name for town in the_region().municipalities},
        "may_pass_on": current_visitor().may(Permission.CHANGE_CASE),
    }  # fmt: skip


def _to(case: Case, thread: Thread) -> Response:
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)
