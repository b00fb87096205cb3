"""The employer's list of fields: everything it gets stands on the list, and nothing else can come in."""

import dataclasses
from datetime import date

import pytest
from flask import Flask

from expatdesk.access.fields import EMPLOYER_SEES, MILESTONES, HireView, hire_for_employer
from expatdesk.access.visit_fields import CostView, VisitView
from expatdesk.cases.actions import change_facts
from expatdesk.cases.employer_view import Milestone, MilestoneState, Task, Where
from expatdesk.cases.models import BsnWay, Case, CaseState
from expatdesk.cases.queries import plan_for_employer
from expatdesk.cases.step_actions import register_person, return_steps, waive_steps
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import Party, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import speaking
from tests.factories import a_case, registered, the_plan, up_to_visit, with_family
from tests.factories.cases import complete

DONE, BUSY, NOT_YET = MilestoneState.DONE, MilestoneState.BUSY, MilestoneState.NOT_YET


def seen_of(case: Case) -> HireView:
    return hire_for_employer(case, the_plan(case))


def states_of(case: Case) -> list[MilestoneState]:
    return [milestone.state for milestone in seen_of(case).milestones]


def test_every_field_of_the_view_stands_on_the_list() -> None:
    listed = [field for seen in EMPLOYER_SEES for field in seen.fields]
    assert sorted([*listed, "id"]) == sorted(field.name for field in dataclasses.fields(HireView))


def test_the_view_is_this_and_no_more() -> None:
    """Whoever adds a field changes this test too, and thinks of the household first."""
    assert {field.name for field in dataclasses.fields(HireView)} == {
        "id", "reference", "name", "email", "as_submitted", "department", "people", "where", "milestones",
        "closed", "turn", "turn_since", "tasks", "days", "visit", "housed",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(VisitView)} == {
        "at", "where", "is_firm", "is_over", "must_be_moved", "may_choose", "may_cancel", "is_changed_too_often",
        "changes_left", "costs_now", "by_invoice", "cost",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(CostView)} == {"is_asked", "is_late", "free_until"}
    assert {field.name for field in dataclasses.fields(Milestone)} == {"key", "state"}
    assert {field.name for field in dataclasses.fields(Task)} == {
        "key", "state", "due", "due_kind", "source", "done_on",
    }  # fmt: skip


def test_the_list_is_complete_in_both_languages(app: Flask) -> None:
    with app.test_request_context():
        for seen in EMPLOYER_SEES:
            with speaking("nl"):
                dutch = str(seen.words)
            with speaking("en"):
                assert dutch != str(seen.words)


def test_milestones_from_nothing_to_all(app: Flask) -> None:
    assert list(MILESTONES) == ["papers", "visit", "registered", "bsn"]
    case = with_family(a_case())
    assert states_of(case) == [BUSY, NOT_YET, NOT_YET, NOT_YET]
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    assert states_of(case) == [BUSY, BUSY, NOT_YET, NOT_YET]
    booked = up_to_visit(with_family(a_case()))
    assert states_of(booked) == [DONE, DONE, BUSY, NOT_YET]
    assert states_of(registered(booked)) == [DONE, DONE, DONE, DONE]


def test_registered_and_bsn_wait_for_the_last_of_the_household(app: Flask, region: Region) -> None:
    case = up_to_visit(with_family(a_case()))
    register_person(
        case, case.people[0], registered_on=today(), bsn_way=BsnWay.HANDED_OVER, version=case.version, by=SYSTEM,
        region=region, today=today(),
    )  # fmt: skip
    assert states_of(case) == [DONE, DONE, BUSY, NOT_YET]


def test_the_bsn_does_not_tell_that_a_part_of_the_household_is_registered(app: Flask, region: Region) -> None:
    """Security T07."""
    alone, family = up_to_visit(with_family(a_case())), up_to_visit(with_family(a_case()))
    register_person(
        family, family.people[0], registered_on=today(), bsn_way=BsnWay.HANDED_OVER, version=family.version,
        by=SYSTEM, region=region, today=today(),
    )  # fmt: skip
    assert states_of(family) == states_of(alone)


def test_a_step_that_is_waived_holds_nothing_up(app: Flask, region: Region) -> None:
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    waive_steps(
        case, ["papers_checked"], reason="agreed", version=case.version, by=SYSTEM, region=region, today=today()
    )
    assert states_of(case)[0] is DONE


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, Where.HERE),
        ({"stay_months": 2}, Where.ELSEWHERE),
        ({"category": "student"}, Where.ELSEWHERE),
        ({"home_kind": None, "home_postcode": None}, Where.ADDRESS_FIRST),
    ],
)
def test_where_is_told_coarsely(app: Flask, changes: dict[str, object], where: Where) -> None:
    assert seen_of(a_case(**changes)).where is where  # type: ignore[arg-type]


