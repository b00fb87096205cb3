"""The hires that a system reads: of its own employer, as that sees them, and by when they changed in its eyes."""

import dataclasses
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from expatdesk.access.fields import HireView
from expatdesk.api.types import Hire
from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.actions import change_facts
from expatdesk.cases.closing import close_as_it_is, open_again
from expatdesk.cases.consents import Purpose
from expatdesk.cases.consents import answer as answers
from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case
from expatdesk.cases.sweep import refresh_stale, untrue_projections
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.api.system import System
from tests.factories import a_case, a_key, an_employer, complete, registered, with_family
from tests.factories.cases import done_by

DAY = timedelta(days=1)


@pytest.fixture
def case(employer: Employer) -> Case:
    return a_case(employer=employer)


def test_one_hire(system: System, case: Case) -> None:
    read = system.reads(f"hires/{case.id}")
    assert (read["id"], read["name"], read["email"]) == (str(case.id), case.principal.full_name, case.email)
    assert (read["state"], read["where"], read["people"], read["reference"]) == ("open", "here", 1, None)
    assert read["milestones"] == {
        "papers": "busy", "visit": "not_yet", "registered": "not_yet", "bsn": "not_yet"
    }  # fmt: skip
    assert read["turn"] == "expat"
    assert datetime.fromisoformat(read["updated_at"]) == now()
    registered(case)
    assert set(system.reads(f"hires/{case.id}")["milestones"].values()) == {"done"}


def test_it_tells_no_more_than_the_pages_of_hr() -> None:
    """Whoever adds a field thinks of the household first: security T07, and the list in `access/fields.py`."""
    sees = {field.name for field in dataclasses.fields(HireView)} - {"as_submitted", "closed", "visit"}
    assert set(Hire.__struct_fields__) == sees | {"reference", "state", "updated_at"}


def test_the_family_shows_nowhere(system: System, case: Case) -> None:
    with_family(case, children=1)
    answer = system.gets(f"hires/{case.id}").text
    assert "Moreau" not in answer
    assert "1991" not in answer


def test_another_ones_hire_is_missing(app: Flask, system: System, case: Case) -> None:
    """Byte for byte as one that never existed (T04)."""
    other = System(app, a_key(an_employer("Rijnmond Robotics B.V."))[1])
    theirs, missing = other.gets(f"hires/{case.id}"), other.gets(f"hires/{uuid.uuid4()}")
    assert theirs.status_code == 404
    assert (theirs.data, theirs.headers["Content-Type"]) == (missing.data, missing.headers["Content-Type"])
    assert other.reads("hires")["hires"] == []
    assert other.gets("hires/no-id").status_code == 404
    assert len(system.reads("hires")["hires"]) == 1


def test_what_is_read_is_written_down(system: System, case: Case, employer: Employer) -> None:
    system.reads(f"hires/{case.id}")
    system.reads("hires")
    of_it = select(LogLine).where(LogLine.verb == "hire_read", LogLine.case_id == case.id)
    lines = [(line.actor_role, line.actor_name, line.actor_organisation) for line in session.scalars(of_it)]
    assert lines == [(Role.EMPLOYER_SYSTEM, "Workday", employer.name)]


def test_it_is_written_down_once_an_hour(
    app: Flask, system: System, employer: Employer, clock: time_machine.Traveller
) -> None:
    """A system that asks all the time buries nobody else; each key has lines of its own (security T48)."""

    def lines() -> int:
        return session.scalar(select(func.count()).where(LogLine.verb == "hire_read")) or 0

    cases = [a_case(employer=employer) for _one in range(3)]
    for _request in range(20):
        system.reads("hires")
    assert lines() == 3
    System(app, a_key(employer)[1]).reads(f"hires/{cases[0].id}")
    assert lines() == 4
    clock.shift(timedelta(hours=1))
    system.reads("hires")
    assert lines() == 7


def test_page_by_page(system: System, employer: Employer, clock: time_machine.Traveller) -> None:
    """The one that changed first in front; each stands on one page, also of several at one moment."""
    made = []
    for _moment in range(3):
        made += sorted(str(a_case(employer=employer).id) for _hire in range(2))
        clock.shift(timedelta(seconds=1))
    first = system.reads("hires", limit="3")
    second = system.reads("hires", limit="3", after=first["next"])
    assert [hire["id"] for page in (first, second) for hire in page["hires"]] == made
    assert second["next"] is None


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"limit": "0"}, ["limit"]),
        ({"limit": "101"}, ["limit"]),
        ({"limit": "²"}, ["limit"]),
        ({"updated_since": "yesterday"}, ["updated_since"]),
        ({"updated_since": "2026-12-14T09:00:00"}, ["updated_since"]),
        ({"updated_since": "0001-01-01T00:00:00+14:00"}, ["updated_since"]),
        ({"after": "x", "limit": ""}, ["limit", "after"]),
        ({"update_since": "2026-12-14T09:00:00Z"}, ["update_since"]),
        ({"x" * 5000: "1"}, ["x" * 60]),
        ({"after": "0001-01-01T00:00:00+14:00~00000000000000000000000000000000"}, ["after"]),
    ],
)
def test_what_makes_no_sense(system: System, asked: dict[str, Any], wrong: list[str]) -> None:
    answer = system.gets("hires", **asked)
    assert answer.status_code == 422
    assert answer.json is not None
    assert [error["name"] for error in answer.json["errors"]] == wrong


