"""Whether a hire has a home shows to its employer only while the household allows it, never as a no (T08)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, func, select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.consents import Purpose, allows, answer
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState, HireChange
from expatdesk.cases.sharing_home import share_home
from expatdesk.cases.sweep import refresh_stale, untrue_projections
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.rules.outcome import StepState, Track
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.api.system import System
from tests.conftest import Visit
from tests.employer.test_hire_list import rows_of
from tests.factories import a_case, a_key, a_user, complete, done_by
from tests.factories.cases import the_plan
from tests.factories.temporary import at_work
from tests.visitor import Visitor

WORDS = "Housed:"
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")
NO_HOME: dict[str, Any] = {"home_kind": None, "home_postcode": None}


@pytest.fixture
def case(employer: Employer) -> Case:
    """Somebody who arrived last week and lives in a home that lasts."""
    return a_case(employer=employer)


@pytest.fixture
def system(app: Flask, employer: Employer) -> System:
    """The HR system of the employer."""
    return System(app, a_key(employer)[1])


def says(case: Case, *, yes: bool) -> None:
    share_home(case, is_given=yes, language="en", **done_by(EXPAT))


def never(_case: Case) -> None:
    """Nothing is said."""


def no(case: Case) -> None:
    says(case, yes=False)


def taken_back(case: Case) -> None:
    says(case, yes=True)
    says(case, yes=False)


def to_another_question(case: Case) -> None:
    answer(case, Purpose.VISIT, is_given=True, language="en", by=EXPAT)


def test_with_their_yes_it_stands_with_the_hire(hr: Visitor, employer: Employer, case: Case) -> None:
    without = a_case(employer=employer, given_names="Bram", **NO_HOME)
    for one in (case, without):
        says(one, yes=True)
    hr.opens("employer.hire", case_id=case.id).sees("Housed: yes")
    hr.opens("employer.hire", case_id=without.id).sees("Housed: not yet")
    hr.opens("employer.hires").sees("Housed: yes", "Housed: not yet")
    heads, *rows = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}))
    column = heads.index("Housed")
    assert {row[1].split()[0]: row[column] for row in rows} == {"Ananya": "yes", "Bram": "not yet"}


@pytest.mark.parametrize("says_what", [never, no, taken_back, to_another_question])
def test_without_it_there_is_no_such_thing(
    hr: Visitor, system: System, case: Case, says_what: Callable[[Case], None]
) -> None:
    says_what(case)
    for page in (hr.opens("employer.hire", case_id=case.id), hr.opens("employer.hires")):
        page.does_not_see(WORDS)
    heads, row = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}))
    assert row[heads.index("Housed")] == ""
    (listed,) = system.reads("hires")["hires"]
    assert "housed" not in listed
    assert "housed" not in system.reads(f"hires/{case.id}")


@pytest.mark.parametrize(("home", "housed"), [({}, True), (NO_HOME, False)])
def test_its_system_reads_it_too(system: System, employer: Employer, home: dict[str, Any], housed: bool) -> None:
    case = a_case(employer=employer, **home)
    says(case, yes=True)
    assert system.reads("hires")["hires"][0]["housed"] is housed
    assert system.reads(f"hires/{case.id}")["housed"] is housed
    case.state = CaseState.CLOSED
    assert "housed" not in system.reads(f"hires/{case.id}")


def test_of_another_department_and_another_employer_nothing_shows(
    visit: Visit, employer: Employer, other_hr: Visitor, case: Case
) -> None:
    says(case, yes=True)
    other_hr.cannot_open("employer.hire", case_id=case.id)
    case.department = "Physics"
    limited = a_user(Role.EMPLOYER, employer=employer, department="Law")
    visit(limited).cannot_open("employer.hire", case_id=case.id)


def told(case: Case) -> int:
    """How often its employer's systems are told that it changed, since the last time."""
    session.flush()
    count = session.scalar(select(func.count()).where(HireChange.case_id == case.id)) or 0
    session.execute(delete(HireChange))
    return count


