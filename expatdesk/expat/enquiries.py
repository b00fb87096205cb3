"""The household asks the desk: our answers first, then a message, and what was said about it."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.answers import with_figures
from expatdesk.access.attachments import NOTHING, Gathered, gather_files, message_file
from expatdesk.access.readings import note_thread
from expatdesk.cases.models import Case
from expatdesk.enquiries.actions import TooManyWaiting, answer_by, ask, follow_up
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import LONGEST_SUBJECT, Thread
from expatdesk.enquiries.partners import partners_asked
from expatdesk.enquiries.queries import said_in, thread_on, threads_of
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.enquiries import MessageForm, QuestionForm
from expatdesk.expat.household import Household, own_household
from expatdesk.knowledge.book import open_book
from expatdesk.retention.settings import with_terms
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page
from expatdesk.shared.text import tidy, without_controls

MOST_SUGGESTED = 5


@blueprint.get("/my/questions")
def enquiries() -> str:
    """The questions of this household."""
    household = own_household()
    return render_template(
        "expat/enquiries/list.html", threads=threads_of(household.case.id), states=STATES, kinds=KINDS,
        is_closed=household.is_closed,
    )  # fmt: skip


@blueprint.get("/my/questions/new")
def new_enquiry() -> str:
    """What is it about? Then our answers to that, and a form for whoever finds none that helps."""
    asked = without_controls(tidy(request.args.get("q", "")))[:LONGEST_SUBJECT]
    return _ask(own_household(), QuestionForm(formdata=None, data={"subject": asked}), asked)


@blueprint.post("/my/questions/new")
def send_enquiry() -> Page:
    """Send the question."""
    gathered, form = gather_files(_case), QuestionForm()
    household = own_household()
    if not form.validate() or gathered.errors:
        return _ask(household, form, gathered=gathered), 422
    try:
        thread = ask(household.case, str(form.subject.data), str(form.text.data), files=gathered.files, **acting())
    except TooManyWaiting:
        form.text.errors = [_too_many()]
        return _ask(household, form, gathered=gathered), 422
    return _sent(thread)


@blueprint.get("/my/questions/<uuid:thread_id>")
def enquiry(thread_id: uuid.UUID) -> str:
    """One question, and all that was said about it."""
    household = own_household()
    return _show(household, _thread_or_404(household, thread_id), MessageForm(formdata=None))


@blueprint.post("/my/questions/<uuid:thread_id>")
def add_to_enquiry(thread_id: uuid.UUID) -> Page:
    """Write once more about it."""
    _thread_or_404(own_household(), thread_id)
    gathered, form = gather_files(_case), MessageForm()
    household = own_household()
    thread = _thread_or_404(household, thread_id)
    if not form.validate() or gathered.errors:
        return _show(household, thread, form, gathered), 422
    try:
        follow_up(household.case, thread, str(form.text.data), files=gathered.files, **acting())
    except TooManyWaiting:
        form.text.errors = [_too_many()]
        return _show(household, thread, form, gathered), 422
    return _sent(thread)


@blueprint.get("/my/questions/<uuid:thread_id>/files/<uuid:file_id>")
def enquiry_file(thread_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """A file that somebody sent along."""
    return message_file(_thread_or_404(own_household(), thread_id), file_id)


def _case() -> Case:
    return own_household().case


def _thread_or_404(household: Household, thread_id: uuid.UUID) -> Thread:
    thread = thread_on(household.case.id, thread_id) or abort(404)
    note_thread(thread)
    return thread


def _too_many() -> str:
    return _("So much of yours waits for an answer already that we take no more now. Is it urgent? Call us.")


def _sent(thread: Thread) -> Response:
    flash(_("We have your message."), "ok")
    return redirect(url_for("expat.enquiry", thread_id=thread.id), 303)


def _ask(household: Household, form: QuestionForm, asked: str | None = None, gathered: Gathered = NOTHING) -> str:
    """The page for a new question; None where it was written already and only has to be mended."""
    found = open_book().search(asked, language())[:MOST_SUGGESTED] if asked else []
    return render_template(
        "expat/enquiries/new.html", form=form, asked=asked, found=found, fill=with_figures,
        longest=LONGEST_SUBJECT, by_day=answer_by(household.region, household.today), case=household.case,
        gathered=gathered,
    )  # fmt: skip


def _show(household: Household, thread: Thread, form: MessageForm, gathered: Gathered = NOTHING) -> str:
    return render_template(
        "expat/enquiries/thread.html", thread=thread, said=said_in(thread), form=form, states=STATES, kinds=KINDS,
        is_closed=household.is_closed, today=household.today, gathered=gathered,
        partners=partners_asked(thread),
        kept_days=with_terms(household.region, household.today).retention.scans_after_upload_days,
    )  # fmt: skip
