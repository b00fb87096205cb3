"""The desk reads a rental contract before its household signs it: what is found, and what it says."""

import uuid

from flask import abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.contract_files import contract_file_or_404, give_out
from expatdesk.access.contract_form import answers_in, stored_in
from expatdesk.access.contract_letter import letter_file
from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.firming import telling_when_firm
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed, HoldsBsn, StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.contract_page import ContractPage
from expatdesk.desk.forms.contracts import CorrectForm
from expatdesk.documents.pictures import PictureNotMade, picture_of
from expatdesk.documents.store import ContentMissing, StoreAway
from expatdesk.housing.contract_checks import NotWithDesk, correct_contract, judge_contract
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.contract_queries import contract_of
from expatdesk.shared.clock import today
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.key_ring import Unreadable
from expatdesk.shared.pages import Page

CONTRACT = "/desk/cases/<uuid:case_id>/contracts/<uuid:contract_id>"


@blueprint.get(CONTRACT)
def contract(case_id: uuid.UUID, contract_id: uuid.UUID) -> Page:
    return _page(case_id, contract_id).show()


@blueprint.post(CONTRACT, endpoint="judge_contract")
def judge(case_id: uuid.UUID, contract_id: uuid.UUID) -> Page:
    page = _page(case_id, contract_id)
    form = page.form
    if not form.validate() or form.chosen is None:
        return page.show(), 422
    said = {"remark": form.remark.data or "", "remarks": form.remarks, "version": form.version.data}
    try:
        with telling_when_firm(page.case, the_region(), today()):
            judge_contract(page.case, page.contract, form.chosen, **said, **acting())
    except HoldsBsn:
        form.remark.errors = [_("This looks like a BSN, which we may not keep. Take the number out.")]
        return page.show(), 422
    except (CaseClosed, NotWithDesk, StaleVersion):
        return page.stale()
    flash(_("The household has a mail, and the letter stands on its page."), "ok")
    return redirect(url_for("desk.contract", case_id=case_id, contract_id=contract_id), 303)


@blueprint.get(f"{CONTRACT}/facts")
def contract_facts(case_id: uuid.UUID, contract_id: uuid.UUID) -> Page:
    page = _page(case_id, contract_id)
    if page.contract.state != ContractState.WITH_DESK:
        return redirect(url_for("desk.contract", case_id=case_id, contract_id=contract_id), 303)
    return _facts(page, _facts_form(page))


@blueprint.post(f"{CONTRACT}/facts", endpoint="correct_contract")
def correct(case_id: uuid.UUID, contract_id: uuid.UUID) -> Page:
    page = _page(case_id, contract_id)
    form = _facts_form(page)
    if not form.validate():
        return _facts(page, form), 422
    try:
        by, version = current_visitor().actor, form.version.data
        correct_contract(page.case, page.contract, answers_in(form), version=version, by=by)
    except (CaseClosed, NotWithDesk, StaleVersion):
        return page.stale()
    flash(_("Saved. What is found follows from it."), "ok")
    return redirect(url_for("desk.contract", case_id=case_id, contract_id=contract_id), 303)


@blueprint.get(f"{CONTRACT}/files/<uuid:file_id>")
def contract_file(case_id: uuid.UUID, contract_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    case, found = _found(case_id, contract_id)
    return give_out(contract_file_or_404(case, found, file_id))


@blueprint.get(f"{CONTRACT}/files/<uuid:file_id>/<int(max=9999):sheet>")
def contract_sheet(case_id: uuid.UUID, contract_id: uuid.UUID, file_id: uuid.UUID, sheet: int) -> Response:
    case, found = _found(case_id, contract_id)
    file = contract_file_or_404(case, found, file_id)
    try:
        picture = picture_of(file, sheet)
    except (LookupError, ContentMissing):
        abort(404)
    except (PictureNotMade, Unreadable, StoreAway) as error:
        current_app.logger.error("no picture of a contract: %s", error)
        abort(503)
    return user_file(picture.content, media_type=picture.media_type, name=f"{case.code}-contract-{sheet}")


@blueprint.get(f"{CONTRACT}/letter", endpoint="contract_letter")
def show_letter(case_id: uuid.UUID, contract_id: uuid.UUID) -> Response:
    case, found = _found(case_id, contract_id)
    if found.letter is None:
        abort(404)
    return letter_file(case, found)


def _found(case_id: uuid.UUID, contract_id: uuid.UUID) -> tuple[Case, ContractCheck]:
    """A contract that the household sent; what it still answers is nobody else's to read."""
    case = case_or_404(case_id)
    found = contract_of(case.id, contract_id)
    if found is None or found.state == ContractState.ASKED:
        abort(404)
    return case, found


def _page(case_id: uuid.UUID, contract_id: uuid.UUID) -> ContractPage:
    return ContractPage(*_found(case_id, contract_id))


def _facts_form(page: ContractPage) -> CorrectForm:
    return CorrectForm(data={**stored_in(page.contract), "version": page.contract.version})


def _facts(page: ContractPage, form: CorrectForm) -> str:
    return render_template(
        "desk/contracts/facts.html", case=page.case, contract=page.contract, form=form, permit=page.permit,
        title=_("Correct the answers"),
    )  # fmt: skip
