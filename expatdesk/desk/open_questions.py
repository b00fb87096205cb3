"""A question of somebody without a case at the desk: read, answered, closed, passed on, put into a case."""

import uuid
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases, visible_open_questions
from expatdesk.access.readings import note_open_question
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import question_words
from expatdesk.desk.forms.enquiries import AnswerForm, PassOnForm, ThreadForm
from expatdesk.enquiries import open_questions as questions
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.partners import partners_asked
from expatdesk.retention.settings import with_terms
from expatdesk.shared.clock import today
from expatdesk.shared.db import is_unsafe
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

QUESTION = "/desk/questions/<uuid:question_id>"


@blueprint.route(QUESTION, methods=["GET", "POST"], endpoint="open_question")
def show_open_question(question_id: uuid.UUID) -> Page:
    question = question_or_404(question_id)
    if request.method == "GET":
        return _page(question)
    form = AnswerForm()
    if not form.validate():
        return _page(question, form), 422
    try:
        questions.answer_openly(
            question, str(form.text.data), version=form.version.data, by=current_visitor().actor
        )
    except StaleVersion:
        form.version.data = question.version
        return _page(question, form, has_changed=True), 409
    flash(_("The answer is sent. Who asked gets a mail with a link to it."), "ok")
    return redirect(url_for("desk.enquiries"), 303)


@blueprint.post(f"{QUESTION}/close")
def close_open_question(question_id: uuid.UUID) -> Page:
    return _pressed(question_id, questions.close_openly) or redirect(url_for("desk.enquiries"), 303)


@blueprint.post(f"{QUESTION}/pass-on")
def pass_on_open_question(question_id: uuid.UUID) -> Page:
    form = PassOnForm()
    if not form.validate():
        abort(422)
    return _pressed(question_id, questions.pass_on_openly, form.municipality.data) or _to(question_id)


@blueprint.post(f"{QUESTION}/take-back")
def take_question_back(question_id: uuid.UUID) -> Page:
    return _pressed(question_id, questions.take_back_openly) or _to(question_id)


def _pressed(question_id: uuid.UUID, act: Callable[..., None], *how: object) -> Page | None:
    """Do what a button says; the page where somebody was first, None where it is done."""
    question, form = question_or_404(question_id), _button()
    try:
        act(question, *how, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return _page(question, has_changed=True), 409
    return None


@blueprint.post(f"{QUESTION}/move/<uuid:case_id>")
def move_open_question(question_id: uuid.UUID, case_id: uuid.UUID) -> Page:
    question, case, form = question_or_404(question_id), case_or_404(case_id), _button()
    try:
        thread = questions.move_into(case, question, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return _page(question, has_changed=True), 409
    flash(_("The question stands in the case now. The household finds it on its own page."), "ok")
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)


def question_or_404(question_id: uuid.UUID) -> OpenQuestion:
    """The question with this id, as far as this visitor may see it; that it is read is written down."""
    visible = visible_open_questions(current_visitor())
    question = questions.open_question(question_id, visible, to_change=is_unsafe()) or abort(404)
    note_open_question(question)
    return question


def _button() -> ThreadForm:
    form = ThreadForm()
    return form if form.validate() else abort(422)


def _to(question_id: uuid.UUID) -> Page:
    return redirect(url_for("desk.open_question", question_id=question_id), 303)


def _page(question: OpenQuestion, form: AnswerForm | None = None, *, has_changed: bool = False) -> str:
    visitor = current_visitor()
    may_move = visitor.may(Permission.ANSWER_ANYBODY)
    return render_template(
        "desk/enquiries/open.html", question=question, has_changed=has_changed, states=STATES, kinds=KINDS,
        form=form or AnswerForm(formdata=None, data={"version": question.version}),
        cases=questions.cases_of(question, visible_cases(visitor)) if may_move else [],
        partners=partners_asked(question), take_back="desk.stop_asking_openly",
        address={"question_id": question.id},
        kept_days=with_terms(the_region(), today()).retention.open_questions_days, **question_words(),
    )  # fmt: skip
