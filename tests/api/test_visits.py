"""A system and the visit of a hire: nothing without consent, and with it by the rules of HR's pages (T08)."""

import dataclasses
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.access.visit_fields import VisitView
from expatdesk.api.types import Visit
from expatdesk.appointments.actions import book_visit
from expatdesk.cases.closing import close_as_it_is, open_again
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from expatdesk.systems.models import Scope
from tests.api.system import System
from tests.factories import a_case, a_counter, a_key, an_employer, complete, registered
from tests.factories.cases import REGION

WEDNESDAY = date(2026, 12, 16)
AT_TEN, AT_ELEVEN = (datetime.combine(WEDNESDAY, time(hour), AMSTERDAM) for hour in (10, 11))


@pytest.fixture
def case(employer: Employer) -> Case:
    """A household whose papers are handed in; it arrived on Saturday, so the law says Thursday."""
    a_counter()
    case = a_case(employer=employer, arrival=date(2026, 12, 12))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def allow(case: Case, *, yes: bool = True) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))


def wish(at: datetime, instead_of: datetime | None = None) -> dict[str, Any]:
    return {"at": at.isoformat(), "instead_of": instead_of and instead_of.isoformat()}


def test_it_tells_no_more_than_the_pages_of_hr() -> None:
    seen = {field.name for field in dataclasses.fields(VisitView)} - {"may_cancel", "is_changed_too_often"}
    assert set(Visit.__struct_fields__) == seen - {"costs_now", "cost"} | {
        "change_costs", "free_until", "times", "lawful_day",
    }  # fmt: skip


def test_refused_taken_back_and_never_answered_are_the_same_bytes(system: System, case: Case) -> None:
    """And the same as of a hire that never existed (security T08)."""
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=REGION, today=today())

    def answers(case_id: uuid.UUID) -> list[tuple[int, bytes]]:
        path = f"hires/{case_id}/visit"
        found = [system.gets(path), system.puts(path, wish(AT_ELEVEN, AT_TEN))]
        found.append(system.deletes(path, at=AT_TEN.isoformat()))
        return [(one.status_code, one.data) for one in found]

    def hire() -> bytes:
        data: bytes = system.gets(f"hires/{case.id}").data
        return data

    missing, before = answers(uuid.uuid4()), hire()
    assert answers(case.id) == missing
    allow(case, yes=False)
    assert (answers(case.id), hire()) == (missing, before)
    allow(case)
    assert hire() == before
    assert system.gets(f"hires/{case.id}/visit").status_code == 200
    allow(case, yes=False)
    assert (answers(case.id), hire()) == (missing, before)
    assert case.visit_at == AT_TEN


def test_a_system_reads_books_and_moves(system: System, case: Case) -> None:
    allow(case)
    path = f"hires/{case.id}/visit"
    read = system.reads(path)
    assert (read["at"], read["may_choose"], read["lawful_day"]) == (None, True, "2026-12-17")
    assert AT_TEN in [datetime.fromisoformat(moment) for moment in read["times"]]
    mails = len(session.scalars(select(Mail)).all())
    for _twice in range(2):
        booked = system.puts(path, wish(AT_TEN))
        assert (booked.status_code, booked.data) == (200, system.gets(path).data)
    assert case.visit_at == AT_TEN
    assert system.puts(path, wish(AT_ELEVEN, AT_TEN)).status_code == 200
    assert case.visit_at == AT_ELEVEN
    assert len(session.scalars(select(Mail)).all()) == mails + 2
    lines = session.scalars(select(LogLine).where(LogLine.verb.startswith("visit_")).order_by(LogLine.id))
    assert [(line.verb, line.actor_role) for line in lines] == [
        ("visit_booked", Role.EMPLOYER_SYSTEM),
        ("visit_moved", Role.EMPLOYER_SYSTEM),
    ]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (wish(AT_ELEVEN), 409),
        (wish(AT_ELEVEN, AT_ELEVEN + timedelta(hours=1)), 409),
        (wish(AT_TEN + timedelta(hours=13), AT_TEN), 409),
        (wish(AT_ELEVEN - timedelta(days=9), AT_TEN), 409),
        ({"at": "2026-12-16T11:00:00"}, 422),
        ({"at": "0001-01-01T00:00:00+14:00"}, 422),
        ({"at": "9999-12-31T23:59:59-14:00"}, 422),
        ({}, 422),
    ],
)
def test_what_is_refused_leaves_the_visit(system: System, case: Case, asked: dict[str, Any], status: int) -> None:
    """Neither what was moved meanwhile, nor what is not free, is written over."""
    allow(case)
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=REGION, today=today())
    assert system.puts(f"hires/{case.id}/visit", asked).status_code == status
    assert case.visit_at == AT_TEN


