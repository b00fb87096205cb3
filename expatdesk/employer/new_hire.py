"""Submitting a hire: the form, what will follow, and sending it; a draft keeps what was typed in between."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_employer
from expatdesk.access.language import speak_from_now_on
from expatdesk.access.policy import own_draft, visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import Hire
from expatdesk.cases.hire_actions import DraftNotReady, keep_draft, send_draft
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.hire_queries import find_draft, open_hires_alike
from expatdesk.cases.labels import CATEGORIES
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.conflicts import differences, mark_of
from expatdesk.employer.drafts import draft_or_404, unsent
from expatdesk.employer.forms.hires import HOMES_IN_WORDS, HireForm, is_untouched, not_kept, typed_in
from expatdesk.employer.outlook import outlook_for
from expatdesk.employer.words import WORDS
from expatdesk.shared.clock import today
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import speaking
from expatdesk.shared.pages import Page


@blueprint.route("/hires/new", methods=["GET", "POST"])
def new_hire() -> Page:
    """An empty form."""
    return _form_page(HireForm(), None)


@blueprint.route("/hires/drafts/<uuid:draft_id>", methods=["GET", "POST"])
def change_draft(draft_id: uuid.UUID) -> Page:
    """The form again, with what was typed; what is sent at the same moment is not written over."""
    is_sent = request.method == "POST"
    draft = find_draft(own_draft(current_visitor(), draft_id), to_change=is_sent)
    if draft and draft.case_id:
        return redirect(url_for("employer.hire", case_id=draft.case_id), 303)
    if is_sent:
        # What was thrown away in another tab is a new draft: nothing that was typed since is lost.
        return _form_page(HireForm(), draft)
    return _form_page(HireForm(MultiDict(draft.typed)), draft) if draft else abort(404)


@blueprint.get("/hires/drafts/<uuid:draft_id>/check")
def check_hire(draft_id: uuid.UUID) -> Page:
    """What will follow if this hire is sent."""
    draft, visitor = draft_or_404(draft_id), current_visitor()
    if draft.case_id:
        return redirect(url_for("employer.hire", case_id=draft.case_id), 303)
    if draft.hire is None:
        return redirect(url_for("employer.change_draft", draft_id=draft.id), 303)
    hire = Hire.from_json(draft.hire)
    return render_template(
        "employer/hires/check.html", draft=draft, hire=hire, employer=the_employer(), country_name=country_name,
        outlook=outlook_for(hire, the_employer(), **acting()),
        alike=open_hires_alike(visible_cases(visitor), hire.email, hire.full_name),
        categories=CATEGORIES, home_kinds=HOMES_IN_WORDS, today=today(), **WORDS,
    )  # fmt: skip


@blueprint.post("/hires/drafts/<uuid:draft_id>/send")
def send_hire(draft_id: uuid.UUID) -> Response:
    """Submit the hire; pressed twice, it is submitted once."""
    draft = draft_or_404(draft_id, to_change=True)
    try:
        case = send_draft(draft, employer=the_employer(), department=current_visitor().department, **acting())
    except DraftNotReady:
        return redirect(url_for("employer.change_draft", draft_id=draft.id), 303)
    return redirect(url_for("employer.hire", case_id=case.id, sent="yes"), 303)


def _form_page(form: HireForm, draft: HireDraft | None) -> Page:
    """Show the form, or take what was typed: on to what will follow, to later, or on in the other language."""
    if request.method == "GET":
        return _page(form, draft, drafts=[] if draft else unsent())
    typed = typed_in(form, request.form)
    if draft and request.form.get("opened_with") != mark_of(draft):
        return _page(form, draft, differences=list(differences(form, typed, draft))), 409
    employer, by = the_employer(), current_visitor().actor
    if "later" in request.form or "language" in request.form:
        if draft or not is_untouched(typed):
            draft = keep_draft(typed, None, employer=employer, by=by, draft=draft)
        return _later(form, draft) if "later" in request.form else _in_the_other_language(form, draft)
    if not form.validate_on_submit():
        return _page(form, draft), 422
    draft = keep_draft(typed, form.hire(), employer=employer, by=by, draft=draft)
    return redirect(url_for("employer.check_hire", draft_id=draft.id), 303)


def _page(form: HireForm, draft: HireDraft | None, **shown: object) -> str:
    return render_template(
        "employer/hires/form.html", form=form, employer=the_employer(), draft=draft,
        opened_with=mark_of(draft) if draft else "", **shown,
    )  # fmt: skip


def _later(form: HireForm, draft: HireDraft | None) -> Response:
    flash(_("Kept. Nothing is sent yet.") if draft else _("You typed nothing, so nothing is kept."), "ok")
    _tell_what_is_not_kept(form)
    return redirect(url_for("employer.hires"), 303)


def _in_the_other_language(form: HireForm, draft: HireDraft | None) -> Response:
    page = url_for("employer.change_draft", draft_id=draft.id) if draft else url_for("employer.new_hire")
    answer = redirect(page, 303)
    with speaking(request.form["language"]):
        _tell_what_is_not_kept(form)
    speak_from_now_on(request.form["language"], answer)
    return answer


def _tell_what_is_not_kept(form: HireForm) -> None:
    for told in not_kept(form, request.form):
        flash(told, "warning")
