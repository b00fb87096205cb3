"""A question is put to a partner, in words that tell nobody who asks; its answer comes back here."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_threads
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import THREAD
from expatdesk.desk.forms.partners import PartnerForm
from expatdesk.desk.open_questions import QUESTION, question_or_404
from expatdesk.enquiries import partners
from expatdesk.enquiries.partner_words import Asked, of_anybody, of_household, to_begin_with
from expatdesk.enquiries.queries import thread_on
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route(f"{THREAD}/partner", methods=["GET", "POST"])
def ask_partner(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    return _ask(_of_household(case_id, thread_id), _page_of(case_id, thread_id))


@blueprint.post(f"{THREAD}/partner/<uuid:partner_id>/take-back")
def take_back_from_partner(case_id: uuid.UUID, thread_id: uuid.UUID, partner_id: uuid.UUID) -> Page:
    return _take_back(_of_household(case_id, thread_id), partner_id, _page_of(case_id, thread_id))


@blueprint.route(f"{QUESTION}/partner", methods=["GET", "POST"])
def ask_partner_openly(question_id: uuid.UUID) -> Page:
    about = of_anybody(question_or_404(question_id))
    return _ask(about, url_for("desk.open_question", question_id=question_id))


@blueprint.post(f"{QUESTION}/partner/<uuid:partner_id>/take-back")
def stop_asking_openly(question_id: uuid.UUID, partner_id: uuid.UUID) -> Page:
    about = of_anybody(question_or_404(question_id))
    return _take_back(about, partner_id, url_for("desk.open_question", question_id=question_id))


def _of_household(case_id: uuid.UUID, thread_id: uuid.UUID) -> Asked:
    case = case_or_404(case_id)
    thread = thread_on(case.id, thread_id, visible_threads(current_visitor())) or abort(404)
    note_thread(thread)
    return of_household(case, thread)


def _page_of(case_id: uuid.UUID, thread_id: uuid.UUID) -> str:
    return url_for("desk.enquiry", case_id=case_id, thread_id=thread_id)


def _ask(about: Asked, back: str) -> Page:
    """The page on which a partner is asked, and what comes of pressing its button."""
    form = PartnerForm(data={"language": "nl", "text": to_begin_with(about)})
    if not form.validate_on_submit():
        return _page(about, form, back), 422 if form.errors else 200
    said = str(form.partner.data), str(form.email.data), str(form.text.data)
    try:
        partners.ask_partner(about, *said, language=form.language.data, by=current_visitor().actor, today=today())
    except partners.TellsWho as why:
        form.text.errors = [_("“%(words)s” may tell who asks. Leave it out.", words=why.args[0])]
        return _page(about, form, back), 422
    flash(_("A mail with a link is on its way. The answer will stand under the question."), "ok")
    return redirect(back, 303)


def _take_back(about: Asked, partner_id: uuid.UUID, back: str) -> Page:
    asked = partners.partner_asked(about.question, partner_id) or abort(404)
    partners.take_back_from_partner(asked, by=current_visitor().actor)
    return redirect(back, 303)


def _page(about: Asked, form: PartnerForm, back: str) -> str:
    return render_template(
        "desk/enquiries/partner.html", question=about.question, form=form, back=back, days=partners.LASTS.days
    )
