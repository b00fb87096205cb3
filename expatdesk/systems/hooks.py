"""Webhooks of employers' HR systems: made, stopped, started again, tried, and what goes again.

Nothing here commits.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import joinedload, lazyload, load_only
from sqlalchemy.sql.selectable import ForUpdateParameter

from expatdesk.cases.models import Case, ChangeKind
from expatdesk.cases.refusals import Refusal
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.people.models import User
from expatdesk.people.queries import active_admins, user
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import new_secret, print_of_secret, shown, under_lock
from expatdesk.systems.makers import may_make, whose_maker_may
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem, Stopped

MOST_HOOKS = 5
# What tries the way, and tells of no hire.
PING = "ping"
# A system knows us by either secret for so long, so that none of its messages is lost while it learns the new one.
BOTH_SECRETS = timedelta(hours=24)
# A row that a message names is locked by it; this lock lets messages be written, and keeps two from changing it.
ALONE: ForUpdateParameter = {"of": Hook, "key_share": True}


class HookGone(Refusal):
    """Somebody removed the webhook, or switched it off, a moment ago."""


class SecretChanged(Exception):
    """Somebody made a new secret meanwhile."""


class TooManyHooks(Exception):
    """The employer has as many webhooks as it may have."""


class NameTaken(Exception):
    """The employer has a webhook of this name."""


def make_hook(
    name: str, url: str, kinds: Iterable[ChangeKind], *, employer: Employer, by: Actor
) -> tuple[Hook, str]:
    """A new webhook, and its secret: the only time that anybody sees it.

    Raises TooManyHooks, NameTaken and NotAdminAnyMore. Whether something may be sent to the address is looked at
    before, and each time that something is.
    """
    maker = _admin(by, employer.id)
    if (session.scalar(select(func.count()).where(Hook.employer_id == employer.id)) or 0) >= MOST_HOOKS:
        raise TooManyHooks
    if name.casefold() in {one.name.casefold() for one in hooks(Hook.employer_id == employer.id)}:
        raise NameTaken(name)
    hook = Hook(id=uuid.uuid4(), employer_id=employer.id, name=name, url=url, kinds=list(kinds))
    secret = new_secret()
    hook.maker, hook.secret = maker, under_lock(secret, hook.id)
    session.add(hook)
    session.flush()
    # The rest of the address may hold what lets somebody in over there.
    record("hook_made", by=by, employer=employer.name, hook=name, host=urlsplit(url).hostname, kinds=hook.kinds)
    return hook, shown(secret)


def change_secret(hook: Hook, seen: str, *, by: Actor) -> str:
    """A new secret, shown this once; for a day all is signed with the old one as well.

    Raises SecretChanged where it is another one than was seen: pressed twice, the second press would forget the
    secret that the system still knows. Raises HookGone.
    """
    _lock(hook)
    if seen != print_of_secret(hook):
        raise SecretChanged
    secret = new_secret()
    hook.old_secret, hook.old_secret_until = hook.secret, now() + BOTH_SECRETS
    hook.secret = under_lock(secret, hook.id)
    if hook.unsigned_since is not None:
        hook.unsigned_since = hook.rests_until = None
        jobs.ring()
    record("hook_secret_changed", by=by, hook=hook.name)
    return shown(secret)


def stop_hook(hook: Hook, why: Stopped, *, by: Actor) -> None:
    """Send nothing there any more; what waits is given up. Done twice, it was done the first time.

    Raises HookGone.
    """
    _lock(hook)
    if hook.stopped_at is not None:
        return
    hook.stopped_at, hook.stopped_why = now(), why
    waiting = update(HookMessage).where(
        HookMessage.hook_id == hook.id, HookMessage.state.in_([MessageState.WAITING, MessageState.SENDING])
    )
    # Of what was tried, why it failed stays to be read.
    untried = waiting.where(HookMessage.tries == 0)
    session.execute(untried.values(state=MessageState.FAILED, problem=Problem.STOPPED))
    session.execute(waiting.values(state=MessageState.FAILED))
    record("hook_stopped", by=by, hook=hook.name, why=why)


def start_hook(hook: Hook, *, by: Actor) -> None:
    """Send again. From now on it is the webhook of whoever started it. Raises NotAdminAnyMore and HookGone."""
    maker = _admin(by, hook.employer_id)
    _lock(hook)
    hook.maker = maker
    hook.stopped_at = hook.stopped_why = hook.failing_since = hook.rests_until = None
    record("hook_started", by=by, hook=hook.name)


def remove_hook(hook: Hook, *, by: Actor) -> None:
    """Forget it, with all that was sent. Raises HookGone."""
    _lock(hook)
    session.execute(delete(HookMessage).where(HookMessage.hook_id == hook.id))
    session.delete(hook)
    record("hook_removed", by=by, hook=hook.name)


def ping(hook: Hook, *, by: Actor) -> None:
    """Let a message go that tells nothing, at once; one at a time. Raises HookGone."""
    _lock_working(hook)
    if _is_being_tried(hook):
        return
    session.add(HookMessage(hook_id=hook.id, kind=PING))
    _wake(hook)
    record("hook_tried", by=by, hook=hook.name)
    jobs.ring()


def send_again(hook: Hook, condition: ColumnElement[bool], *, by: Actor) -> int:
    """Let these messages of a webhook go once more, under the ids that they had; how many. Raises HookGone."""
    _lock_working(hook)
    over = HookMessage.state.in_([MessageState.SENT, MessageState.FAILED])
    anew = {"state": MessageState.WAITING, "tries": 0, "try_after": now(), "status": None, "problem": None}
    mine = update(HookMessage).where(HookMessage.hook_id == hook.id, over, condition).values(anew)
    count = len(session.scalars(mine.returning(HookMessage.id)).all())
    if count:
        _wake(hook)
        record("hook_sent_again", by=by, hook=hook.name, messages=count)
        jobs.ring()
    return count


def given_up() -> ColumnElement[bool]:
    """The condition for what did not arrive and is not tried any more."""
    return HookMessage.state == MessageState.FAILED


def these_messages(message_ids: Iterable[uuid.UUID]) -> ColumnElement[bool]:
    """The condition for some messages."""
    return HookMessage.id.in_(list(message_ids))


def works(hook: Hook) -> bool:
    """Whether anything is sent there: as keys, it is dead as soon as its maker may not make any (security T09)."""
    return hook.stopped_at is None and may_make(hook.maker, hook.employer_id)


def is_working() -> ColumnElement[bool]:
    """The same as a condition."""
    return and_(Hook.stopped_at.is_(None), whose_maker_may(Hook.maker_id, Hook.employer_id))


def hooks(condition: ColumnElement[bool]) -> list[Hook]:
    """Those that meet the condition, the newest first."""
    return list(session.scalars(select(Hook).where(condition).order_by(Hook.made_at.desc(), Hook.id)))


def find_hook(condition: ColumnElement[bool], hook_id: uuid.UUID) -> Hook | None:
    """The webhook with this id, if it meets the condition."""
    return session.scalars(select(Hook).where(condition, Hook.id == hook_id)).one_or_none()


def messages_of(hook: Hook, most: int) -> list[HookMessage]:
    """The newest messages to a webhook."""
    wanted = select(HookMessage).where(HookMessage.hook_id == hook.id)
    # Of its hire no more is shown than what it is called.
    named = joinedload(HookMessage.case).options(load_only(Case.title), lazyload("*"))
    newest = wanted.options(named).order_by(HookMessage.at.desc(), HookMessage.id.desc())
    return list(session.scalars(newest.limit(most)))


def next_try(message: HookMessage) -> datetime | None:
    """When it is tried next, if that is not at once: a webhook that failed is left alone with all that waits."""
    after = max(message.try_after, message.hook.rests_until or message.try_after)
    return after if message.state == MessageState.WAITING and after > now() else None


def count_failed(hook: Hook) -> int:
    """How many messages were given up."""
    mine = select(func.count()).select_from(HookMessage).where(HookMessage.hook_id == hook.id, given_up())
    return session.scalar(mine) or 0


def _is_being_tried(hook: Hook) -> bool:
    on_its_way = HookMessage.state.in_([MessageState.WAITING, MessageState.SENDING])
    tried = exists().where(HookMessage.hook_id == hook.id, HookMessage.kind == PING, on_its_way)
    return bool(session.scalar(select(tried)))


def _wake(hook: Hook) -> None:
    """Whoever looks at a webhook that failed need not wait; one that is merely slow keeps its rest."""
    if hook.failing_since is not None:
        hook.rests_until = None


def _lock(hook: Hook) -> None:
    """Keep a webhook as it is now until this is stored. Raises HookGone where it is no more."""
    session.flush()
    try:
        session.refresh(hook, with_for_update=ALONE)
    except InvalidRequestError as error:
        raise HookGone from error


def _lock_working(hook: Hook) -> None:
    """The same of one that is on: what waits for one that was switched off a moment ago would go years later."""
    _lock(hook)
    if hook.stopped_at is not None:
        raise HookGone


def _admin(by: Actor, employer_id: uuid.UUID) -> User:
    """Whose webhook it is. The admins' rows are ours from here on: two at one moment come one after the other.

    So it is with who takes their rights away: they wait until it is there, and then switch it off; or were first.
    """
    if by.user_id is None or by.user_id not in active_admins(employer_id):
        raise NotAdminAnyMore("your own access was taken away a moment ago")
    return user(by.user_id)
