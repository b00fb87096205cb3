"""Webhooks: whose they are, what is kept of their secrets, and what can be done to them (T01, T09, T47)."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from standardwebhooks import Webhook

from expatdesk.documents.rotation import key_to_move_to
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import disable_user
from expatdesk.people.colleagues import NotAdminAnyMore, make_hr
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.key_ring import Unreadable, add_key, key_ring
from expatdesk.systems import hooks
from expatdesk.systems.hook_secrets import (
    move_secrets,
    print_of_secret,
    secrets_by_key,
    shown,
    signatures,
    unlocked,
)
from expatdesk.systems.hooks import (
    MOST_HOOKS,
    TooManyHooks,
    change_secret,
    find_hook,
    is_working,
    make_hook,
    ping,
    remove_hook,
    send_again,
    start_hook,
    stop_hook,
    works,
)
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem, Stopped
from tests.factories import a_hook, a_key, a_user, actor_of, an_employer

pytestmark = pytest.mark.usefixtures("app")
BODY = '{"type":"ping"}'


@pytest.fixture
def employer() -> Employer:
    return an_employer()


def is_found(hook: Hook) -> bool:
    session.flush()
    return find_hook(is_working(), hook.id) is hook


def test_the_published_example() -> None:
    """Of the specification: what signs has to come to this very text."""
    at = datetime.fromtimestamp(1614265330, UTC)
    signed = Webhook("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_system_knows_us_by_the_secret(employer: Employer) -> None:
    hook, secret = a_hook(employer)
    assert secret.startswith("whsec_")
    headers = {
        "webhook-id": "msg_1", "webhook-timestamp": str(int(now().timestamp())),
        "webhook-signature": signatures(hook, "msg_1", now(), BODY),
    }  # fmt: skip
    Webhook(secret).verify(BODY, headers)


def test_what_is_kept_does_not_show_the_secret(employer: Employer) -> None:
    hook, secret = a_hook(employer)
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    assert raw not in base64.b64decode(hook.secret.partition(":")[2])
    assert secret.removeprefix("whsec_") not in hook.secret
    lines = session.scalars(select(LogLine).where(LogLine.verb.startswith("hook_")))
    assert all(secret not in str(line.details) for line in lines)
    other, _secret = a_hook(employer)
    with pytest.raises(Unreadable):
        unlocked(hook.secret, other.id)


def test_for_a_day_both_secrets_sign(employer: Employer, clock: time_machine.Traveller) -> None:
    hook, old = a_hook(employer)
    new = change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    assert new != old
    both = signatures(hook, "msg_1", now(), BODY).split()
    assert both == [Webhook(secret).sign("msg_1", now(), BODY) for secret in (new, old)]
    clock.shift(timedelta(hours=24))
    assert len(signatures(hook, "msg_1", now(), BODY).split()) == 1


def test_the_ring_of_keys_is_changed(real_app: Flask) -> None:
    hook, secret = a_hook(an_employer())
    change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    session.commit()
    before = key_ring().newest
    assert secrets_by_key() == {before.id: 2}
    key = add_key()
    assert move_secrets(key) == [True]
    assert move_secrets(key) == []
    assert secrets_by_key() == {key.id: 2}
    assert hook.old_secret is not None
    assert shown(unlocked(hook.old_secret, hook.id)) == secret


def test_not_too_many(employer: Employer) -> None:
    for _hook in range(MOST_HOOKS):
        a_hook(employer)
    with pytest.raises(TooManyHooks):
        a_hook(employer)
    a_hook(an_employer("Rijnmond Robotics B.V."))


def test_it_is_an_admins(employer: Employer) -> None:
    """Of this very employer."""
    other = a_hook(an_employer("Rijnmond Robotics B.V."))[0].maker
    for by in (SYSTEM, actor_of(other), actor_of(a_user(Role.EMPLOYER, employer=employer))):
        with pytest.raises(NotAdminAnyMore):
            make_hook("x", "https://hr.example/", (), employer=employer, by=by)


def test_it_ends_with_the_access_of_who_made_it(employer: Employer) -> None:
    """Security T09: at once, and it works again as the webhook of whoever starts it."""
    hook, _secret = a_hook(employer)
    other, _other = a_hook(employer)
    colleague = a_key(employer)[0].maker
    disable_user(hook.maker, by=actor_of(colleague))
    make_hr(other.maker, by=actor_of(colleague))
    for one in (hook, other):
        assert not works(one)
        assert not is_found(one)
    start_hook(hook, by=actor_of(colleague))
    assert works(hook)
    assert is_found(hook)
    assert hook.maker is colleague


def test_it_is_not_taken_along_to_another_employer(employer: Employer) -> None:
    hook, _secret = a_hook(employer)
    hook.maker.employer_id = an_employer("Rijnmond Robotics B.V.").id
    assert not works(hook)
    assert not is_found(hook)


def test_stopped_once(employer: Employer) -> None:
    """What waits is given up, and can be sent again once it is started."""
    hook, _secret = a_hook(employer)
    by = actor_of(hook.maker)
    ping(hook, by=by)
    for _press in range(2):
        stop_hook(hook, Stopped.BY_HAND, by=by)
    message = session.scalars(select(HookMessage)).one()
    session.refresh(message)
    assert (message.state, message.problem) == (MessageState.FAILED, Problem.STOPPED)
    assert not is_found(hook)
    start_hook(hook, by=by)
    assert send_again(hook, hooks.given_up(), by=by) == 1
    session.refresh(message)
    assert (message.state, message.problem, message.tries) == (MessageState.WAITING, None, 0)
    wanted = select(LogLine.verb).where(LogLine.verb.startswith("hook_")).order_by(LogLine.id)
    assert list(session.scalars(wanted)) == [
        "hook_made", "hook_tried", "hook_stopped", "hook_started", "hook_sent_again"
    ]  # fmt: skip


def test_removed_with_all_that_was_sent(employer: Employer) -> None:
    hook, _secret = a_hook(employer)
    ping(hook, by=actor_of(hook.maker))
    remove_hook(hook, by=actor_of(hook.maker))
    session.flush()
    assert session.query(Hook).count() == session.query(HookMessage).count() == 0


def test_what_goes_again_is_of_this_webhook(employer: Employer) -> None:
    """Security T04: the message of another in the address."""
    hook, _secret = a_hook(employer)
    other, _other = a_hook(an_employer("Rijnmond Robotics B.V."))
    message = HookMessage(hook=other, kind="ping", state=MessageState.FAILED)
    session.add(message)
    session.flush()
    assert send_again(hook, hooks.these_messages([message.id]), by=actor_of(hook.maker)) == 0
    assert send_again(other, hooks.these_messages([message.id]), by=actor_of(hook.maker)) == 1


def test_what_is_on_its_way_does_not_go_twice(employer: Employer) -> None:
    hook, _secret = a_hook(employer)
    message = HookMessage(hook=hook, kind="ping", state=MessageState.SENDING)
    session.add(message)
    session.flush()
    assert send_again(hook, hooks.these_messages([message.id]), by=actor_of(hook.maker)) == 0
    assert send_again(hook, hooks.given_up(), by=actor_of(hook.maker)) == 0


def test_a_change_of_keys_goes_on_with_secrets_alone(real_app: Flask) -> None:
    """Killed between papers and secrets, or with one that cannot be read, the next call adds no further key."""
    a_hook(an_employer())
    session.commit()
    half_way = add_key()
    assert key_to_move_to(may_add=True, also_under=secrets_by_key()) == half_way
    move_secrets(half_way)
    assert key_to_move_to(may_add=True, also_under=secrets_by_key()) != half_way
