"""Secrets and keys of HR systems go when their time is over."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import print_of_secret
from expatdesk.systems.hooks import change_secret
from expatdesk.systems.models import ApiKey, Hook
from expatdesk.work import WORK, forget_old_keys
from tests.factories import a_hook, a_key, actor_of, an_employer


def test_an_old_secret_goes_when_it_signs_no_more(app: Flask, clock: time_machine.Traveller) -> None:
    hook, _secret = a_hook(an_employer())
    change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    kept = hook.secret
    session.commit()
    forget_old_keys()
    session.refresh(hook)
    assert hook.old_secret is not None
    clock.shift(timedelta(days=1))
    forget_old_keys()
    session.refresh(hook)
    assert hook.secret == kept
    assert session.execute(select(Hook.old_secret, Hook.old_secret_until)).one() == (None, None)


def test_keys_that_are_over_stay_as_long_as_the_logbook(app: Flask, clock: time_machine.Traveller) -> None:
    employer = an_employer()
    revoked, _expired, _lasting = (a_key(employer, lasts=timedelta(days=days))[0] for days in (366, 30, 366))
    revoked.revoked_at = now()
    left = []
    for days in (0, 720, 20, 25):
        clock.shift(timedelta(days=days))
        session.commit()
        forget_old_keys()
        left.append(set(session.scalars(select(ApiKey.name))))
    assert [len(names) for names in left] == [3, 3, 2, 1]
    assert left[3] < left[2] < left[0]


def test_it_is_the_workers_work() -> None:
    assert forget_old_keys in WORK


def test_old_messages_are_found_by_their_age(app: Flask) -> None:
    """The sweep runs every minute, and most messages are young."""
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("of a small table PostgreSQL reads all, whatever indexes it has")
    plan = session.execute(text("EXPLAIN QUERY PLAN DELETE FROM hook_message WHERE at < '2026-01-01'")).all()
    assert "ix_hook_message_at" in str(plan)
