"""Messages go out signed, are tried again ever more slowly, and show what became of them."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from standardwebhooks import Webhook

from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import make_hr
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems import hooks, outcomes, sending
from expatdesk.systems.hook_secrets import print_of_secret
from expatdesk.systems.hooks import change_secret, ping, send_again, stop_hook
from expatdesk.systems.models import HookMessage, MessageState, Problem, Stopped
from expatdesk.systems.outcomes import PAUSES, Outcome, forget_old_messages, store
from expatdesk.systems.telling import tell_systems
from expatdesk.work import WORK, do_what_waits, send_to_webhooks
from tests.factories import a_case, a_hook, a_key, a_user, actor_of, an_employer
from tests.systems.messages import a_message, sent
from tests.webhook_receiver import Receiver

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def employer() -> Employer:
    return an_employer()


def test_a_hire_is_told_and_known_by_its_signature(receiver: Receiver, app: Flask, employer: Employer) -> None:
    hook, secret = a_hook(employer, receiver.url)
    case = a_case(employer=employer)
    session.commit()
    tell_systems()
    send_to_webhooks()
    (got,) = receiver.got
    told = Webhook(secret).verify(got.body, got.headers)
    there = f"{app.config['BASE_URL']}/api/v1/hires/{case.id}"
    assert (told["type"], told["data"]) == ("hire.submitted", {"id": str(case.id), "url": there})
    assert (got.headers["content-type"], got.headers["user-agent"]) == ("application/json", "Expatdesk")
    (message,) = session.scalars(select(HookMessage))
    assert (message.state, message.status, message.tries, message.tried_at) == (MessageState.SENT, 204, 1, now())
    assert got.headers["webhook-id"] == f"msg_{message.id.hex}"
    assert case.email not in got.body
    assert case.principal.family_name not in got.body
    send_to_webhooks()
    assert len(receiver.got) == 1
    assert hook.failing_since is None


def test_the_old_secret_is_good_for_a_day(receiver: Receiver, employer: Employer) -> None:
    hook, old = a_hook(employer, receiver.url)
    new = change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    assert sent(a_message(hook)) == MessageState.SENT
    for secret in (old, new):
        Webhook(secret).verify(receiver.got[0].body, receiver.got[0].headers)


@pytest.mark.parametrize("status", [301, 400, 404, 429, 500, 503])
def test_another_answer_is_tried_again(receiver: Receiver, employer: Employer, status: int) -> None:
    receiver.statuses = [status]
    message = a_message(a_hook(employer, receiver.url)[0])
    assert sent(message) == MessageState.WAITING
    assert (message.status, message.tries, message.try_after) == (status, 1, now() + PAUSES[0])


def test_the_pauses(receiver: Receiver, employer: Employer, clock: time_machine.Traveller) -> None:
    """Under one id and with one body, for three days; then it is given up and the webhook stopped."""
    receiver.statuses = [503]
    admin = a_user(Role.EMPLOYER_ADMIN, employer=employer, language="nl")
    a_user(Role.EMPLOYER, employer=employer)
    hook, _secret = a_hook(employer, receiver.url)
    message = a_message(hook)
    for tries, pause in enumerate(PAUSES, 1):
        assert sent(message) == MessageState.WAITING
        assert message.tries == tries
        assert hook.rests_until == now() + min(pause, timedelta(minutes=5))
        clock.shift(pause - timedelta(seconds=1))
        assert sent(message) == MessageState.WAITING
        assert message.tries == tries
        clock.shift(timedelta(seconds=1))
    assert sent(message) == MessageState.FAILED
    assert len({(got.body, got.headers["webhook-id"]) for got in receiver.got}) == 1
    assert len({got.headers["webhook-timestamp"] for got in receiver.got}) == len(receiver.got) == len(PAUSES) + 1
    session.refresh(hook)
    assert hook.stopped_why == Stopped.FAILING
    mails = session.scalars(select(Mail).where(Mail.kind == "hook_stopped").order_by(Mail.recipient)).all()
    assert {mail.recipient for mail in mails} == {admin.email, hook.maker.email}
    assert session.scalars(select(LogLine).where(LogLine.verb == "hook_stopped")).one().details["why"] == "failing"


def test_what_arrives_ends_the_failing(
    receiver: Receiver, employer: Employer, clock: time_machine.Traveller
) -> None:
    """A message that is given up alone does not stop a webhook to which others came."""
    hook, _secret = a_hook(employer, receiver.url)
    receiver.statuses = [500]
    message = a_message(hook)
    for pause in PAUSES[:-1]:
        sent(message)
        clock.shift(pause)
    receiver.statuses = [204]
    assert sent(a_message(hook)) == MessageState.SENT
    receiver.statuses = [500]
    session.refresh(message)
    message.state, message.tries, message.try_after = MessageState.WAITING, len(PAUSES), now()
    assert sent(message) == MessageState.FAILED
    session.refresh(hook)
    assert hook.stopped_at is None


def test_gone_is_gone(receiver: Receiver, employer: Employer) -> None:
    """The other end says so with 410: at once, and nothing else of what waits is sent."""
    receiver.statuses = [410]
    hook, _secret = a_hook(employer, receiver.url)
    first, second = a_message(hook), a_message(hook)
    assert sent(first) == MessageState.FAILED
    assert sent(second) == MessageState.FAILED
    session.refresh(hook)
    assert hook.stopped_why == Stopped.GONE
    assert len(receiver.got) == 1
    assert "does not exist any more" in session.scalars(select(Mail.text).where(Mail.kind == "hook_stopped")).one()


def test_an_address_that_became_private(employer: Employer) -> None:
    """It is looked at each time (security T31)."""
    message = a_message(a_hook(employer, "https://127.0.0.1/")[0])
    assert sent(message) == MessageState.WAITING
    assert (message.problem, message.status) == (Problem.ADDRESS, None)


def test_a_certificate_that_does_not_hold(
    receiver: Receiver, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    message = a_message(a_hook(employer, receiver.url)[0])
    assert sent(message) == MessageState.WAITING
    assert (message.problem, receiver.got) == (Problem.CERTIFICATE, [])


def test_what_nobody_thought_of(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_how: object) -> int:
        raise ValueError

    monkeypatch.setattr(sending, "post", fails)
    message = a_message(a_hook(employer)[0])
    assert sent(message) == MessageState.WAITING
    assert message.problem == Problem.NO_ANSWER


def test_whoever_made_it_is_no_admin_any_more(receiver: Receiver, employer: Employer) -> None:
    """Security T09: also for what waits already."""
    hook, _secret = a_hook(employer, receiver.url)
    message = a_message(hook)
    make_hr(hook.maker, by=actor_of(a_key(employer)[0].maker))
    assert sent(message) == MessageState.WAITING
    assert receiver.got == []


def test_stopped_while_it_was_on_its_way(employer: Employer) -> None:
    hook, _secret = a_hook(employer)
    message = a_message(hook)
    sending._take("")
    stop_hook(hook, Stopped.BY_HAND, by=actor_of(hook.maker))
    session.commit()
    store(hook.id, [Outcome(message.id, status=503)])
    session.refresh(message)
    assert (message.state, message.problem) == (MessageState.FAILED, Problem.STOPPED)


def test_sent_again_under_its_id(receiver: Receiver, employer: Employer) -> None:
    hook, _secret = a_hook(employer, receiver.url)
    message = a_message(hook)
    sent(message)
    assert send_again(hook, hooks.these_messages([message.id]), by=actor_of(hook.maker)) == 1
    assert sent(message) == MessageState.SENT
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len(receiver.got) == 2


def test_a_test_goes_at_once(receiver: Receiver, employer: Employer) -> None:
    """Also where nothing else would go for a while."""
    hook, secret = a_hook(employer, receiver.url)
    hook.failing_since, hook.rests_until = now(), now() + timedelta(minutes=5)
    ping(hook, by=actor_of(hook.maker))
    session.commit()
    send_to_webhooks()
    (got,) = receiver.got
    assert Webhook(secret).verify(got.body, got.headers)["type"] == "ping"


def test_kept_for_thirty_days(employer: Employer, clock: time_machine.Traveller) -> None:
    hook, _secret = a_hook(employer)
    for state in MessageState:
        a_message(hook).state = state
    clock.shift(outcomes.KEPT_FOR)
    session.commit()
    forget_old_messages()
    assert session.query(HookMessage).count() == 4
    clock.shift(timedelta(seconds=1))
    session.commit()
    forget_old_messages()
    assert session.query(HookMessage).count() == 0


def test_it_is_the_workers_work(receiver: Receiver, employer: Employer) -> None:
    assert {tell_systems, send_to_webhooks, forget_old_messages} <= set(WORK)
    a_hook(employer, receiver.url)
    a_case(employer=employer)
    session.commit()
    do_what_waits()
    assert len(receiver.got) == 1
