"""Who did and who read what: one line each, with the act itself, and never changed."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from time_machine import Traveller

from expatdesk.logbook.actions import record, record_reading
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people.models import Role
from expatdesk.retention.models import Erasure
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_user, actor_of

pytestmark = pytest.mark.usefixtures("app")


def test_a_line_tells_who_and_when_and_what() -> None:
    case, officer = a_case(), actor_of(a_user(Role.OFFICER, name="Sanne de Wit"))
    record("assigned", by=officer, case_id=case.id, officer="Bilal Haddou")
    (line, *_) = history_of(case.id)
    assert (line.verb, line.actor_name, line.actor_role) == ("assigned", "Sanne de Wit", "officer")
    assert line.details == {"officer": "Bilal Haddou"}
    assert line.at.isoformat() == "2026-12-14T09:00:00+00:00"


def test_the_newest_is_read_first(clock: Traveller) -> None:
    case_id, officer = uuid.uuid4(), actor_of(a_user(Role.OFFICER))
    for verb in ("first", "second", "third"):
        record(verb, by=officer, case_id=case_id)
        clock.shift(timedelta(minutes=1))
    assert [line.verb for line in history_of(case_id)] == ["third", "second", "first"]


def test_readings_stand_apart_from_changes() -> None:
    case_id, officer = uuid.uuid4(), actor_of(a_user(Role.OFFICER))
    record("assigned", by=officer, case_id=case_id)
    record_reading("case_read", by=officer, case_id=case_id)
    assert [line.verb for line in history_of(case_id)] == ["assigned"]
    assert [line.verb for line in readings_of(case_id)] == ["case_read"]


def test_a_line_goes_with_the_act_it_tells_of() -> None:
    case_id = uuid.uuid4()
    session.commit()
    record("assigned", by=actor_of(a_user(Role.OFFICER)), case_id=case_id)
    session.rollback()
    assert history_of(case_id) == []


@pytest.mark.parametrize("change", [update(LogLine).values(verb="nothing"), delete(LogLine)])
def test_no_line_is_changed_or_removed(change: object) -> None:
    """The database itself refuses (security T48)."""
    record("assigned", by=actor_of(a_user(Role.OFFICER)), case_id=uuid.uuid4())
    session.commit()
    with pytest.raises(DBAPIError, match="only ever added"):
        session.execute(change)  # type: ignore[call-overload]
    session.rollback()


def test_only_a_line_of_an_erased_case_loses_its_words() -> None:
    """And then its words alone: who did what and when stays, also before whoever broke in (security T48)."""
    erased, other = uuid.uuid4(), uuid.uuid4()
    session.add(Erasure(case_id=erased, on=today(), why="closed"))
    for case_id in (erased, other):
        record("assigned", by=actor_of(a_user(Role.OFFICER)), case_id=case_id, officer="Noor")
    session.commit()
    for case_id, gone in ((other, {"details": {}}), (erased, {"details": {"officer": "Wout"}})):
        with pytest.raises(DBAPIError, match="only ever added"):
            session.execute(update(LogLine).where(LogLine.case_id == case_id).values(gone))
        session.rollback()
    for column in (
        {"verb": "else"},
        {"actor_id": None},
        {"at": now() - timedelta(days=1)},
        {"actor_name": "Somebody"},
    ):
        with pytest.raises(DBAPIError, match="only ever added"):
            session.execute(update(LogLine).where(LogLine.case_id == erased).values({"details": {}, **column}))
        session.rollback()
    session.execute(update(LogLine).where(LogLine.case_id == erased).values(details={}))
    assert [line.details for line in history_of(erased)] == [{}]


@pytest.mark.parametrize(("days", "may_go"), [(300, False), (800, True)])
def test_only_what_is_over_is_removed(days: int, may_go: bool) -> None:
    record("assigned", by=actor_of(a_user(Role.OFFICER)), case_id=uuid.uuid4())
    session.add(LogLine(verb="old", at=now() - timedelta(days=days), actor_role="officer", actor_name="Noor"))
    session.commit()
    remove = delete(LogLine).where(LogLine.verb == "old")
    if may_go:
        session.execute(remove)
        return
    with pytest.raises(DBAPIError, match="only ever added"):
        session.execute(remove)
    session.rollback()


def test_a_very_long_name_keeps_nobody_from_acting() -> None:
    """PostgreSQL refuses what does not fit in its column; SQLite would take it."""
    case = a_case(given_names="G" * 200, particle="v" * 40, family_name="F" * 200)
    record("assigned", by=Actor(role=Role.EXPAT, name=case.principal.full_name), case_id=case.id)
    assert len(case.title) == 420
    assert {len(line.actor_name) for line in history_of(case.id)} == {200, len("Expatdesk")}
