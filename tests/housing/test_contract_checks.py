"""A rental contract on its way: answered, sent, read; and what the plan makes of it."""

import json
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.documents.attachments import kept_files
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.documents.retention import erase_due_files
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.housing.contract_checks import (
    ContractMissing,
    NoContractAsked,
    NotWithDesk,
    NotWithHousehold,
    begin_contract,
    correct_contract,
    judge_contract,
    save_answers,
    send_contract,
)
from expatdesk.housing.contract_models import ContractCheck, ContractState, Judgement
from expatdesk.housing.contract_queries import contracts_of, findings_of, read_by
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rules.contract_facts import ContractCheck as Check
from expatdesk.rules.contract_facts import Standing
from expatdesk.rules.plan import Party, StepState
from expatdesk.rules.terms import add_working_days
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, complete, done_by, the_plan
from tests.factories.cases import REGION
from tests.factories.contracts import EXPAT, a_contract, a_judged_contract, a_searching_case, a_sent_contract
from tests.rights.test_exporting import made
from tests.signin.ways_in import mails


@pytest.fixture
def case(app: Flask) -> Case:
    """A household that looks for a home."""
    return a_searching_case()


def judge(case: Case, contract: ContractCheck, judgement: Judgement, **said: object) -> None:
    usual = {"remark": "", "remarks": {}, "version": contract.version}
    judge_contract(case, contract, judgement, **{**usual, **said}, **done_by())  # type: ignore[arg-type]


def state(case: Case, key: str) -> StepState:
    return the_plan(case).step(key).state


def test_sending_ends_the_search_and_the_promise_runs(case: Case) -> None:
    assert state(case, "housing_wishes") is StepState.OPEN
    contract = a_sent_contract(case)
    step = the_plan(case).step("contract_check")
    assert (state(case, "home_search"), step.state, step.party) == (StepState.DONE, StepState.OPEN, Party.DESK)
    assert step.due == add_working_days(today(), 2, REGION.extra_holidays) == read_by(contract, REGION)


def test_one_to_sign_is_read(case: Case) -> None:
    contract = a_judged_contract(case, Judgement.SIGN)
    assert (state(case, "contract_check"), contract.state) == (StepState.DONE, ContractState.JUDGED)
    (mail,) = mails("contract_judged")
    assert "You can sign it" in mail.text


@pytest.mark.parametrize("judgement", [Judgement.MEND, Judgement.DO_NOT_SIGN])
def test_one_not_to_sign_puts_the_ball_back(case: Case, judgement: Judgement) -> None:
    a_judged_contract(case, judgement)
    plan = the_plan(case)
    assert (plan.step("home_search").state, plan.step("contract_check").state) == (
        StepState.OPEN, StepState.WAITING,
    )  # fmt: skip
    assert plan.step("home_search").party is Party.EXPAT


def test_a_mended_one_comes_again_with_what_is_known(case: Case, clock: time_machine.Traveller) -> None:
    first = a_judged_contract(case, Judgement.MEND, deposit=400_000)
    clock.shift(timedelta(days=7))
    again = begin_contract(case, **done_by(EXPAT))
    assert (again.id != first.id, again.facts, again.street) == (True, first.facts, "Hooigracht 12")
    a_sent_contract(case)
    assert the_plan(case).step("contract_check").due == add_working_days(today(), 2, REGION.extra_holidays)
    assert len(contracts_of(case.id)) == 2


def test_another_after_one_to_sign_runs_anew(case: Case, clock: time_machine.Traveller) -> None:
    a_judged_contract(case, Judgement.SIGN)
    clock.shift(timedelta(days=7))
    a_sent_contract(case)
    step = the_plan(case).step("contract_check")
    assert (step.state, step.due) == (StepState.OPEN, add_working_days(today(), 2, REGION.extra_holidays))


def test_what_was_ticked_off_before_keeps_its_day(case: Case, clock: time_machine.Traveller) -> None:
    complete(case, "housing_wishes")
    complete(case, "home_search")
    due = the_plan(case).step("contract_check").due
    clock.shift(timedelta(days=1))
    a_sent_contract(case)
    assert the_plan(case).step("contract_check").due == due


def test_it_is_begun_and_sent_once(case: Case) -> None:
    contract = a_sent_contract(case)
    send_contract(case, contract, has_pages=True, **done_by(EXPAT))
    assert begin_contract(case, **done_by(EXPAT)) is contract
    assert [line.verb for line in history_of(case.id)].count("contract_sent") == 1


