"""Erasing, withdrawing and removing meet what the worker tells: nobody waits for somebody who waits for them."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case, HireChange
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import NotAdminAnyMore, remove
from expatdesk.people.models import Role, User
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.hooks import (
    HookGone,
    change_secret,
    given_up,
    make_hook,
    ping,
    remove_hook,
    send_again,
    start_hook,
    stop_hook,
)
from expatdesk.systems.leaving import end_what_they_made
from expatdesk.systems.models import Hook, HookMessage, MessageState, Stopped
from expatdesk.systems.telling import tell_systems
from tests.at_once import beside
from tests.factories import a_case, a_hook, a_user, actor_of, an_employer
from tests.factories.cases import REGION
from tests.systems.messages import a_message


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


# What somebody does to a webhook that is being removed, or switched off.
ACTS: dict[str, Callable[[Hook, Actor], object]] = {
    "remove": lambda hook, by: remove_hook(hook, by=by),
    "stop": lambda hook, by: stop_hook(hook, Stopped.BY_HAND, by=by),
    "start": lambda hook, by: start_hook(hook, by=by),
    "try": lambda hook, by: ping(hook, by=by),
    "send again": lambda hook, by: send_again(hook, given_up(), by=by),
    "change secret": lambda hook, by: change_secret(hook, "", by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_to_a_webhook_that_is_removed_meanwhile(
    real_app: Flask, case_id: uuid.UUID, act: str
) -> None:
    by = actor_of(a_user(Role.EMPLOYER_ADMIN, employer=session.get_one(Case, case_id).employer))
    session.commit()

    def does_it() -> None:
        begin_immediate()
        hook = session.scalars(select(Hook)).one_or_none()
        if hook is not None:
            with pytest.raises(HookGone):
                ACTS[act](hook, by)

    begin_immediate()
    remove_hook(session.scalars(select(Hook)).one(), by=SYSTEM)
    with beside(real_app, does_it):
        session.commit()
    assert session.query(Hook).count() == 0


def test_nothing_waits_for_a_webhook_that_is_switched_off_meanwhile(real_app: Flask, case_id: uuid.UUID) -> None:
    """It would go by itself when somebody switches the webhook on, however much later."""
    hook = session.scalars(select(Hook)).one()
    a_message(hook).state = MessageState.FAILED
    session.commit()

    def does_it() -> None:
        begin_immediate()
        for act in ("try", "send again"):
            with pytest.raises(HookGone):
                ACTS[act](session.scalars(select(Hook)).one(), SYSTEM)

    begin_immediate()
    stop_hook(session.scalars(select(Hook)).one(), Stopped.BY_HAND, by=SYSTEM)
    with beside(real_app, does_it):
        session.commit()
    assert session.scalars(select(HookMessage.state)).all() == [MessageState.FAILED]


def test_a_colleague_is_removed_while_their_webhook_is(real_app: Flask, case_id: uuid.UUID) -> None:
    """Security T09: that there is nothing to switch off any more keeps nobody in."""
    admin = actor_of(a_user(Role.EMPLOYER_ADMIN, employer=session.get_one(Case, case_id).employer))
    maker_id = session.scalars(select(Hook)).one().maker_id
    session.commit()

    def removes() -> None:
        begin_immediate()
        maker = session.get_one(User, maker_id)
        remove(maker, by=admin)
        assert end_what_they_made(maker, by=admin).hooks == []
        session.commit()

    begin_immediate()
    remove_hook(session.scalars(select(Hook)).one(), by=SYSTEM)
    with beside(real_app, removes):
        session.commit()
    assert not session.get_one(User, maker_id, populate_existing=True).active
