"""Two presses at one moment: a contract is begun once, and judged once."""

from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.housing.contract_checks import NotWithDesk, begin_contract, judge_contract
from expatdesk.housing.contract_models import ContractState, Judgement
from expatdesk.housing.contract_queries import contract_of, contracts_of
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.factories import done_by
from tests.factories.contracts import EXPAT, a_searching_case, a_sent_contract
from tests.signin.ways_in import mails


def test_it_is_begun_once(real_app: Flask) -> None:
    case_id = a_searching_case().id
    session.commit()

    def begins() -> None:
        begin_immediate()
        begin_contract(session.get_one(Case, case_id), **done_by(EXPAT))
        session.commit()

    both(real_app, begins)
    assert len(contracts_of(case_id)) == 1


def test_it_is_judged_once(real_app: Flask) -> None:
    case = a_searching_case()
    case_id, contract_id = case.id, a_sent_contract(case).id
    session.commit()
    outcomes = []

    def judges() -> None:
        begin_immediate()
        case, contract = session.get_one(Case, case_id), contract_of(case_id, contract_id)
        assert contract is not None
        try:
            judge_contract(
                case, contract, Judgement.SIGN, remark="", remarks={}, version=3, **done_by()
            )  # fmt: skip
            session.commit()
            outcomes.append("judged")
        except NotWithDesk:
            session.rollback()
            outcomes.append("told")

    both(real_app, judges)
    session.expire_all()
    assert sorted(outcomes) == ["judged", "told"]
    assert contracts_of(case_id)[0].state == ContractState.JUDGED
    assert len(mails("contract_judged")) == 1