def test_who_looks_for_no_home_is_offered_no_check(app: Flask) -> None:
    with pytest.raises(NoContractAsked):
        begin_contract(a_case(), **done_by(EXPAT))


def test_without_pages_nobody_reads_it(case: Case) -> None:
    with pytest.raises(ContractMissing):
        send_contract(case, a_contract(case, pages=0), has_pages=False, **done_by(EXPAT))
    assert state(case, "home_search") is not StepState.DONE


def test_what_is_sent_the_household_changes_no_more(case: Case) -> None:
    contract = a_sent_contract(case)
    with pytest.raises(NotWithHousehold):
        save_answers(case, contract, "money", {"deposit": 1})


def test_the_desk_corrects_beside_what_was_told(case: Case) -> None:
    contract = a_sent_contract(case)
    correct_contract(case, contract, {**contract.answers, "deposit": 300_000}, version=contract.version, by=SYSTEM)
    assert (contract.facts.deposit, contract.told.deposit) == (300_000, 240_000)
    found = {one.check: one.standing for one in findings_of(contract, case, REGION, today())}
    assert found[Check.DEPOSIT] is Standing.WRONG
    correct_contract(case, contract, {"points": None}, version=contract.version, by=SYSTEM)
    assert (contract.facts.points, contract.corrections) == (None, {"points": None})


def test_only_the_newest_version_is_judged_and_only_once(case: Case) -> None:
    contract = a_sent_contract(case)
    with pytest.raises(StaleVersion):
        judge(case, contract, Judgement.SIGN, version=contract.version - 1)
    judge(case, contract, Judgement.SIGN)
    with pytest.raises(NotWithDesk):
        judge(case, contract, Judgement.DO_NOT_SIGN)


def test_a_bsn_is_kept_out_of_the_letter(case: Case) -> None:
    contract = a_sent_contract(case)
    for said in ({"remark": "number 123456782"}, {"remarks": {"deposit": "number 123456782"}}):
        with pytest.raises(HoldsBsn):
            judge(case, contract, Judgement.SIGN, **said)


def test_what_was_judged_stays_as_it_was(case: Case) -> None:
    contract = a_judged_contract(case, Judgement.MEND, deposit=400_000)
    before = findings_of(contract, case, REGION, today())
    session.expire_all()
    contract.corrections = {"deposit": 0}
    assert findings_of(contract, case, REGION, today()) == before
    assert any(one.check is Check.DEPOSIT and one.standing is Standing.WRONG for one in before)


def test_its_pages_are_no_unsent_files_of_a_message(case: Case, clock: time_machine.Traveller) -> None:
    contract = a_contract(case, pages=2)
    files = files_of_contract(case.id, contract.id)
    assert kept_files(case, [file.id for file in files], kept_by=case.id) == []
    session.commit()
    clock.shift(timedelta(days=5))
    assert erase_due_files(REGION, today()) == 0
    clock.shift(timedelta(days=90))
    assert erase_due_files(REGION, today()) == len(files) == 1


def test_it_is_in_the_households_export_with_its_pages(case: Case) -> None:
    a_judged_contract(case, Judgement.MEND, deposit=400_000)
    session.commit()
    file = made(case)
    names = [name for name in file.namelist() if name.startswith("contracts/")]
    assert names == ["contracts/01/01 contract-0.jpg"]
    (told,) = json.loads(file.read("data.json"))["contracts"]
    assert (told["answers"]["deposit"], told["judgement"], told["files"]) == (
        400_000, "mend", names,
    )  # fmt: skip


def test_erased_with_its_case_it_is_gone_with_its_pages(case: Case) -> None:
    contract = a_judged_contract(case)
    (file,) = files_of_contract(case.id, contract.id)
    name = file.stored_as
    session.commit()
    assert the_store().get(name)
    erase_case(case, Why.ASKED, countries=REGION.countries, today=today())
    session.commit()
    assert contracts_of(case.id) == []
    with pytest.raises(ContentMissing):
        the_store().get(name)


def test_it_goes_along_into_the_case_that_is_kept(case: Case) -> None:
    kept = a_case(employer=case.employer, email="kept@mail.example")
    contract = a_sent_contract(case)
    merge_cases(
        kept, case, Choice(same={case.principal.id: kept.principal.id}), version=kept.version,
        other_version=case.version, **done_by(),
    )  # fmt: skip
    assert [one.id for one in contracts_of(kept.id)] == [contract.id]
    assert len(files_of_contract(kept.id, contract.id)) == 1
    assert contracts_of(case.id) == []
