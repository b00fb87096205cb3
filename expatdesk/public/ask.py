"""Anybody asks the desk: our answers first, then a message, which the mailbox confirms. No case is shown here."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.answers import with_figures
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.access.whereabouts import whereabouts
from expatdesk.enquiries.actions import TooManyWaiting, answer_by
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import LONGEST_SUBJECT
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.open_questions import (
    TO_CONFIRM,
    add_to,
    ask_openly,
    confirm,
    erase_own,
    question_behind,
)
from expatdesk.enquiries.partners import partners_asked
from expatdesk.knowledge.book import open_book
from expatdesk.people import throttle
from expatdesk.public.answers import MOST_SUGGESTED
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.ask import AddForm, AskForm, ButtonForm
from expatdesk.retention.settings import with_terms
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import chosen_language, language, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.shared.text import tidy, without_controls

OWN = "/ask/<token>"


@blueprint.get("/ask")
def ask() -> Page:
    """What is it about? Then our answers to that, and a form for whoever finds none that helps."""
    about = without_controls(tidy(request.args.get("q", "")))[:LONGEST_SUBJECT]
    if current_visitor().may(Permission.ASK_DESK):
        return redirect(url_for("expat.new_enquiry", q=about or None), 303)
    return _ask(AskForm(formdata=None, data={"subject": about}), about)


@blueprint.post("/ask", endpoint="send_question")
def send_question() -> Page:
    """Keep it until its mailbox confirms. Over the limit nothing is mailed, and all looks the same (T14, T16)."""
    form = AskForm()
    if not form.validate():
        return _ask(form), 422
    email = str(form.email.data).lower()
    if throttle.may_try((throttle.QUESTIONS_OF, email), (throttle.MAILS_FROM, whereabouts())):
        begin_writing()
        said = str(form.subject.data), str(form.text.data)
        ask_openly(email, form.name.data or "", *said, language=language())
    return redirect(url_for("public.asked"), 303)


@blueprint.get("/ask/sent")
def asked() -> str:
    """What happens now; the same for everybody."""
    return render_template("public/ask/next.html", days=TO_CONFIRM.days)


@blueprint.get(OWN)
def own_question(token: str) -> Page:
    """The question with all that was said; before it is confirmed, a button: scanners open every link (T12)."""
    question = question_behind(token)
    return _show(question, token, AddForm(formdata=None)) if question else _dead()


@blueprint.post(OWN, endpoint="add_to_question")
def add_to_question(token: str) -> Page:
    """Write once more about it."""
    question, form = question_behind(token, to_change=True), AddForm()
    if question is None or question.confirmed_at is None:
        return _dead()
    if not form.validate():
        return _show(question, token, form), 422
    try:
        add_to(question, str(form.text.data), region=the_region(), today=today())
    except TooManyWaiting:
        form.text.errors = [_("So much of yours waits for an answer already that we take no more now.")]
        return _show(question, token, form), 422
    flash(_("We have your message."), "ok")
    return redirect(url_for("public.own_question", token=token), 303)


@blueprint.post(f"{OWN}/confirm")
def confirm_question(token: str) -> Page:
    """Send it to the desk."""
    return _pressed(token, lambda question: confirm(question, region=the_region(), today=today()))


@blueprint.post(f"{OWN}/erase")
def erase_question(token: str) -> Page:
    """Erase it at once."""
    return _pressed(token, erase_own)


def _pressed(token: str, act: Callable[[OpenQuestion], None]) -> Page:
    question = question_behind(token, to_change=True)
    if question is None:
        return _dead()
    if not ButtonForm().validate():
        abort(422)
    act(question)
    return redirect(url_for("public.own_question", token=token), 303)


def _dead() -> Page:
    return render_template("public/ask/dead.html"), 410


def _ask(form: AskForm, about: str | None = None) -> str:
    """The page for a new question; None where it was written already and only has to be mended."""
    found = open_book().search(about, language())[:MOST_SUGGESTED] if about else []
    return render_template(
        "public/ask/new.html", form=form, asked=about, found=found, fill=with_figures, longest=LONGEST_SUBJECT,
        by_day=answer_by(the_region(), today()),
    )  # fmt: skip


def _show(question: OpenQuestion, token: str, form: AddForm) -> str:
    with speaking(chosen_language() or question.language):
        return render_template(
            "public/ask/question.html", question=question, token=token, form=form, states=STATES, kinds=KINDS,
            today=today(), kept_days=with_terms(the_region(), today()).retention.open_questions_days,
            partners=partners_asked(question),
        )  # fmt: skip
