"""What became of messages to webhooks: when each is tried again, and which webhooks get none any more."""

import random
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.actions import queue_mail
from expatdesk.people.queries import admins_of
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.hooks import ALONE, stop_hook
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem, Stopped

GONE = 410
# As Standard Webhooks advises: three days in all.
PAUSES = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
# Where something failed, nothing else goes for so long at most: what works again is not kept waiting.
LONGEST_REST = timedelta(minutes=5)
# One that is too slow for all that waits for it lets others go first.
LET_OTHERS_GO = timedelta(seconds=30)
# The key of a secret that is lost may be put back any time.
LOOK_FOR_KEY = timedelta(minutes=30)
# Nothing arrived for so long, and a message was given up: then the webhook is stopped.
STOP_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: the status that was answered, or why there is none."""

    message_id: uuid.UUID
    status: int | None = None
    problem: Problem | None = None
    was_tried: bool = True

    @property
    def arrived(self) -> bool:
        """Whether the system said that it has it."""
        return self.status is not None and 200 <= self.status < 300


def store(hook_id: uuid.UUID, outcomes: Collection[Outcome]) -> None:
    """Write down what became of messages to this webhook that were taken. Commits."""
    begin_immediate()
    # The webhook first, as whoever stops it does: so nobody waits for each other.
    hook = session.get(Hook, hook_id, with_for_update=ALONE)
    # Whoever holds one of them erases its hire: waited for one by one, they might wait for the next.
    mine = select(HookMessage).where(HookMessage.id.in_([outcome.message_id for outcome in outcomes]))
    locked = session.scalars(mine.with_for_update(of=HookMessage, skip_locked=True))
    messages = {message.id: message for message in locked}
    for outcome in outcomes if hook is not None else ():
        message = messages.get(outcome.message_id)
        if message is None:
            continue
        if message.state == MessageState.SENDING:
            _store(message, outcome)
        elif message.problem == Problem.STOPPED and outcome.arrived:
            # Somebody stopped the webhook meanwhile, and yet it was there already.
            message.state, message.problem, message.status = MessageState.SENT, None, outcome.status
    if hook is not None:
        _rest(hook, outcomes)
    session.commit()


def _rest(hook: Hook, outcomes: Collection[Outcome]) -> None:
    """Leave a webhook alone for a while that is too slow, or whose messages nobody can sign."""
    if any(outcome.problem == Problem.UNSIGNED for outcome in outcomes):
        if hook.unsigned_since is None:
            hook.unsigned_since = now()
            _tell_admins(hook, "hook_unsigned")
        hook.rests_until = now() + LOOK_FOR_KEY
        return
    if any(outcome.was_tried for outcome in outcomes):
        hook.unsigned_since = None
    if hook.failing_since is None and not all(outcome.was_tried for outcome in outcomes):
        hook.rests_until = now() + LET_OTHERS_GO


def _store(message: HookMessage, outcome: Outcome) -> None:
    if not outcome.was_tried:
        message.state, message.try_after = MessageState.WAITING, now()
        return
    message.tries, message.tried_at = message.tries + 1, now()
    message.status, message.problem = outcome.status, outcome.problem
    if outcome.arrived:
        message.state = MessageState.SENT
        if message.hook.failing_since and now() - message.hook.failing_since >= LONGEST_REST:
            _try_all_now(message.hook)
        message.hook.failing_since = message.hook.rests_until = None
    else:
        _failed(message, message.hook)


def _try_all_now(hook: Hook) -> None:
    """It works again: nothing waits for hours that failed only because nothing arrived."""
    waiting = HookMessage.hook_id == hook.id, HookMessage.state == MessageState.WAITING
    session.execute(update(HookMessage).where(*waiting, HookMessage.try_after > now()).values(try_after=now()))


def _failed(message: HookMessage, hook: Hook) -> None:
    hook.failing_since = hook.failing_since or now()
    _put_back(message, hook)
    if message.status == GONE:
        _stop(hook, Stopped.GONE)
    elif message.state == MessageState.FAILED and now() - hook.failing_since >= STOP_AFTER:
        _stop(hook, Stopped.FAILING)


def _put_back(message: HookMessage, hook: Hook) -> None:
    """Try again later, ever more slowly, until all pauses were made."""
    if message.tries > len(PAUSES):
        message.state = MessageState.FAILED
        return
    pause = PAUSES[message.tries - 1]
    # A little chance keeps a thousand messages from knocking again in the same second.
    message.state, message.try_after = MessageState.WAITING, now() + pause * random.uniform(1, 1.2)  # noqa: S311
    hook.rests_until = now() + min(pause, LONGEST_REST)


def _stop(hook: Hook, why: Stopped) -> None:
    """Stop it, and tell the admins of its employer, who alone can start it again."""
    stop_hook(hook, why, by=SYSTEM)
    _tell_admins(hook, "hook_stopped", is_gone=why is Stopped.GONE)


def _tell_admins(hook: Hook, kind: str, *, is_gone: bool = False) -> None:
    for admin in admins_of(hook.employer_id):
        queue_mail(
            kind, recipient=admin.email, language=admin.language, name=admin.name, hook=hook.name,
            hook_id=hook.id, is_gone=is_gone,
        )  # fmt: skip


def forget_old_messages() -> None:
    """Erase what was written long ago, whatever became of it. The worker's part; commits."""
    begin_immediate()
    session.execute(delete(HookMessage).where(HookMessage.at < now() - KEPT_FOR))
    session.commit()
