"""Steps at the level of the domain: what each action refuses, and what it leaves."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from expatdesk.cases.models import BsnWay, Case, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.cases.refusals import DayAhead, HoldsBsn, StaleVersion, StepNotOpen, UnknownReason
from expatdesk.cases.registration_actions import Recorded, record_household
from expatdesk.cases.step_actions import (
    complete_steps,
    register_person,
    reopen_steps,
    return_steps,
    waive_steps,
    withdraw_registration,
)
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.region.loader import load_region
from expatdesk.rules.plan import StepState
from expatdesk.shared.clock import today
from tests.factories import a_case, complete, registered, the_plan, up_to_visit, with_family

pytestmark = pytest.mark.usefixtures("app")

HOW: dict[str, Any] = {"by": SYSTEM, "region": load_region("leiden"), "today": date(2026, 12, 14)}


def how(case: Case) -> dict[str, Any]:
    """The usual arguments, with the version of the case."""
    return {**HOW, "version": case.version}


def test_a_step_opens_the_next_one() -> None:
    case = a_case()
    plan = complete_steps(case, ["intake"], **how(case))
    assert plan.step("papers_handed_in").state is StepState.OPEN
    assert case.next_step == "papers_handed_in"


@pytest.mark.parametrize(
    "step", ["papers_checked", "visit_booked", "brp_registration:0", "digid:7", "digid", "none"]
)
def test_what_is_not_its_turn_is_refused(step: str) -> None:
    case = a_case()
    with pytest.raises(StepNotOpen):
        complete_steps(case, [step], **how(case))
    assert case.records == []


def test_all_of_them_or_none() -> None:
    case = registered(with_family(a_case()))
    before = len(history_of(case.id))
    with pytest.raises(StepNotOpen):
        complete_steps(case, ["digid:0", "papers_checked"], **how(case))
    assert record_of(case, "digid:0") is None
    complete_steps(case, ["digid:0", "digid:1"], **how(case))
    assert len(history_of(case.id)) == before + 2


def test_the_version_rises_once_for_several() -> None:
    case = registered(with_family(a_case()))
    version = case.version
    complete_steps(case, ["digid:0", "digid:1"], **how(case))
    assert case.version == version + 1


def test_nothing_is_done_on_a_day_to_come() -> None:
    case = a_case()
    with pytest.raises(DayAhead):
        complete_steps(case, ["intake"], on=today() + timedelta(days=1), **how(case))


@pytest.mark.parametrize("act", ["complete", "waive", "return", "reopen"])
def test_an_old_version_is_refused(act: str) -> None:
    case = a_case()
    old = {**HOW, "version": case.version}
    complete(case, "intake")
    acts = {
        "complete": lambda: complete_steps(case, ["papers_handed_in"], **old),
        "waive": lambda: waive_steps(case, ["gp"], reason="agreed", **old),
        "return": lambda: return_steps(case, ["intake"], reason="incomplete", note="", **old),
        "reopen": lambda: reopen_steps(case, ["intake"], **old),
    }
    with pytest.raises(StaleVersion):
        acts[act]()


def test_reasons_are_those_of_the_list() -> None:
    case = a_case()
    complete(case, "intake")
    with pytest.raises(UnknownReason):
        return_steps(case, ["intake"], reason="agreed", note="", **how(case))
    with pytest.raises(UnknownReason):
        waive_steps(case, ["gp"], reason="incomplete", **how(case))


def test_a_note_never_holds_a_bsn() -> None:
    case = a_case()
    complete(case, "intake")
    with pytest.raises(HoldsBsn):
        return_steps(case, ["intake"], reason="incomplete", note="111222333", **how(case))
    assert record_of(case, "intake").outcome == Outcome.DONE  # type: ignore[union-attr]


def test_what_goes_back_takes_the_check_with_it() -> None:
    case = a_case()
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step)
    return_steps(case, ["papers_handed_in"], reason="language", note="", **how(case))
    assert record_of(case, "papers_checked") is None
    assert [line.verb for line in history_of(case.id)][:2] == ["step_reopened", "step_returned"]
    complete(case, "papers_handed_in")
    # The promise counts from the day on which the papers came again.
    assert the_plan(case).step("papers_checked").due == date(2026, 12, 21)


def test_what_is_done_again_is_recorded_again(clock: time_machine.Traveller) -> None:
    case = a_case()
    complete(case, "intake")
    clock.shift(timedelta(days=2))
    return_steps(case, ["intake"], reason="language", note="", **how(case))
    clock.shift(timedelta(days=2))
    complete(case, "intake", on=date(2026, 12, 15))
    row = record_of(case, "intake")
    assert row
    assert (row.on, row.recorded_on) == (date(2026, 12, 15), date(2026, 12, 18))


def test_what_went_back_is_not_undone() -> None:
    case = a_case()
    complete(case, "intake")
    return_steps(case, ["intake"], reason="incomplete", note="", **how(case))
    with pytest.raises(StepNotOpen):
        reopen_steps(case, ["intake"], **how(case))


def test_a_waived_step_lets_the_next_one_go_on() -> None:
    case = a_case()
    complete(case, "intake")
    plan = waive_steps(case, ["papers_handed_in"], reason="agreed", **how(case))
    assert plan.step("papers_handed_in").state is StepState.WAIVED
    assert plan.step("papers_checked").state is StepState.OPEN
    assert reopen_steps(case, ["papers_handed_in"], **how(case)).step("papers_checked").state is StepState.WAITING


def test_a_registration_before_its_turn_or_day() -> None:
    case = a_case()
    arguments: dict[str, Any] = {"registered_on": today(), "bsn_way": None}
    with pytest.raises(StepNotOpen):
        register_person(case, case.people[0], **arguments, **how(case))
    up_to_visit(case)
    with pytest.raises(DayAhead):
        register_person(case, case.people[0], registered_on=date(2026, 12, 15), bsn_way=None, **how(case))


def test_a_registration_keeps_no_number() -> None:
    case = registered(a_case())
    row = case.registrations[0]
    assert (row.registered_on, row.bsn_way, row.bsn_on) == (today(), "handed_over", today())
    assert (row.municipality, row.registrar_name) == ("0546", "Expatdesk")
    assert "bsn" in history_of(case.id)[0].details
    assert history_of(case.id)[0].details["bsn"] == "handed_over"


def test_a_corrected_day_takes_the_number_along() -> None:
    case = registered(a_case())
    friday = date(2026, 12, 11)
    register_person(case, case.people[0], registered_on=friday, bsn_way=BsnWay.HANDED_OVER, **how(case))
    assert case.registrations[0].bsn_on == friday


def test_a_registration_by_mistake_is_taken_back() -> None:
    case = registered(a_case())
    plan = withdraw_registration(case, case.people[0], **how(case))
    assert plan.step("brp_registration:0").state is StepState.OPEN
    with pytest.raises(StepNotOpen):
        withdraw_registration(case, case.people[0], **how(case))


def test_a_household_is_recorded_as_a_whole_or_not_at_all() -> None:
    case = up_to_visit(with_family(a_case()))
    with pytest.raises(StaleVersion):
        record_household(case, [Recorded(case.people[0], today(), None)], **{**HOW, "version": case.version - 1})
    assert case.registrations == []
    record_household(case, [Recorded(person, today(), BsnWay.BY_POST) for person in case.people], **how(case))
    assert {row.bsn_way for row in case.registrations} == {"by_post"}


def test_what_the_household_told_before_counts_when_its_turn_comes() -> None:
    case = up_to_visit(a_case())
    case.interests_told_on = today()
    record_household(case, [Recorded(case.principal, today(), BsnWay.BY_POST)], **how(case))
    assert the_plan(case).step("social_intake").state is StepState.DONE
    assert the_plan(case).step("first_activity").state is StepState.OPEN


def test_what_nobody_told_is_asked_after_the_registration() -> None:
    case = up_to_visit(a_case())
    record_household(case, [Recorded(case.principal, today(), BsnWay.BY_POST)], **how(case))
    assert the_plan(case).step("social_intake").state is StepState.OPEN