class Since:
    """A system that asks each time what changed since it asked last."""

    def __init__(self, system: System, clock: time_machine.Traveller) -> None:
        self.system, self.clock = system, clock
        self.moment = now()

    def changed(self) -> list[str]:
        """Who changed; a minute goes by before and after."""
        found = self.system.reads("hires", updated_since=(self.moment + timedelta(seconds=1)).isoformat())
        self.clock.shift(timedelta(minutes=1))
        self.moment = now()
        self.clock.shift(timedelta(minutes=1))
        return [hire["id"] for hire in found["hires"]]


@pytest.fixture
def since(system: System, case: Case, clock: time_machine.Traveller) -> Since:
    assert case.hire_changed_at == now()
    found = Since(system, clock)
    assert found.changed() == []
    return found


def test_what_the_employer_sees_changes(since: Since, case: Case, region: Region) -> None:
    changes = ({"people_expected": 3}, {"email": "new@example.org"}, {"department": "Research"})
    for change in changes:
        change_facts(case, change, version=case.version, by=SYSTEM, region=region, today=today())
        assert since.changed() == [str(case.id)], change
        assert since.changed() == []
    registered(case)
    assert since.changed() == [str(case.id)]


def test_closed_and_open_again(since: Since, case: Case) -> None:
    close_as_it_is(case, version=case.version, today=today())
    assert since.changed() == [str(case.id)]
    assert since.system.reads(f"hires/{case.id}")["tasks"] == []
    open_again(case, version=case.version, by=SYSTEM)
    assert since.changed() == [str(case.id)]
    assert since.changed() == []


@pytest.mark.parametrize("home", [{}, {"home_kind": None, "home_postcode": None}, {"home_postcode": "2511 NP"}])
def test_of_a_withdrawn_hire_it_reads_until_when_the_ind_is_told(
    since: Since, employer: Employer, home: dict[str, Any]
) -> None:
    """What the page of HR says, a system reads as well; of one that the desk closed neither says anything."""
    withdrawn, closed = a_case(employer=employer, **home), a_case(employer=employer, **home)
    since.changed()
    withdraw_hire(withdrawn, "not_coming", **done_by())
    close_as_it_is(closed, version=closed.version, today=today())
    assert set(since.changed()) == {str(withdrawn.id), str(closed.id)}
    read = {case.id: since.system.reads(f"hires/{case.id}") for case in (withdrawn, closed)}
    assert read[withdrawn.id]["days"] == {"sponsor_report": "2027-01-11"}
    assert (read[withdrawn.id]["tasks"], read[closed.id]["days"]) == ([], {})


@pytest.mark.parametrize(("is_theirs", "told"), [(True, 2), (False, 0)])
def test_made_one_and_two_again(since: Since, case: Case, region: Region, *, is_theirs: bool, told: int) -> None:
    """Each that is seen otherwise is told, and no hire goes back to a moment that was asked for already."""
    other = a_case(employer=case.employer)
    if is_theirs:
        with_family(other, partner=False, children=1)
    else:
        other.employer = None
    choice = Choice(same={other.principal.id: case.principal.id})
    how: dict[str, Any] = {"region": region, "today": today()}
    since.changed()
    merge_cases(case, other, choice, version=case.version, other_version=other.version, by=SYSTEM, **how)
    merged = since.changed()
    undo_merge(case, version=case.version, by=SYSTEM, **how)
    changed = since.changed()
    assert (len(changed), set(changed) >= set(merged)) == (told, True)
    assert since.changed() == []


def test_what_it_does_not_see_changes_nothing(since: Since, case: Case, region: Region) -> None:
    """Neither what the household wishes, nor what it answers to its employer's question (security T07, T08)."""
    wishes = {"interests": "Rowing", "wants_buddy": True, "first_working_day": today() + 9 * DAY}
    change_facts(case, wishes, version=case.version, by=SYSTEM, region=region, today=today())
    before = case.version
    for is_given in (False, True, False):
        answers(case, Purpose.VISIT, is_given=is_given, language="en", by=Actor(Role.EXPAT, "Ananya"))
    assert case.version >= before
    assert since.changed() == []


def test_a_day_that_goes_by(since: Since, case: Case, region: Region) -> None:
    """The night computes all anew; what looks the same did not change."""
    complete(case, "intake")
    since.changed()
    since.clock.shift(DAY)
    session.commit()
    assert refresh_stale(region, today()) == 1
    assert since.changed() == []


def test_the_projection_stays_true(case: Case, region: Region) -> None:
    close_as_it_is(case, version=case.version, today=today())
    session.commit()
    assert untrue_projections(region, today()) == []


def test_as_of_leaves_time_for_what_is_being_stored(system: System, case: Case) -> None:
    assert case.hire_changed_at is not None
    as_of = datetime.fromisoformat(system.reads("hires")["as_of"])
    assert as_of == now() - timedelta(minutes=5)
