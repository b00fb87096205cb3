"""What a household asks with its data, and the answer of the desk: within a month, and a no with its reason."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.cases.words import language_name
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.requests import YES, AnswerForm
from expatdesk.rights.models import DataRequest, RequestKind, RequestState
from expatdesk.rights.requests import AlreadyAnswered, CaseHeld, VisitAhead, agree, due, find_request, refuse
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/requests/<uuid:request_id>", methods=["GET", "POST"])
def data_request(case_id: uuid.UUID, request_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    request = find_request(case, request_id) or abort(404)
    form = AnswerForm.of(request)
    if request.state != RequestState.OPEN:
        flash(_("This request is answered already."), "info")
        return redirect(url_for("desk.case", case_id=case.id), 303)
    is_erased = request.kind == RequestKind.ERASURE and form.answer.data == YES
    if form.validate_on_submit() and _answered(case, request, form):
        return _done(case_id, is_erased=is_erased)
    title = _("The household asks to be erased") if request.kind == RequestKind.ERASURE else _("Asked to correct")
    page = render_template(
        "desk/requests/answer.html", case=case, form=form, asked=request, title=title, due=due(request),
        reads_in=language_name(case.language),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _answered(case: Case, request: DataRequest, form: AnswerForm) -> bool:
    """Answer it; what stands in the way is said on the field."""
    by, note = current_visitor().actor, form.note.data or ""
    try:
        if form.answer.data == YES:
            agree(case, request, note, by=by, countries=the_region().countries, today=today())
        else:
            refuse(case, request, form.reason.data, note, by=by)
    except HoldsBsn:
        form.note.errors = [_("This holds a number that looks like a BSN. Leave it out: it is never kept.")]
    except CaseHeld:
        form.answer.errors = [_("This case is kept for a court or a complaint. Refuse, or end that first.")]
    except VisitAhead:
        form.answer.errors = [_("A visit is booked. Cancel it first.")]
    except AlreadyAnswered:
        form.answer.errors = [_("Somebody answered it, or the household took it back.")]
    return not form.errors


def _done(case_id: uuid.UUID, *, is_erased: bool) -> Page:
    if is_erased:
        flash(_("The case is erased, and the household gets a mail."), "ok")
        return redirect(url_for("desk.dashboard"), 303)
    flash(_("The household gets a mail with your answer."), "ok")
    return redirect(url_for("desk.case", case_id=case_id), 303)
