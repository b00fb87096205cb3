"""What Standard Webhooks asks for, checked by its own library as the other end would (standardwebhooks.com)."""

import base64
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from standardwebhooks import Webhook, WebhookVerificationError

from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import print_of_secret
from expatdesk.systems.hooks import change_secret
from expatdesk.systems.models import Hook
from expatdesk.systems.outcomes import PAUSES
from tests.factories import a_hook, actor_of, an_employer
from tests.systems.messages import a_message, sent
from tests.webhook_receiver import Got, Receiver

TOLERANCE = timedelta(minutes=5)


@pytest.fixture
def made(app: Flask, receiver: Receiver) -> tuple[Hook, str]:
    """A webhook and its secret."""
    return a_hook(an_employer(), receiver.url)


def is_from_us(got: Got, secret: str) -> bool:
    """Whether its receiver believes it now."""
    try:
        Webhook(secret).verify(got.body, got.headers)
    except WebhookVerificationError:
        return False
    return True


def test_the_secret_is_written_as_the_scheme_asks(made: tuple[Hook, str]) -> None:
    """Base64 of 24 to 64 bytes behind its sign, so that every library takes it as it is."""
    prefix, _, text = made[1].partition("_")
    assert prefix == "whsec"
    assert 24 <= len(base64.b64decode(text, validate=True)) <= 64


def test_the_headers(made: tuple[Hook, str], receiver: Receiver) -> None:
    sent(a_message(made[0]))
    headers = receiver.got[0].headers
    assert re.fullmatch(r"msg_[0-9a-f]{32}", headers["webhook-id"])
    assert re.fullmatch(r"\d{10}", headers["webhook-timestamp"])
    assert re.fullmatch(r"v1,[A-Za-z0-9+/]{43}=", headers["webhook-signature"])


def test_every_try_is_signed_anew(
    made: tuple[Hook, str], receiver: Receiver, clock: time_machine.Traveller
) -> None:
    """Else nobody would believe what arrives after hours; and one that was kept is believed for minutes only."""
    (hook, secret), receiver.statuses = made, [503]
    message = a_message(hook)
    for pause in PAUSES[:5]:
        sent(message)
        assert is_from_us(receiver.got[-1], secret)
        clock.shift(max(pause, TOLERANCE + timedelta(seconds=1)))
        assert not is_from_us(receiver.got[-1], secret)
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1


def test_a_secret_is_changed(made: tuple[Hook, str], receiver: Receiver, clock: time_machine.Traveller) -> None:
    """Two signatures for a day: the receiver that learnt the new one and the one that did not both believe it."""
    hook, old = made
    new = change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    strangers = a_hook(an_employer("Rijnmond Robotics B.V."))[1]
    sent(a_message(hook))
    assert [is_from_us(receiver.got[0], secret) for secret in (old, new, strangers)] == [True, True, False]
    clock.shift(timedelta(hours=24))
    session.commit()
    sent(a_message(hook))
    assert [is_from_us(receiver.got[1], secret) for secret in (old, new)] == [False, True]


def test_a_body_that_somebody_touched(made: tuple[Hook, str], receiver: Receiver) -> None:
    hook, secret = made
    sent(a_message(hook))
    (got,) = receiver.got
    assert not is_from_us(Got(got.path, got.headers, got.body.replace("ping", "pong")), secret)