def test_the_turn_counts_from_the_day_the_last_thing_was_done(app: Flask) -> None:
    case = a_case(submitted=date(2026, 12, 1))
    assert (seen_of(case).turn, seen_of(case).turn_since) == (Party.EXPAT, date(2026, 12, 1))
    complete(case, "intake", on=date(2026, 12, 5))
    assert (seen_of(case).turn, seen_of(case).turn_since) == (Party.EXPAT, date(2026, 12, 5))
    complete(case, "papers_handed_in", on=date(2026, 12, 7))
    assert (seen_of(case).turn, seen_of(case).turn_since) == (Party.DESK, date(2026, 12, 7))


def test_a_paper_that_went_back_gives_the_turn_back(app: Flask, region: Region) -> None:
    case = a_case(submitted=date(2026, 12, 1))
    for step in ("intake", "papers_handed_in"):
        complete(case, step, on=date(2026, 12, 7))
    return_steps(
        case,
        ["papers_handed_in"],
        reason="unreadable",
        note="",
        version=case.version,
        by=SYSTEM,
        region=region,
        today=today(),
    )
    assert (seen_of(case).turn, seen_of(case).turn_since) == (Party.EXPAT, today())


def test_a_closed_case_is_nobodys_turn(app: Flask) -> None:
    case = a_case()
    case.state = CaseState.CLOSED
    assert (seen_of(case).turn, seen_of(case).turn_since, seen_of(case).closed) == (None, None, True)


def test_the_tasks_of_a_family_are_one(app: Flask, region: Region) -> None:
    case = with_family(a_case(), children=2)
    for person in case.people:
        person.nationalities = ["IN"]
    complete(case, "residence_right:0")
    tasks = {task.key: task for task in seen_of(case).tasks}
    assert list(tasks) == ["residence_right", "thirty_percent_request"]
    assert (tasks["residence_right"].state, tasks["residence_right"].done_on) == (StepState.OPEN, None)
    for number in (1, 2, 3):
        complete(case, f"residence_right:{number}")
    done = {task.key: task for task in seen_of(case).tasks}["residence_right"]
    assert (done.state, done.done_on) == (StepState.DONE, today())


@pytest.mark.parametrize(
    "home",
    [{"home_postcode": "2312 KS"}, {"home_postcode": "2511 NP"}],
    ids=["a home that the desk registers at", "a home elsewhere"],
)
def test_no_day_comes_or_goes_with_a_home(app: Flask, region: Region, home: dict[str, str]) -> None:
    """Security T07: all that is told of a home is whether the desk registers there; the days hold without."""
    case = a_case(home_kind=None, home_postcode=None, first_working_day=date(2027, 3, 1))
    before = seen_of(case).days
    found = {"home_kind": "rent", "home_registration_allowed": True, "home_from": today(), **home}
    change_facts(case, found, version=case.version, by=SYSTEM, region=region, today=today())
    assert seen_of(case).where is not Where.ADDRESS_FIRST
    assert seen_of(case).days == before
    assert set(before) == {EmployerDay.RESIDENCE_RIGHT, EmployerDay.THIRTY_PERCENT, EmployerDay.SPONSOR_REPORT}


def test_no_day_tells_which_first_day_the_desk_has_written_down(app: Flask, region: Region) -> None:
    """Security T07: wherever they register, the employer's days are counted from the one that it told."""
    for home in ({}, {"home_kind": None, "home_postcode": None}, {"home_postcode": "2511 NP"}):
        case = a_case(**home)
        before = hire_for_employer(case, plan_for_employer(case, region, today())).days
        other = {"first_working_day": date(2027, 3, 1)}
        change_facts(case, other, version=case.version, by=SYSTEM, region=region, today=today())
        assert hire_for_employer(case, plan_for_employer(case, region, today())).days == before
        assert case.sponsor_report_due == before[EmployerDay.SPONSOR_REPORT]


def test_the_employer_keeps_seeing_what_it_told(app: Flask) -> None:
    case = a_case(stay_months=24)
    case.stay_months, case.home_postcode = 12, "2316 XP"
    told = seen_of(case).as_submitted
    assert told is not None
    assert (told.stay_months, told.home_postcode, told.arrival) == (24, "2312 KS", case.arrival)


def test_of_a_case_that_no_employer_submitted_there_is_nothing_told(app: Flask) -> None:
    case = a_case()
    case.as_submitted = None
    assert seen_of(case).as_submitted is None
