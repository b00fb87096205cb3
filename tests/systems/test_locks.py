"""Erasing, withdrawing and removing meet what the worker tells: nobody waits for somebody who waits for them."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case, HireChange
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import NotAdminAnyMore, remove
from expatdesk.people.models import Role, User
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.hooks import make_hook, remove_hook, start_hook, stop_hook
from expatdesk.systems.leaving import end_what_they_made
from expatdesk.systems.models import Hook, HookMessage, Stopped
from expatdesk.systems.telling import tell_systems
from tests.at_once import beside
from tests.factories import a_case, a_hook, a_user, actor_of, an_employer
from tests.factories.cases import REGION


@pytest.fixture
def case_id(real_app: Flask) -> uuid.UUID:
    """A hire of which a webhook is to be told, and whose visit its employer may see."""
    employer = an_employer()
    a_hook(employer)
    case = a_case(employer=employer)
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    session.commit()
    return case.id


def locked(case_id: uuid.UUID) -> Case:
    """The case as the night holds it while it erases it."""
    begin_immediate()
    return session.scalars(select(Case).where(Case.id == case_id).with_for_update(of=Case)).one()


def withdraw(case_id: uuid.UUID) -> None:
    begin_immediate()
    answer(session.get_one(Case, case_id), Purpose.VISIT, is_given=False, language="en", by=SYSTEM)
    session.commit()


def test_a_hire_is_erased_while_its_webhooks_are_told(real_app: Flask, case_id: uuid.UUID) -> None:
    """What is left of it is told to nobody."""
    case = locked(case_id)
    with beside(real_app, tell_systems):
        erase_case(case, Why.ABANDONED, countries=REGION.countries, today=today())
        session.commit()
    tell_systems()
    assert session.query(HireChange).count() == session.query(HookMessage).count() == 0


def test_a_webhook_is_removed_while_it_is_told(real_app: Flask, case_id: uuid.UUID) -> None:
    begin_immediate()
    remove_hook(session.scalars(select(Hook)).one(), by=SYSTEM)
    session.flush()
    with beside(real_app, tell_systems):
        session.commit()
    tell_systems()
    assert session.query(HireChange).count() == session.query(HookMessage).count() == 0


def test_a_consent_is_withdrawn_while_a_colleague_is_removed(real_app: Flask, case_id: uuid.UUID) -> None:
    """Security T08, T09: whoever comes second waits, and both hold."""
    employer = session.get_one(Case, case_id).employer
    maker = session.scalars(select(Hook)).one().maker
    admin = a_user(Role.EMPLOYER_ADMIN, employer=employer)
    session.commit()
    begin_immediate()
    remove(maker, by=actor_of(admin))
    with beside(real_app, lambda: withdraw(case_id)):
        end_what_they_made(maker, by=actor_of(admin))
        session.commit()
    assert not maker.active
    assert session.scalars(select(Hook)).one().stopped_at is not None


def test_somebody_makes_a_webhook_while_they_are_removed(real_app: Flask, case_id: uuid.UUID) -> None:
    """Security T09: it would work again if they came back, and nobody would know of it."""
    employer = session.get_one(Case, case_id).employer
    leaves, stays = (actor_of(a_user(Role.EMPLOYER_ADMIN, employer=employer)) for _one in range(2))
    hook = session.scalars(select(Hook)).one()
    stop_hook(hook, Stopped.BY_HAND, by=stays)
    session.commit()
    refused = list[str]()

    def make(start: bool) -> None:
        begin_immediate()
        there = session.scalars(select(Hook)).one()
        of = session.get_one(Employer, there.employer_id)
        try:
            if start:
                start_hook(there, by=leaves)
            else:
                make_hook("x", "https://hr.example/", (), employer=of, by=leaves)
            session.commit()
        except NotAdminAnyMore:
            refused.append("start" if start else "make")

    begin_immediate()
    remove(session.get_one(User, leaves.user_id), by=stays)
    with beside(real_app, lambda: make(start=True)), beside(real_app, lambda: make(start=False)):
        session.commit()
    assert sorted(refused) == ["make", "start"]
    assert session.scalars(select(Hook)).one().stopped_at is not None
