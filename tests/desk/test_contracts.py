"""The desk reads a rental contract: beside its pages, with what is found, to a judgement."""

import pytest
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.housing.contract_models import ContractState, Judgement
from expatdesk.housing.contract_queries import remarks_of
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.rules.plan import StepState
from tests.factories import the_plan
from tests.factories.contracts import a_contract, a_judged_contract, a_searching_case, a_sent_contract
from tests.visitor import Visitor


@pytest.fixture
def case(app: Flask) -> Case:
    """A household that looks for a home."""
    return a_searching_case()


def test_it_is_read_and_judged(officer: Visitor, case: Case) -> None:
    a_sent_contract(case, deposit=400_000)
    officer.opens("desk.case", case_id=case.id).sees("To be read by").follows("Hooigracht 12")
    officer.sees("The deposit is €4,000.00", "What the household answered")
    officer.presses("Send it to the household", refused=422).sees("Choose what you tell the household")
    officer.presses(
        "Send it to the household", judgement="sign", remark_on_deposit="In two parts.", remark="Fine."
    )
    officer.sees("You can sign", "In two parts.", "This contract is read")
    assert the_plan(case).step("contract_check").state is StepState.DONE
    assert "contract_judged" in [line.verb for line in history_of(case.id)]
    assert "contract_read" in [line.verb for line in readings_of(case.id)]
    officer.opens("desk.history", case_id=case.id).sees("read a rental contract: The household can sign it.")


def test_what_it_reads_otherwise_changes_what_is_found(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    here = {"case_id": case.id, "contract_id": contract.id}
    officer.opens("desk.contract_facts", **here).presses("Save", deposit="5000", points="")
    officer.sees("The deposit is €5,000.00", "(the household said: €2,400.00)", "(the household said: 190)")
    officer.opens("desk.contract_facts", **here).presses("Save", deposit="much", refused=422)


def test_its_pages_are_open_until_it_is_judged(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    (file,) = files_of_contract(case.id, contract.id)
    here = {"case_id": case.id, "contract_id": contract.id, "file_id": file.id}
    assert officer.asks_for("desk.contract_sheet", sheet=1, **here).status_code == 200
    assert officer.asks_for("desk.contract_sheet", sheet=9, **here).status_code == 404
    assert "contract_file_read" in [line.verb for line in readings_of(case.id)]
    contract.state = ContractState.JUDGED
    assert officer.asks_for("desk.contract_sheet", sheet=1, **here).status_code == 404
    contract.state, file.is_scanned = ContractState.WITH_DESK, False
    assert officer.asks_for("desk.contract_sheet", sheet=1, **here).status_code == 404


def test_what_is_still_answered_is_nobody_elses_to_read(officer: Visitor, case: Case) -> None:
    contract = a_contract(case)
    officer.cannot_open("desk.contract", case_id=case.id, contract_id=contract.id)
    officer.opens("desk.case", case_id=case.id).does_not_see("Hooigracht 12")


def test_of_another_case_it_does_not_exist(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    other = a_searching_case(email="other@mail.example")
    officer.cannot_open("desk.contract", case_id=other.id, contract_id=contract.id)


def test_who_comes_second_sees_what_the_first_said(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    officer.opens("desk.contract", case_id=case.id, contract_id=contract.id)
    contract.version += 1
    officer.presses("Send it to the household", judgement="sign", remark="Mine", refused=409)
    officer.sees("Somebody was at this contract before you", "Mine")
    officer.presses("Send it to the household", judgement="do_not_sign").sees("Do not sign")


def test_a_bsn_is_kept_out(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    officer.opens("desk.contract", case_id=case.id, contract_id=contract.id)
    officer.presses("Send it to the household", judgement="sign", remark_on_rent="123456782", refused=422)
    officer.sees("This looks like a BSN")


def test_it_is_not_ticked_off_unread(officer: Visitor, case: Case) -> None:
    contract = a_sent_contract(case)
    answer = officer.posts(
        "desk.complete_step", {"version": str(case.version)}, case_id=case.id, key="contract_check"
    )
    assert answer.headers["Location"].endswith(str(contract.id))
    assert the_plan(case).step("contract_check").state is StepState.OPEN


def test_the_letter_and_the_remarks_are_there_afterwards(officer: Visitor, case: Case) -> None:
    contract = a_judged_contract(case, Judgement.DO_NOT_SIGN)
    assert remarks_of(contract) == {"deposit": "Ask for a receipt."}
    here = {"case_id": case.id, "contract_id": contract.id}
    officer.opens("desk.contract", **here).sees("Ask for a receipt.", "The letter, as a PDF")
    assert officer.asks_for("desk.contract_letter", **here).headers["Content-Type"] == "application/pdf"
    officer.opens("desk.case", case_id=case.id).sees("Do not sign")