def test_another_ones_visit_is_missing(app: Flask, case: Case, employer: Employer) -> None:
    allow(case)
    strangers = [a_key(an_employer("Rijnmond Robotics B.V."))[1], a_key(employer, scopes=[Scope.READ])[1]]
    for token in strangers:
        stranger = System(app, token)
        assert stranger.gets(f"hires/{case.id}/visit").status_code == 404
        assert stranger.puts(f"hires/{case.id}/visit", wish(AT_TEN)).status_code == 404
    assert case.visit_at is None
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=REGION, today=today())
    for token in strangers:
        assert System(app, token).deletes(f"hires/{case.id}/visit", at=AT_TEN.isoformat()).status_code == 404
    assert case.visit_at == AT_TEN


def test_a_system_cancels(system: System, case: Case) -> None:
    """Once, however often it is sent; the household gets a mail that says who did it."""
    allow(case)
    path, at = f"hires/{case.id}/visit", AT_TEN.isoformat()
    system.puts(path, wish(AT_TEN))
    mails = len(session.scalars(select(Mail)).all())
    for _twice in range(2):
        cancelled = system.deletes(path, at=at)
        assert (cancelled.status_code, cancelled.data) == (200, system.gets(path).data)
    assert case.visit_at is None
    assert len(session.scalars(select(Mail)).all()) == mails + 1
    line = session.scalars(select(LogLine).where(LogLine.verb == "visit_cancelled")).one()
    assert line.actor_role == Role.EMPLOYER_SYSTEM


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"at": AT_ELEVEN.isoformat()}, 409),
        ({"at": "2026-12-16T11:00:00"}, 422),
        ({"at": "0001-01-01T00:00:00+14:00"}, 422),
        ({"at": "now"}, 422),
        ({"at": f"{AT_TEN.isoformat()}\0"}, 422),
        ({}, 422),
    ],
)
def test_what_is_refused_is_not_cancelled(system: System, case: Case, asked: dict[str, str], status: int) -> None:
    """Neither what was moved meanwhile, nor what nobody named."""
    allow(case)
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=REGION, today=today())
    assert system.deletes(f"hires/{case.id}/visit", **asked).status_code == status
    assert case.visit_at == AT_TEN


def test_what_is_over_is_not_cancelled(system: System, case: Case) -> None:
    """Who of them is registered is not told: one and the same answer for a file that is closed (security T07)."""
    allow(case)
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=REGION, today=today())
    path, at = f"hires/{case.id}/visit", AT_TEN.isoformat()
    close_as_it_is(case, version=case.version, today=today())
    closed = system.deletes(path, at=at)
    open_again(case, version=case.version, by=SYSTEM)
    for step in ("residence_right:0", "papers_checked"):
        complete(case, step)
    registered(case)
    after = system.deletes(path, at=at)
    assert (closed.status_code, after.status_code) == (409, 409)
    assert closed.data == after.data
    assert "cannot be cancelled any more" in closed.text
    assert case.visit_at == AT_TEN


def test_what_is_read_is_written_down(system: System, case: Case) -> None:
    allow(case)
    system.reads(f"hires/{case.id}/visit")
    verbs = session.scalars(select(LogLine.verb).where(LogLine.case_id == case.id, LogLine.reads))
    assert list(verbs) == ["hire_read"]
