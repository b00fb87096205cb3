"""Messages to webhooks in tests."""

from expatdesk.shared.db import session
from expatdesk.systems import hooks
from expatdesk.systems.models import Hook, HookMessage
from expatdesk.work import send_to_webhooks


def a_message(hook: Hook) -> HookMessage:
    """A test that waits for this webhook."""
    message = HookMessage(hook=hook, kind=hooks.PING)
    session.add(message)
    session.commit()
    return message


def sent(message: HookMessage) -> str:
    """What became of it after a sweep."""
    session.commit()
    send_to_webhooks()
    session.refresh(message)
    return message.state