def test_a_change_counts_as_one_only_for_who_may_see_it(
    employer: Employer, region: Region, clock: time_machine.Traveller
) -> None:
    shared, hidden = a_case(employer=employer), a_case(employer=employer)
    told(shared)
    says(shared, yes=True)
    assert told(shared) == 1
    says(shared, yes=True)
    says(hidden, yes=False)
    assert told(shared) == told(hidden) == 0
    for case in (shared, hidden):
        # With a host they live for a time only. Where they are registered, which all employers see, stays.
        change_facts(case, {"home_kind": "with_host"}, version=case.version, **done_by())
        assert told(case) == (1 if case is shared else 0)
    says(shared, yes=False)
    assert told(shared) == 1
    clock.shift(timedelta(days=1))
    session.commit()
    refresh_stale(region, today())
    assert told(shared) == told(hidden) == 0
    assert untrue_projections(region, today()) == []


def test_who_moves_in_one_day_is_housed_from_that_day_on(
    hr: Visitor, employer: Employer, region: Region, clock: time_machine.Traveller
) -> None:
    case = a_case(employer=employer, home_from=today() + timedelta(days=2))
    says(case, yes=True)
    hr.opens("employer.hire", case_id=case.id).sees("Housed: not yet")
    told(case)
    session.commit()
    clock.shift(timedelta(days=2))
    refresh_stale(region, today())
    assert told(case) == 1
    hr.signs_in().opens("employer.hire", case_id=case.id).sees("Housed: yes")


def test_the_household_says_so_on_its_own_page(visit: Visit, hr: Visitor, employer: Employer, case: Case) -> None:
    expat = visit(case).opens("expat.status").sees(f"May {employer.name} see whether you have a home?")
    expat.sees("It never sees which home that is", "whether there is a home that lasts, yes or not yet")
    expat.presses("Yes, it may: your home").sees(f"From now on {employer.name} sees whether you have a home.")
    hr.opens("employer.hire", case_id=case.id).sees("Housed: yes")
    expat.presses("Take it back: your home").sees("does not see whether you have a home")
    hr.opens("employer.hire", case_id=case.id).does_not_see(WORDS)
    assert expat.posts("expat.share_home", {"answer": "perhaps"}).status_code == 422
    lines = session.scalars(select(LogLine).where(LogLine.verb.in_(["home_shared", "home_unshared"])))
    assert [sentence(line) for line in lines.all()] == [
        f"Ananya Krishnan lets {employer.name} see whether there is a home.",
        f"Ananya Krishnan does not let {employer.name} see whether there is a home any more.",
    ]


def test_nobody_is_asked_without_an_employer_and_a_closed_case_only_takes_back(visit: Visit, case: Case) -> None:
    alone = a_case()
    alone.employer = None
    visit(alone).opens("expat.status").does_not_see("see whether you have a home")
    assert visit(alone).posts("expat.share_home", {"answer": "yes"}).status_code == 404
    says(case, yes=True)
    case.state = CaseState.CLOSED
    expat = visit(case).opens("expat.status").presses("Take it back: your home")
    assert not allows(case, Purpose.HOME)
    assert expat.posts("expat.share_home", {"answer": "yes"}).status_code == 409


def test_it_stands_in_the_copy_of_their_file(visit: Visit, case: Case) -> None:
    says(case, yes=True)
    visit(case).opens("expat.data").sees("You said yes.")


def test_whose_turn_it_is_does_not_tell_of_a_home(
    hr: Visitor, system: System, employer: Employer, clock: time_machine.Traveller
) -> None:
    """Who looks for a home, hands a contract in, and moves: its employer learns nothing of it."""
    case = at_work(employer)
    while rest := [step for step in the_plan(case).open_steps if step.track is not Track.HOUSING]:
        complete(case, rest[0].id)
    before, listed = told(case) and system.reads(f"hires/{case.id}"), system.reads("hires")
    for step in ("housing_wishes", "home_search", "contract_check"):
        clock.shift(timedelta(days=1))
        complete(case, step)
        assert told(case) == 0, step
        hr.signs_in().opens("employer.hire", case_id=case.id)
    found = {"home_kind": "rent", "home_street": "Breestraat 1", "home_postcode": "2311 CS"}
    moves = {**found, "home_registration_allowed": True, "home_from": today() + timedelta(days=9)}
    change_facts(case, moves, version=case.version, **done_by())
    assert the_plan(case).step("address_reported").state is StepState.OPEN
    assert told(case) == 0
    assert system.reads(f"hires/{case.id}") == before
    assert system.reads("hires")["hires"] == listed["hires"]
