"""HR signs the form for its address on a page; the PDF of it becomes that paper of the hire."""

import uuid

from flask import Response, abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import page_file, receive_these
from expatdesk.access.policy import own_signed_pages
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.employer_view import ADDRESS_FORM
from expatdesk.cases.hire_actions import complete_employer_task, note_signed_form
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, plan_of
from expatdesk.documents.address_form import AddressForm, Signature, signed_form
from expatdesk.documents.models import Document
from expatdesk.documents.queries import signed_page
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.address_form import SignatureForm
from expatdesk.employer.uploads import own_papers
from expatdesk.organisations.models import AddressKind, Employer
from expatdesk.people.queries import user
from expatdesk.rules.plan import PaperKey, RouteReason
from expatdesk.shared.clock import now, today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

# As `own_papers` tells how far a paper is.
UNSIGNED = ("none", "soon")
PAPER = PaperKey.EMPLOYER_ADDRESS_FORM
CHANGED = _l("The text has changed since you read it. Nothing is signed yet: read it again.")
CLOSED = _l("This hire was closed meanwhile. The form is not signed.")


@blueprint.route("/hires/<uuid:case_id>/address-form", methods=["GET", "POST"])
def sign_address_form(case_id: uuid.UUID) -> Page:
    """The text, and the name under it."""
    case, form = case_or_404(case_id), SignatureForm()
    text = _text(case)
    if not form.validate_on_submit():
        return _page(case, text, form), 422 if form.errors else 200
    if request.form.get("seen") != text.mark:
        form.may_sign.data = False
        form.form_errors.append(CHANGED)
        return _page(case, text, form), 409
    file = signed_form(text, _signature(form), language())
    received = receive_these(file, lambda: _still_the_same(case_id, text), case.principal.id, PAPER, _never)
    if received.document is None:
        form.form_errors.extend(received.errors)
        return _page(case, text, form), 422
    _note(case_or_404(case_id), received.document, text.employer)
    flash(_("Thank you. The form is signed, and the desk has it."), "ok")
    return redirect(url_for("employer.hire", case_id=case_id), 303)


@blueprint.get("/hires/<uuid:case_id>/address-form/signed")
def address_form_pdf(case_id: uuid.UUID) -> Response:
    """The form as HR signed it here, to be kept; what came as a file nobody of the employer opens again."""
    case = case_or_404(case_id)
    page = signed_page(case, own_signed_pages(current_visitor())) or abort(404)
    return page_file(case, page.document_id, page.id)


def _still_the_same(case_id: uuid.UUID, text: AddressForm) -> Case:
    """The case while its text is the one that was read, and nobody signed it meanwhile."""
    case = as_stored_now(case_or_404(case_id), to_change=True)
    if _text(case) != text:
        flash(CHANGED, "info")
        abort(redirect(url_for("employer.sign_address_form", case_id=case_id, at=request.args.get("at")), 303))
    return case


def _never(_case: Case) -> bool:
    """Beside an accepted one nobody signs a newer one."""
    return False


def _text(case: Case) -> AddressForm:
    """What is to be signed; 404 where nobody asks for it. Signed already, the page of the hire says so."""
    asked = next((paper for paper in own_papers(case) if paper.key is PAPER), None)
    if asked is None or case.employer is None:
        abort(404)
    if asked.kind not in UNSIGNED or not asked.takes_files:
        if request.method == "POST" and asked.kind in UNSIGNED and case.state == CaseState.CLOSED:
            flash(CLOSED, "info")
        abort(redirect(url_for("employer.hire", case_id=case.id), 303))
    offered = _offered(case, case.employer)
    address = offered.get(request.args.get("at", ""), offered[""])
    return AddressForm(case.employer.name, case.employer.kvk_number or "", address, case.principal.full_name)


def _offered(case: Case, employer: Employer) -> dict[str, str]:
    """The addresses that may stand in the form, by their ids: first the one where the hire works.

    That one decided where the household registers, so one in another municipality will not do. It lies in the
    region: for a hire who works elsewhere nobody asks for the form.
    """
    told, municipality_of = case.as_submitted or {}, the_region().municipality_of
    postcode = told.get("work_postcode") or employer.postcode
    own = (employer.street, f"{employer.postcode} {employer.town}")
    work = (told.get("work_street"), postcode) if told.get("work_postcode") else own
    offered = {"": _on_one_line(*work)}
    for one in employer.addresses:
        if one.kind != AddressKind.INVOICE and municipality_of(one.postcode) == municipality_of(postcode):
            offered[str(one.id)] = _on_one_line(one.label, one.street, f"{one.postcode} {one.town}")
    return offered


def _on_one_line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _signature(form: SignatureForm) -> Signature:
    me = user(current_visitor().user_id or abort(404))
    return Signature(str(form.name.data), me.email, now())


def _note(case: Case, document: Document, employer: str) -> None:
    # Nobody signs beside files that wait for a check: the form is the only page that there is.
    document.pages[-1].signed_for_id = case.employer_id
    note_signed_form(case, employer, by=current_visitor().actor)
    if plan_of(case, the_region(), today()).route.reason is RouteReason.EMPLOYER_FORM_MISSING:
        complete_employer_task(case, ADDRESS_FORM, **acting())


def _page(case: Case, text: AddressForm, form: SignatureForm) -> str:
    offered = _offered(case, case.employer) if case.employer else {}
    return render_template(
        "employer/address_form/sign.html", hire_id=case.id, text=text, form=form, offered=offered
    )
