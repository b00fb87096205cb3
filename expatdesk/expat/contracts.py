"""Before the household signs a rental contract: our questions, what we see in it, and the desk's answer."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.contract_form import TITLES
from expatdesk.access.contract_letter import letter_file
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.contract_page import ContractQuestions, Question
from expatdesk.expat.household import Household, own_household
from expatdesk.housing import contract_words
from expatdesk.housing.contract_checks import (
    ContractMissing,
    NoContractAsked,
    NotWithHousehold,
    begin_contract,
    send_contract,
)
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.contract_queries import (
    contract_of,
    contracts_of,
    days_to_read,
    findings_of,
    is_offered,
    read_by,
    remarks_of,
)
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date
from expatdesk.shared.pages import Page


@blueprint.get("/my/contract")
def contract() -> Page:
    """Where the household's contract stands: to be shown, being answered, with the desk, or read."""
    household = own_household()
    contracts, offered = contracts_of(household.case.id), _is_offered(household)
    if not contracts and not offered:
        flash(_("The desk reads no contract for you now. You can always ask us a question."), "info")
        return redirect(url_for("expat.status"), 303)
    return _show(household, contracts, offered=offered)


@blueprint.post("/my/contract")
def begin_own_contract() -> Response:
    """Begin with a contract, or go on with the one that is begun."""
    household = own_household()
    try:
        found = begin_contract(household.case, by=household.by, region=household.region, today=household.today)
    except NoContractAsked:
        return redirect(url_for("expat.contract"), 303)
    return redirect(ContractQuestions(household, found).next_url(), 303)


@blueprint.get("/my/contract/<slug>")
def contract_question(slug: str) -> Page:
    """One page of questions."""
    question = _question(slug)
    if question is None:
        return redirect(url_for("expat.contract"), 303)
    return question.show(question.form())


@blueprint.post("/my/contract/<slug>")
def answer_contract(slug: str) -> Page:
    """Save what was answered, and go on."""
    question = _question(slug)
    if question is None:
        return redirect(url_for("expat.contract"), 303)
    form = question.form()
    if not form.validate():
        return question.show(form), 422
    try:
        question.save(form)
    except NotWithHousehold:
        return redirect(url_for("expat.contract"), 303)
    return redirect(question.next_url, 303)


@blueprint.get("/my/contract/summary")
def contract_summary() -> Page:
    """All answers, what we see already, and the button that sends it."""
    household = own_household()
    found = _being_answered(household)
    if found is None:
        return redirect(url_for("expat.contract"), 303)
    return _show_summary(household, found)


@blueprint.post("/my/contract/summary")
def send_own_contract() -> Page:
    """Send it to the desk."""
    household = own_household()
    found = _being_answered(household)
    if found is None:
        return redirect(url_for("expat.contract"), 303)
    has_pages = bool(files_of_contract(household.case.id, found.id))
    try:
        send_contract(
            household.case, found, has_pages=has_pages, by=household.by, region=household.region,
            today=household.today,
        )  # fmt: skip
    except ContractMissing:
        return _show_summary(household, found, lacks_pages=True), 422
    except NoContractAsked:
        return redirect(url_for("expat.contract"), 303)
    if (day := read_by(found, household.region)) is not None:
        flash(_("We have your contract. You hear from us by %(day)s.", day=long_date(day)), "ok")
    return redirect(url_for("expat.contract"), 303)


@blueprint.get("/my/contract/<uuid:contract_id>/letter")
def contract_letter(contract_id: uuid.UUID) -> Response:
    """The desk's letter about a contract, for the household and its landlord, in both languages."""
    household = own_household()
    found = contract_of(household.case.id, contract_id)
    if found is None or found.letter is None:
        abort(404)
    return letter_file(household.case, found)


def _question(slug: str) -> Question | None:
    """The page of this name of the contract that the household is at; 404 for no such page."""
    household = own_household()
    found = _being_answered(household)
    if found is None:
        return None
    return ContractQuestions(household, found).find(slug) or abort(404)


def _being_answered(household: Household) -> ContractCheck | None:
    newest = next(iter(contracts_of(household.case.id)), None)
    return newest if newest is not None and newest.state == ContractState.ASKED else None


def _show(household: Household, contracts: list[ContractCheck], *, offered: bool) -> str:
    newest, region, today = next(iter(contracts), None), household.region, household.today
    shown = newest is not None and newest.state != ContractState.ASKED
    return render_template(
        "expat/contract/contract.html", contract=newest, contract_words=contract_words,
        earlier=[one for one in contracts[1:] if one.letter],
        offered=offered, findings=findings_of(newest, household.case, region, today) if newest and shown else (),
        remarks=remarks_of(newest) if newest else {}, read_by=read_by(newest, region) if newest else None,
        files=files_of_contract(household.case.id, newest.id) if newest else [],
        days=days_to_read(region, today), back_url=url_for("expat.status"),
    )  # fmt: skip


def _is_offered(household: Household) -> bool:
    return not household.is_closed and is_offered(household.case, household.region, household.today)


def _show_summary(household: Household, found: ContractCheck, *, lacks_pages: bool = False) -> str:
    questions = ContractQuestions(household, found)
    return render_template(
        "expat/contract/summary.html", contract=found, contract_words=contract_words, contract_pages=TITLES,
        sections=questions.sections(),
        findings=findings_of(found, household.case, household.region, household.today),
        files=files_of_contract(household.case.id, found.id), lacks_pages=lacks_pages,
        days=days_to_read(household.region, household.today), back_url=url_for("expat.contract_pages"),
    )  # fmt: skip
