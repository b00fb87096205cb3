"""A question is put to a partner, in words that tell nobody who asks; its answer comes back here."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_threads
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import THREAD
from expatdesk.desk.forms.partners import PartnerForm
from expatdesk.enquiries import partners
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import thread_on
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route(f"{THREAD}/partner", methods=["GET", "POST"])
def ask_partner(case_id: uuid.UUID, thread_id: uuid.UUID) -> Page:
    case, thread = _found_or_404(case_id, thread_id)
    form = PartnerForm(data={"language": "nl", "text": partners.to_begin_with(case, thread)})
    if not form.validate_on_submit():
        return _page(case, thread, form), 422 if form.errors else 200
    said = str(form.partner.data), str(form.email.data), str(form.text.data)
    try:
        partners.ask_partner(
            case, thread, *said, language=form.language.data, by=current_visitor().actor, today=today()
        )
    except partners.TellsWho as why:
        form.text.errors = [_("“%(words)s” may tell who asks. Leave it out.", words=why.args[0])]
        return _page(case, thread, form), 422
    flash(_("A mail with a link is on its way. The answer will stand under the question."), "ok")
    return _to(case, thread)


@blueprint.post(f"{THREAD}/partner/<uuid:partner_id>/take-back")
def take_back_from_partner(case_id: uuid.UUID, thread_id: uuid.UUID, partner_id: uuid.UUID) -> Response:
    case, thread = _found_or_404(case_id, thread_id)
    asked = partners.partner_asked(thread, partner_id) or abort(404)
    partners.take_back_from_partner(asked, by=current_visitor().actor)
    return _to(case, thread)


def _found_or_404(case_id: uuid.UUID, thread_id: uuid.UUID) -> tuple[Case, Thread]:
    case = case_or_404(case_id)
    thread = thread_on(case.id, thread_id, visible_threads(current_visitor())) or abort(404)
    note_thread(thread)
    return case, thread


def _page(case: Case, thread: Thread, form: PartnerForm) -> str:
    return render_template(
        "desk/enquiries/partner.html", case=case, thread=thread, form=form, days=partners.LASTS.days
    )


def _to(case: Case, thread: Thread) -> Response:
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)
