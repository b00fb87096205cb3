"""The worker's part: send the messages that wait to webhooks. Killed half-way, the next sweep sends them again.

Each webhook has a thread of its own for a few seconds: one that is slow keeps nobody else waiting, and one that
fails is left alone for a while, with all that waits for it.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select

from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import Unreadable
from expatdesk.shared.outgoing import AddressRefused, Network, NotAnswered, NotCertified, own_networks, post
from expatdesk.systems.hook_bodies import body_of, message_id
from expatdesk.systems.hook_secrets import signatures
from expatdesk.systems.hooks import is_working
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem
from expatdesk.systems.outcomes import Outcome, store

log = logging.getLogger("expatdesk.webhooks")

# Whoever takes a message has this long; then they are taken for dead, and the message for unsent.
LEASE = timedelta(minutes=5)
HOOKS_AT_ONCE = 16
MESSAGES_AT_ONCE = 25
# After so many seconds nothing new is begun for one webhook, and after so many for all: mails wait as well.
SECONDS_FOR_ONE = 2
SECONDS_FOR_ALL = 10


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it goes out."""

    message_id: uuid.UUID
    url: str
    body: str
    headers: dict[str, str]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Load:
    """What goes to one webhook, in its order."""

    hook_id: uuid.UUID
    parcels: tuple[Parcel, ...]


def send_messages(hires_at: str) -> None:
    """Send what waits, until nothing does; where time is over first, soon again. Commits little by little."""
    until, own = time.perf_counter() + SECONDS_FOR_ALL, own_networks()
    with ThreadPoolExecutor(HOOKS_AT_ONCE) as threads:
        while loads := _take(hires_at):
            all_outcomes = threads.map(lambda load: list(_send(load, own)), loads)
            for load, outcomes in zip(loads, all_outcomes, strict=True):
                store(load.hook_id, outcomes)
            if time.perf_counter() > until:
                # All else that the worker does has its turn, and then what is left here.
                jobs.ring()
                session.commit()
                return


def _take(hires_at: str) -> list[Load]:
    """Lease what waits longest for each of some webhooks; two workers never hold the same."""
    begin_immediate()
    awake = or_(Hook.rests_until.is_(None), Hook.rests_until <= now())
    due = HookMessage.state.in_([MessageState.WAITING, MessageState.SENDING]), HookMessage.try_after <= now()
    waiting = select(HookMessage.hook_id).join(Hook).where(*due, awake, is_working()).group_by(HookMessage.hook_id)
    some = waiting.order_by(func.min(HookMessage.try_after)).limit(HOOKS_AT_ONCE)
    loads = []
    for hook_id in session.scalars(some).all():
        mine = select(HookMessage).where(HookMessage.hook_id == hook_id, *due)
        longest = mine.order_by(HookMessage.try_after, HookMessage.id).limit(MESSAGES_AT_ONCE)
        messages = session.scalars(longest.with_for_update(of=HookMessage, skip_locked=True)).all()
        for message in messages:
            message.state, message.try_after = MessageState.SENDING, now() + LEASE
        loads.append(Load(hook_id, tuple(_packed(message, hires_at) for message in messages)))
    session.commit()
    return [load for load in loads if load.parcels]


def _packed(message: HookMessage, hires_at: str) -> Parcel:
    # One reading of the clock: what is signed and what is said must be the same second.
    body, name, at = body_of(message, hires_at), message_id(message), now()
    try:
        signed = signatures(message.hook, name, at, body)
    except Unreadable:
        signed = None
    headers = {
        "Content-Type": "application/json", "User-Agent": "Expatdesk", "Webhook-Id": name,
        "Webhook-Timestamp": str(int(at.timestamp())), "Webhook-Signature": signed or "",
    }  # fmt: skip
    return Parcel(message.id, message.hook.url, body, headers, is_signed=signed is not None)


def _send(load: Load, own: list[Network]) -> Iterator[Outcome]:
    """Send to one webhook, one after the other; after a failure, or too long, the others go back untried.

    What cannot be signed is kept: whoever took it could not know that it is from us.
    """
    until, is_well = time.perf_counter() + SECONDS_FOR_ONE, True
    for parcel in load.parcels:
        if not parcel.is_signed:
            yield Outcome(parcel.message_id, problem=Problem.UNSIGNED, was_tried=False)
            continue
        if not is_well or time.perf_counter() > until:
            yield Outcome(parcel.message_id, was_tried=False)
            continue
        outcome = _send_one(parcel, own)
        is_well = outcome.arrived
        yield outcome


def _send_one(parcel: Parcel, own: list[Network]) -> Outcome:
    try:
        status = post(parcel.url, parcel.body.encode(), parcel.headers, own=own)
    except AddressRefused:
        return Outcome(parcel.message_id, problem=Problem.ADDRESS)
    except NotCertified:
        return Outcome(parcel.message_id, problem=Problem.CERTIFICATE)
    except NotAnswered:
        return Outcome(parcel.message_id, problem=Problem.NO_ANSWER)
    except Exception:
        # What nobody thought of must not keep the messages of others from being written down as sent.
        log.exception("message %s could not be sent", parcel.message_id)
        return Outcome(parcel.message_id, problem=Problem.NO_ANSWER)
    return Outcome(parcel.message_id, status=status)
