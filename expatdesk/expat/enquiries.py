"""The household asks the desk: our answers first, then a message, and what was said about it."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.answers import with_figures
from expatdesk.access.readings import note_thread
from expatdesk.enquiries.actions import TooManyWaiting, answer_by, ask, follow_up
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import LONGEST_SUBJECT, Thread
from expatdesk.enquiries.queries import said_in, thread_on, threads_of
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.enquiries import MessageForm, QuestionForm
from expatdesk.expat.household import Household, own_household
from expatdesk.knowledge.book import open_book
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
    household, form = own_household(), QuestionForm()
    if not form.validate():
        return _ask(household, form), 422
    try:
        thread = ask(household.case, str(form.subject.data), str(form.text.data), **acting())
    except TooManyWaiting:
        form.text.errors = [_too_many()]
        return _ask(household, form), 422
    return _sent(thread)


@blueprint.get("/my/questions/<uuid:thread_id>")
def enquiry(thread_id: uuid.UUID) -> str:
    """One question, and all that was said about it."""
    household = own_household()
    return _show(household, _thread_or_404(household, thread_id), MessageForm(formdata=None))


@blueprint.post("/my/questions/<uuid:thread_id>")
def add_to_enquiry(thread_id: uuid.UUID) -> Page:
    """Write once more about it."""
    household, form = own_household(), MessageForm()
    thread = _thread_or_404(household, thread_id)
    if not form.validate():
        return _show(household, thread, form), 422
    try:
        follow_up(household.case, thread, str(form.text.data), **acting())
    except TooManyWaiting:
        form.text.errors = [_too_many()]
        return _show(household, thread, form), 422
    return _sent(thread)


def _thread_or_404(household: Household, thread_id: uuid.UUID) -> Thread:
    thread = thread_on(household.case.id, thread_id) or abort(404)
    note_thread(thread)
    return thread


def _too_many() -> str:
    return _("So much of yours waits for an answer already that we take no more now. Is it urgent? Call us.")


def _sent(thread: Thread) -> Response:
    flash(_("We have your message."), "ok")
    return redirect(url_for("expat.enquiry", thread_id=thread.id), 303)


def _ask(household: Household, form: QuestionForm, asked: str | None = None) -> str:
    """The page for a new question; None where it was written already and only has to be mended."""
    found = open_book().search(asked, language())[:MOST_SUGGESTED] if asked else []
    return render_template(
        "expat/enquiries/new.html", form=form, asked=asked, found=found, fill=with_figures,
        longest=LONGEST_SUBJECT, by_day=answer_by(household.region, household.today), case=household.case,
    )  # fmt: skip


def _show(household: Household, thread: Thread, form: MessageForm) -> str:
    return render_template(
        "expat/enquiries/thread.html", thread=thread, said=said_in(thread), form=form, states=STATES, kinds=KINDS,
        is_closed=household.is_closed, today=household.today,
    )  # fmt: skip
