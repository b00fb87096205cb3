"""A question of somebody without a case at the desk: read, answered, closed, or put into the case of who asked."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_cases
from expatdesk.access.readings import note_open_question
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.enquiries import AnswerForm, ThreadForm
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.enquiries import open_questions as questions
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.retention.settings import with_terms
from expatdesk.shared.clock import today
from expatdesk.shared.db import is_unsafe
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

QUESTION = "/desk/questions/<uuid:question_id>"


@blueprint.route(QUESTION, methods=["GET", "POST"], endpoint="open_question")
def show_open_question(question_id: uuid.UUID) -> Page:
    question = _found_or_404(question_id)
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
    question, form = _found_or_404(question_id), _button()
    try:
        questions.close_openly(question, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return _page(question, has_changed=True), 409
    return redirect(url_for("desk.enquiries"), 303)


@blueprint.post(f"{QUESTION}/move/<uuid:case_id>")
def move_open_question(question_id: uuid.UUID, case_id: uuid.UUID) -> Page:
    question, case, form = _found_or_404(question_id), case_or_404(case_id), _button()
    try:
        thread = questions.move_into(case, question, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return _page(question, has_changed=True), 409
    flash(_("The question stands in the case now. The household finds it on its own page."), "ok")
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)


def _found_or_404(question_id: uuid.UUID) -> OpenQuestion:
    question = questions.open_question(question_id, to_change=is_unsafe()) or abort(404)
    note_open_question(question)
    return question


def _button() -> ThreadForm:
    form = ThreadForm()
    return form if form.validate() else abort(422)


def _page(question: OpenQuestion, form: AnswerForm | None = None, *, has_changed: bool = False) -> str:
    return render_template(
        "desk/enquiries/open.html", question=question, has_changed=has_changed, states=STATES, kinds=KINDS,
        form=form or AnswerForm(formdata=None, data={"version": question.version}), day=today(),
        cases=questions.cases_of(question, visible_cases(current_visitor())), time_left=time_left, urgency=urgency,
        kept_days=with_terms(the_region(), today()).retention.open_questions_days,
    )  # fmt: skip
