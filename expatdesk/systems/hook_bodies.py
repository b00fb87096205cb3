"""What a webhook is sent: that a hire changed and where to read it, so that no private data leave by themselves.

Whoever reads is asked for a key, and sees what the employer may see in that moment (security T07, T08).
"""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec

from expatdesk.systems.hooks import PING
from expatdesk.systems.models import HookMessage


class HireRead(msgspec.Struct, frozen=True):
    """Of which hire a message tells; for a test there is none."""

    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET


class WebhookMessage(msgspec.Struct, frozen=True):
    """A message to a webhook. Read the hire to learn what it is like now."""

    type: str
    timestamp: Annotated[datetime, msgspec.Meta(tz=True, description="When we wrote it down.")]
    data: HireRead


def type_of(kind: str) -> str:
    """What a message of this kind is called."""
    return kind if kind == PING else f"hire.{kind}"


def message_id(message: HookMessage) -> str:
    """What a message is called, however often it is sent."""
    return f"msg_{message.id.hex}"


def body_of(message: HookMessage, hires_at: str) -> str:
    """The body, the same each time; the hires of the API are found at this address."""
    read = HireRead(message.case_id, f"{hires_at}/{message.case_id}") if message.case_id else HireRead()
    told = WebhookMessage(type_of(message.kind), message.at, read)
    return msgspec.json.encode(told).decode()
