"""Who needs a home, and how far each of them is: out of what was written down, in a few questions."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import true

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.housing.board import Seeking, seeking
from expatdesk.housing.contract_models import Judgement
from expatdesk.housing.wishes import Said, say_wishes
from expatdesk.rules.housing_stages import HousingStage
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, a_home, complete, done_by
from tests.factories.contracts import a_contract, a_judged_contract, a_searching_case, a_sent_contract
from tests.factories.queries import counted_queries
from tests.factories.temporary import at_work
from tests.factories.viewings import a_booked, an_interest
from tests.factories.wishes import who_looks

# The households, their steps, their contracts, wishes that no step asked for, and homes they want.
QUESTIONS = 5


def on_the_board() -> list[Seeking]:
    session.flush()
    return seeking(true(), today())


def stage_of(case: Case) -> HousingStage:
    (found,) = [one for one in on_the_board() if one.case.id == case.id]
    return found.standing.stage


def test_who_has_a_home_that_lasts_is_not_on_it(app: Flask) -> None:
    a_case()
    closed = a_searching_case()
    closed.state = CaseState.CLOSED
    searching = a_searching_case()
    for_a_time = a_case(home_kind="temporary", home_until=today() + timedelta(days=40))
    lodged = at_work()
    assert {one.case.id for one in on_the_board()} == {searching.id, for_a_time.id, lodged.id}


def test_from_nothing_told_to_a_contract_that_may_be_signed(app: Flask) -> None:
    case = a_searching_case()
    assert stage_of(case) is HousingStage.UNTOLD
    say_wishes(case, Said(version=0, rooms=3), **done_by())
    assert stage_of(case) is HousingStage.LOOKING
    contract = a_contract(case)
    assert stage_of(case) is HousingStage.CONTRACT
    assert (on_the_board()[0].contract_id, on_the_board()[0].with_household) == (None, True)
    session.delete(contract)
    sent = a_sent_contract(case)
    assert (stage_of(case), on_the_board()[0].contract_id) == (HousingStage.CONTRACT, sent.id)


@pytest.mark.parametrize(
    ("judgement", "stage"),
    [
        (Judgement.SIGN, HousingStage.FOUND),
        (Judgement.MEND, HousingStage.CONTRACT),
        (Judgement.DO_NOT_SIGN, HousingStage.LOOKING),
    ],
)
def test_what_is_said_of_a_contract_decides(
    app: Flask, judgement: Judgement, stage: HousingStage, clock: time_machine.Traveller
) -> None:
    case = a_searching_case()
    complete(case, "housing_wishes")
    clock.shift(timedelta(days=3))
    a_judged_contract(case, judgement)
    (one,) = on_the_board()
    assert (one.standing.stage, one.standing.since, one.contract_id) == (stage, today(), None)


def test_homes_of_partners_that_they_want_and_see_count(app: Flask) -> None:
    case, home = who_looks(), a_home()
    an_interest(case, home)
    assert stage_of(case) is HousingStage.INTERESTED
    a_booked(case, home)
    (one,) = on_the_board()
    assert (one.standing.stage, one.standing.since) == (HousingStage.VIEWING, today() + timedelta(days=2))
    a_contract(case)
    assert stage_of(case) is HousingStage.CONTRACT


def test_wishes_that_no_step_asks_for_count_too(app: Flask) -> None:
    """Who rents for a time only has no search in the plan, and may look all the same."""
    case = a_case(home_kind="temporary", home_until=today() + timedelta(days=40))
    assert stage_of(case) is HousingStage.UNTOLD
    say_wishes(case, Said(version=0, pets=True), **done_by())
    assert stage_of(case) is HousingStage.LOOKING


def test_a_contract_that_was_ticked_off_by_hand(app: Flask) -> None:
    case = a_searching_case()
    for step, stage in [
        ("housing_wishes", HousingStage.LOOKING),
        ("home_search", HousingStage.CONTRACT),
        ("contract_check", HousingStage.FOUND),
    ]:
        complete(case, step)
        assert stage_of(case) is stage


def test_the_next_home_in_the_file_is_found_until_the_move_is_reported(app: Flask) -> None:
    case = at_work()
    moves_on = today() + timedelta(days=9)
    home = {
        "home_kind": "rent",
        "home_postcode": "2312 KS",
        "home_from": moves_on,
        "home_registration_allowed": True,
    }
    change_facts(case, home, version=case.version, **done_by())
    (one,) = on_the_board()
    assert (one.standing.stage, one.standing.since, one.next_home_from) == (HousingStage.FOUND, moves_on, moves_on)
    assert one.standing.days == 0


def test_whoever_stands_longest_comes_first(app: Flask, clock: time_machine.Traveller) -> None:
    first = a_searching_case(given_names="Zoe")
    clock.shift(timedelta(days=2))
    second = a_searching_case(given_names="Aya")
    assert [one.case.id for one in on_the_board()] == [first.id, second.id]
    assert [one.standing.days for one in on_the_board()] == [2, 0]


def test_so_many_questions_however_many_households(app: Flask) -> None:
    for number in range(25):
        case = a_searching_case(given_names=f"Name{number}")
        if number % 3 == 0:
            say_wishes(case, Said(version=0, rooms=2), **done_by())
        if number % 5 == 0:
            a_sent_contract(case)
    session.flush()
    session.expire_all()
    with counted_queries() as queries:
        assert len(seeking(true(), today())) == 25
    assert len(queries) == QUESTIONS, "\n".join(queries)
