"""Two who lock the same users at the same moment do not wait for each other for ever."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from expatdesk.cases.consents import Purpose, answer, answered
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.colleagues import limit, make_admin, remove
from expatdesk.people.models import Role, User
from expatdesk.shared.db import begin_immediate, db, session
from tests.factories import a_case, a_user, actor_of, an_employer

FIRST, LAST = uuid.UUID(int=1), uuid.UUID(int=2**128 - 1)


def removes(colleague: User, admin: User) -> None:
    remove(colleague, by=actor_of(admin))


def limits(colleague: User, admin: User) -> None:
    limit(colleague, "Botany", by=actor_of(admin))


def makes_admin(colleague: User, admin: User) -> None:
    make_admin(colleague, by=actor_of(admin))


@pytest.mark.parametrize("act", [removes, limits, makes_admin])
def test_a_colleague_and_a_household_that_takes_its_yes_back(
    real_app: Flask, act: Callable[[User, User], None]
) -> None:
    """The admin's act locks admins and colleague, the household's everybody of the employer; the admin is last."""
    employer = an_employer()
    colleague = a_user(Role.EMPLOYER, employer=employer, id=FIRST)
    a_user(Role.EMPLOYER_ADMIN, employer=employer, id=LAST)
    case = a_case(employer=employer)
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    session.commit()
    case_id, before = case.id, (colleague.active, colleague.department, colleague.role)
    session.remove()
    changes = Event()

    def when_it_changes(_connection: object, _cursor: object, statement: str, *_more: Any) -> None:
        if statement.replace('"', "").startswith("UPDATE user") and not changes.is_set():
            changes.set()
            # Time for the household to lock what is free.
            sleep(0.5)

    def acts() -> None:
        with real_app.app_context():
            begin_immediate()
            act(session.get_one(User, FIRST), session.get_one(User, LAST))
            session.commit()

    def takes_it_back() -> None:
        with real_app.app_context():
            assert changes.wait(10)
            begin_immediate()
            answer(session.get_one(Case, case_id), Purpose.VISIT, is_given=False, language="en", by=SYSTEM)
            session.commit()

    event.listen(db.engine, "before_cursor_execute", when_it_changes)
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(acts), threads.submit(takes_it_back)]:
            done.result()
    colleague = session.get_one(User, FIRST)
    assert (colleague.active, colleague.department, colleague.role) != before
    assert answered(session.get_one(Case, case_id), Purpose.VISIT) is False
