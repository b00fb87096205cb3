"""The pages of a rental contract are handed in, looked at again, and taken back while they are not sent."""

import uuid
from contextlib import suppress

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.contract_files import contract_file_or_404, give_out, take_pages
from expatdesk.cases.models import Case
from expatdesk.documents.attachments import erase_file
from expatdesk.documents.contract_files import contract_file, files_of_contract
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.contract_page import HAND_IN, ContractQuestions
from expatdesk.expat.household import own_household
from expatdesk.housing.contract_checks import NotWithHousehold, hold_answered
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.contract_queries import contract_of, newest_contract
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/contract/pages")
def contract_pages() -> Page:
    """The pages that are handed in, and the field for more."""
    if _found() is None:
        return redirect(url_for("expat.contract"), 303)
    return _show([])


@blueprint.post("/my/contract/pages")
def hand_in_contract() -> Page:
    """Take the files that were chosen or photographed."""
    if _found() is None:
        return redirect(url_for("expat.contract"), 303)
    errors = take_pages(lambda: _held() or abort(409))
    if errors:
        return _show(errors), 422
    flash(_("We have these pages."), "ok")
    return redirect(url_for("expat.contract_pages"), 303)


@blueprint.post("/my/contract/pages/<uuid:file_id>/remove")
def remove_contract_page(file_id: uuid.UUID) -> Response:
    """Take a file away again, as long as the contract is not sent."""
    case, contract = _held() or abort(404)
    erase_file(contract_file(case.id, contract.id, file_id) or abort(404))
    flash(_("The file is removed."), "ok")
    return redirect(url_for("expat.contract_pages"), 303)


@blueprint.get("/my/contract/<uuid:contract_id>/files/<uuid:file_id>")
def own_contract_file(contract_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """A file of one of the household's contracts."""
    case = own_household().case
    contract = contract_of(case.id, contract_id) or abort(404)
    return give_out(contract_file_or_404(case, contract, file_id))


def _found() -> tuple[Case, ContractCheck] | None:
    """The contract that the household is at, as long as it is not sent."""
    case = own_household().case
    newest = newest_contract(case.id)
    return (case, newest) if newest is not None and newest.state == ContractState.ASKED else None


def _held() -> tuple[Case, ContractCheck] | None:
    """The same, and nobody sends it meanwhile."""
    found = _found()
    with suppress(NotWithHousehold):
        if found is not None:
            hold_answered(*found)
            return found
    return None


def _show(errors: list[str]) -> str:
    household = own_household()
    case, contract = _found() or abort(409)
    questions = ContractQuestions(household, contract)
    step, of = questions.place_of(HAND_IN)
    back_url, back_word = questions.before(HAND_IN)
    return render_template(
        "expat/contract/pages.html", contract=contract, files=files_of_contract(case.id, contract.id),
        errors=errors, step=step, of=of, back_url=back_url, back_word=back_word,
    )  # fmt: skip
