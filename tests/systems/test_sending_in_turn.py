"""Many messages and many webhooks: none keeps others waiting, and what a dead worker took is sent by the next."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.organisations.models import Employer
from expatdesk.shared import outgoing
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems import sending
from expatdesk.systems.models import HookMessage, MessageState, Problem
from expatdesk.systems.outcomes import LET_OTHERS_GO, PAUSES
from expatdesk.work import send_to_webhooks
from tests.factories import a_hook, an_employer
from tests.systems.messages import a_message, sent
from tests.webhook_receiver import Receiver

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def employer() -> Employer:
    return an_employer()


def test_after_a_failure_the_others_are_left_alone(
    receiver: Receiver, employer: Employer, clock: time_machine.Traveller
) -> None:
    """Ten thousand that wait for a dead system cost one try, not ten thousand."""
    receiver.statuses = [500, 204]
    hook, _secret = a_hook(employer, receiver.url)
    messages = [a_message(hook) for _message in range(3)]
    send_to_webhooks()
    assert len(receiver.got) == 1
    assert sum(message.tries for message in session.scalars(select(HookMessage))) == 1
    clock.shift(PAUSES[0])
    send_to_webhooks()
    assert [sent(message) for message in messages] == [MessageState.SENT] * 3
    assert len(receiver.got) == 4


def test_one_that_is_slow_keeps_nobody_waiting(
    receiver: Receiver, other_receiver: Receiver, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sweep: those that never answer are given up, and the one that does has its message."""
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    receiver.hang = True
    slow = [a_message(a_hook(employer, receiver.url)[0]) for _message in range(3)]
    quick = a_message(a_hook(an_employer("Rijnmond Robotics B.V."), other_receiver.url)[0])
    assert sent(quick) == MessageState.SENT
    assert {sent(message) for message in slow} == {MessageState.WAITING}
    assert {message.problem for message in slow} == {Problem.NO_ANSWER}
    assert len(other_receiver.got) == 1


def test_a_worker_that_was_killed(receiver: Receiver, employer: Employer, clock: time_machine.Traveller) -> None:
    """What it took is sent by the next one, once its time is over: at least once, under the same id."""
    message = a_message(a_hook(employer, receiver.url)[0])
    assert len(sending._take("https://desk.example/api/v1/hires")) == 1
    assert sent(message) == MessageState.SENDING
    clock.shift(sending.LEASE)
    assert sent(message) == MessageState.SENT
    assert len(receiver.got) == 1


@pytest.fixture
def rings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often the worker was rung for."""
    rung: list[bool] = []
    monkeypatch.setitem(app.extensions, "bell", lambda: rung.append(True))
    return rung


def test_time_is_over_for_one(
    receiver: Receiver, employer: Employer, rings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left goes back, and counts no try; others go first for a while."""
    monkeypatch.setattr(sending, "SECONDS_FOR_ONE", -1)
    monkeypatch.setattr(sending, "SECONDS_FOR_ALL", 0.05)
    message = a_message(a_hook(employer, receiver.url)[0])
    assert sent(message) == MessageState.WAITING
    assert (message.tries, message.try_after, receiver.got) == (0, now(), [])
    assert message.hook.rests_until == now() + LET_OTHERS_GO
    assert rings == []


def test_time_is_over_for_all(
    receiver: Receiver, employer: Employer, rings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mails wait as well: they have their turn, and then what is left."""
    monkeypatch.setattr(sending, "SECONDS_FOR_ALL", -1)
    monkeypatch.setattr(sending, "MESSAGES_AT_ONCE", 2)
    hook, _secret = a_hook(employer, receiver.url)
    for _message in range(3):
        a_message(hook)
    send_to_webhooks()
    assert (len(receiver.got), rings) == (2, [True])
    send_to_webhooks()
    assert len(receiver.got) == 3
    send_to_webhooks()
    assert len(rings) == 2
