"""A webhook whose secrets cannot be read any more is sent nothing: unsigned, nobody knows whose message it is."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from standardwebhooks import Webhook

from expatdesk.doctor import check_webhooks
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import print_of_secret, signatures
from expatdesk.systems.hooks import change_secret
from expatdesk.systems.models import Hook, MessageState
from expatdesk.systems.outcomes import LOOK_FOR_KEY
from tests.factories import a_hook, a_user, actor_of, an_employer
from tests.systems.messages import a_message, sent
from tests.webhook_receiver import Receiver

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def hook(receiver: Receiver) -> Hook:
    return a_hook(an_employer(), receiver.url)[0]


def lost(kept: str) -> str:
    """The same under a key that is on no ring."""
    return f"gone:{kept.partition(':')[2]}"


def mails() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == "hook_unsigned").order_by(Mail.recipient)))


def test_nothing_goes_until_the_key_is_back(hook: Hook, receiver: Receiver, clock: time_machine.Traveller) -> None:
    """However long that takes: no try is counted. The admins are told once."""
    a_user(Role.EMPLOYER_ADMIN, employer=session.get(Employer, hook.employer_id))
    kept, message = hook.secret, a_message(hook)
    hook.secret = lost(kept)
    for _day in range(5):
        assert sent(message) == MessageState.WAITING
        clock.shift(timedelta(days=1))
    assert (message.tries, message.problem, receiver.got) == (0, None, [])
    assert (hook.stopped_at, hook.failing_since) == (None, None)
    assert len(mails()) == 2
    hook.secret = kept
    assert sent(message) == MessageState.SENT
    assert hook.unsigned_since is None


def test_it_is_looked_for_now_and_then(hook: Hook, clock: time_machine.Traveller) -> None:
    kept, message = hook.secret, a_message(hook)
    hook.secret = lost(kept)
    sent(message)
    hook.secret = kept
    clock.shift(LOOK_FOR_KEY - timedelta(seconds=1))
    assert sent(message) == MessageState.WAITING
    clock.shift(timedelta(seconds=1))
    assert sent(message) == MessageState.SENT


def test_a_new_secret_lets_all_go_that_waits(hook: Hook, receiver: Receiver) -> None:
    hook.secret, message = lost(hook.secret), a_message(hook)
    sent(message)
    secret = change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    assert sent(message) == MessageState.SENT
    (got,) = receiver.got
    Webhook(secret).verify(got.body, got.headers)


def test_one_of_two_secrets_is_enough(hook: Hook) -> None:
    """Whichever of them is lost."""
    change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    both, (new, old) = signatures(hook, "msg_1", now(), "{}"), (hook.secret, hook.old_secret)
    assert old is not None
    hook.old_secret = lost(old)
    assert signatures(hook, "msg_1", now(), "{}") == both.split()[0]
    hook.secret, hook.old_secret = lost(new), old
    assert signatures(hook, "msg_1", now(), "{}") == both.split()[1]


def test_the_doctor_says_it(real_app: Flask) -> None:
    hook = a_hook(an_employer())[0]
    session.commit()
    assert check_webhooks().well
    hook.secret = lost(hook.secret)
    session.commit()
    finding = check_webhooks()
    assert "no secret can be read of 1" in finding.found
    assert "expatdesk keys list" in finding.remedy
