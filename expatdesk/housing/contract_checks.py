"""A contract is answered, sent to the desk, corrected and judged. Nothing here commits.

Handing it in is what ends the household's search, so that the desk's promise to read it runs. A contract that is
not to be signed as it is opens the search again: the ball is with the household.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import as_stored_now, plan_of, record_of
from expatdesk.cases.reasons import CONTRACT_REFUSED, CONTRACT_TO_MEND
from expatdesk.cases.refusals import CaseClosed, Refusal, StaleVersion
from expatdesk.cases.step_actions import (
    complete_steps,
    may_be_completed,
    may_be_undone,
    put_back,
    refuse_bsn,
    reopen_steps,
)
from expatdesk.housing.contract_models import ContractCheck, ContractState, Judgement
from expatdesk.housing.contract_queries import (
    READS_CONTRACT,
    as_letter,
    findings_of,
    is_offered,
    newest_contract,
)
from expatdesk.housing.letting import known_of_contract
from expatdesk.housing.wishes import STEP as HOME_WISHES
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.contract_facts import FACT_NAMES
from expatdesk.rules.plan import StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session

SEARCH = "home_search"
OPENS_SEARCH = {Judgement.MEND: CONTRACT_TO_MEND, Judgement.DO_NOT_SIGN: CONTRACT_REFUSED}


class NoContractAsked(Refusal):
    """The plan of this household has no contract for the desk to read."""


class ContractMissing(Refusal):
    """Without its pages nobody can read a contract."""


class NotWithHousehold(Refusal):
    """The household has sent it: from then on the desk alone changes what is known of it."""


class NotWithDesk(Refusal):
    """The household still answers, or somebody judged it already."""


def begin_contract(case: Case, *, by: Actor, region: Region, today: date) -> ContractCheck:
    """The contract that the household is at; or a new one, with what is known of the home that a partner let to
    it, or of a contract that was to be mended.

    Pressed twice, it is begun once. Raises CaseClosed, and NoContractAsked.
    """
    _lock(case)
    if not is_offered(case, region, today):
        raise NoContractAsked
    last = newest_contract(case.id)
    if last is not None and last.state != ContractState.JUDGED:
        return last
    street, known = known_of_contract(case.id)
    contract = ContractCheck(case_id=case.id, street=street, answers=known, pages=[], corrections={})
    if last is not None and last.judgement == Judgement.MEND:
        # The same contract comes again, mended: only what was wrong has to be told anew.
        contract.street, contract.answers, contract.pages = last.street, last.facts.as_json(), list(last.pages)
    session.add(contract)
    session.flush()
    record("contract_begun", by=by, case_id=case.id)
    return contract


def hold_answered(case: Case, contract: ContractCheck) -> None:
    """Keep a contract from being sent until this transaction ends. Raises CaseClosed, and NotWithHousehold."""
    _lock(case)
    _read_anew(contract)
    if contract.state != ContractState.ASKED:
        raise NotWithHousehold


def save_answers(
    case: Case, contract: ContractCheck, page: str, answers: Mapping[str, Any], *, street: str | None = None
) -> None:
    """Keep what the household answered on one page. Raises CaseClosed, and NotWithHousehold."""
    hold_answered(case, contract)
    contract.answers = _with(contract.answers, answers)
    contract.pages = [*(one for one in contract.pages if one != page), page]
    contract.street = contract.street if street is None else street
    contract.version += 1


def send_contract(
    case: Case, contract: ContractCheck, *, has_pages: bool, by: Actor, region: Region, today: date
) -> None:
    """Hand the contract in to the desk: the search is done, and the promise to read it runs from today.

    Sent twice, it is sent once. Raises CaseClosed, NoContractAsked, and ContractMissing.
    """
    _lock(case)
    _read_anew(contract)
    if contract.state != ContractState.ASKED:
        return
    if not has_pages:
        raise ContractMissing
    if not is_offered(case, region, today):
        raise NoContractAsked
    contract.state, contract.sent_on = ContractState.WITH_DESK, today
    contract.version += 1
    record("contract_sent", by=by, case_id=case.id)
    _end_search(case, by=by, region=region, today=today)


def correct_contract(
    case: Case, contract: ContractCheck, facts: Mapping[str, Any], *, version: int, by: Actor
) -> None:
    """Write down what the desk read otherwise. Raises CaseClosed, NotWithDesk, and StaleVersion."""
    _take(case, contract, version)
    told = contract.answers
    contract.corrections = {
        name: facts[name] for name in FACT_NAMES if name in facts and facts[name] != told.get(name)
    }
    record("contract_corrected", by=by, case_id=case.id)


def judge_contract(
    case: Case,
    contract: ContractCheck,
    judgement: Judgement,
    *,
    remark: str,
    remarks: Mapping[str, str],
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> None:
    """Say whether the household can sign; it gets a mail, and a letter for itself and the landlord.

    `remarks` are by check. Raises CaseClosed, NotWithDesk, StaleVersion where somebody changed it meanwhile, and
    HoldsBsn.
    """
    for text in (remark, *remarks.values()):
        refuse_bsn(text)
    _take(case, contract, version)
    findings = findings_of(contract, case, region, today)
    contract.letter = [as_letter(one, remarks.get(one.check, "")) for one in findings]
    contract.state, contract.judgement = ContractState.JUDGED, judgement
    contract.judged_at, contract.judged_by, contract.remark = now(), by.name[:200], remark or None
    record("contract_judged", by=by, case_id=case.id, judgement=judgement.value)
    _follow(case, judgement, by=by, region=region, today=today)
    queue_mail(
        "contract_judged", recipient=case.email, language=case.language, case_id=case.id, case=case,
        judgement=judgement.value,
    )  # fmt: skip


def _follow(case: Case, judgement: Judgement, *, by: Actor, region: Region, today: date) -> None:
    """The plan after the judgement: read and done, or back to the search with what is to be mended."""
    if judgement in OPENS_SEARCH:
        if record_of(case, SEARCH) is not None:
            claim(case, case.version)
            put_back(case, SEARCH, reason=OPENS_SEARCH[judgement], note="", by=by, region=region, today=today)
            refresh(case, region, today)
        return
    step = _step(case, READS_CONTRACT, region, today)
    if step is not None and may_be_completed(step):
        complete_steps(case, [READS_CONTRACT], version=case.version, by=by, region=region, today=today)


def _end_search(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """The search ends today, also a second one: who has a contract need not say what they look for any more.

    Where the household or the desk ticked it off before, with the contract still to be read, that day stays.
    """
    done = {"by": by, "region": region, "today": today}
    reads, search = (_step(case, key, region, today) for key in (READS_CONTRACT, SEARCH))
    if reads and reads.state is StepState.OPEN and search and search.done_on:
        return
    again = [key for key in (READS_CONTRACT, SEARCH) if may_be_undone(record_of(case, key))]
    if again:
        reopen_steps(case, again, version=case.version, **done)  # type: ignore[arg-type]
    for key in (HOME_WISHES, SEARCH):
        step = _step(case, key, region, today)
        if step is not None and may_be_completed(step):
            complete_steps(case, [key], version=case.version, **done)  # type: ignore[arg-type]


def _step(case: Case, key: str, region: Region, today: date) -> Any:
    return next((step for step in plan_of(case, region, today).steps if step.key == key), None)


def _with(answers: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with new ones; what is not known any more is left out."""
    return {name: value for name, value in {**answers, **new}.items() if value is not None}


def _lock(case: Case) -> None:
    """Two presses at once come one after the other, and who closes the case before or after them."""
    if as_stored_now(case, to_change=True).state != CaseState.OPEN:
        raise CaseClosed


def _read_anew(contract: ContractCheck) -> None:
    wanted = select(ContractCheck).where(ContractCheck.id == contract.id).with_for_update()
    session.scalars(wanted, execution_options={"populate_existing": True}).one()


def _take(case: Case, contract: ContractCheck, version: int) -> None:
    """Take the next version of a contract that lies with the desk."""
    _lock(case)
    _read_anew(contract)
    if contract.state != ContractState.WITH_DESK:
        raise NotWithDesk
    if contract.version != version:
        raise StaleVersion
    contract.version += 1
