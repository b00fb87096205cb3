"""Whoever may not act for an employer any more leaves no key and no webhook behind that works (security T09)."""

from typing import NamedTuple

from sqlalchemy import select

from expatdesk.logbook.models import Actor
from expatdesk.people.models import User
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.hooks import stop_hook
from expatdesk.systems.keys import maker_may, revoke_key
from expatdesk.systems.makers import may_make
from expatdesk.systems.models import ApiKey, Hook, Stopped


class Ended(NamedTuple):
    """The names of keys and webhooks that worked until a moment ago."""

    keys: list[str]
    hooks: list[str]


def end_what_they_made(user: User, *, by: Actor) -> Ended:
    """Take back the keys of somebody who may not make any now, and switch their webhooks off.

    Their rights may return, what they left does not: another admin switches a webhook on again, as their own.
    Called by whatever takes rights away, after it did. Answers what it ended: somebody's HR system stands still.
    """
    made = select(ApiKey).where(ApiKey.maker_id == user.id, ApiKey.revoked_at.is_(None))
    keys = [key for key in session.scalars(made.order_by(ApiKey.name, ApiKey.id)) if not maker_may(key)]
    for key in keys:
        revoke_key(key, by=by)
    if may_make(user, user.employer_id):
        return Ended([key.name for key in keys if key.expires_at > now()], [])
    theirs = select(Hook).where(Hook.maker_id == user.id, Hook.stopped_at.is_(None))
    # One that somebody else removes at this moment is waited for, and is none of them then.
    hooks = session.scalars(theirs.order_by(Hook.id).with_for_update(of=Hook, key_share=True)).all()
    for hook in hooks:
        stop_hook(hook, Stopped.BY_HAND, by=by)
    return Ended([key.name for key in keys if key.expires_at > now()], sorted(hook.name for hook in hooks))
