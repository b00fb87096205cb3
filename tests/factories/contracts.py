"""Rental contracts that households show before they sign, made with the real actions."""

from datetime import timedelta
from typing import Any

from expatdesk.cases.models import Case
from expatdesk.documents.contract_files import add_to_contract
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.housing.contract_checks import begin_contract, judge_contract, save_answers, send_contract
from expatdesk.housing.contract_models import ContractCheck, Judgement
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from tests.documents.hostile import picture
from tests.factories.cases import a_case, done_by

EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")
ANSWERS: dict[str, Any] = {
    "postcode": "2312 KS", "lets": "whole_home", "is_sublet": False, "has_end": False, "may_leave_early": True,
    "rent": 120_000, "service_costs": 5_000, "deposit": 240_000, "asks_agency_fee": False, "points": 190,
    "registration_allowed": True, "most_registered": 2, "others": 0, "is_written": True, "is_informed": True,
    "in_permit_district": False, "pay_before_viewing": False, "landlord_abroad": False, "price_too_low": False,
}  # fmt: skip


def a_searching_case(**changes: object) -> Case:
    """A household that has no home yet, so that the desk reads the contract of the one that it finds."""
    without_home: dict[str, Any] = {"home_kind": None, "home_street": None, "home_postcode": None}
    return a_case(**{**without_home, **changes})


def a_contract(case: Case, *, pages: int = 1, **answers: Any) -> ContractCheck:
    """A contract that the household answers: all in order, unless the test says otherwise."""
    contract = begin_contract(case, **done_by(EXPAT))
    starts = (today() - timedelta(days=1)).isoformat()
    save_answers(case, contract, "home", {"starts": starts, **ANSWERS, **answers}, street="Hooigracht 12")
    if pages:
        taken = take_in(Sent(f"contract-{number}.jpg", picture()) for number in range(pages))
        add_to_contract(case, contract.id, taken.pages)
    return contract


def a_sent_contract(case: Case, **answers: Any) -> ContractCheck:
    """The same, with the desk."""
    contract = a_contract(case, **answers)
    send_contract(case, contract, has_pages=True, **done_by(EXPAT))
    return contract


def a_judged_contract(case: Case, judgement: Judgement = Judgement.SIGN, **answers: Any) -> ContractCheck:
    """The same, judged."""
    contract = a_sent_contract(case, **answers)
    remarks = {"deposit": "Ask for a receipt."}
    judge_contract(
        case, contract, judgement, remark="Call us when you sign.", remarks=remarks, version=contract.version,
        **done_by(),
    )  # fmt: skip
    return contract
