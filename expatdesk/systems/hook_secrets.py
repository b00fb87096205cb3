"""Secrets of webhooks: by them a system knows that a message is from us (Standard Webhooks).

They have to sign, so a hash is not enough: they lie under the ring of keys, bound to their webhook (security T47).
"""

import base64
import contextlib
import hashlib
import secrets
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select
from standardwebhooks import Webhook

from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import Key, Unreadable, key_ring
from expatdesk.systems.models import Hook

PREFIX = "whsec_"
SECRET_BYTES = 32
APART = ":"


def new_secret() -> bytes:
    """A secret that nobody has seen."""
    return secrets.token_bytes(SECRET_BYTES)


def shown(secret: bytes) -> str:
    """The secret as its system is given it."""
    return PREFIX + base64.b64encode(secret).decode()


def signatures(hook: Hook, message_id: str, at: datetime, body: str) -> str:
    """What a message is signed with: by the newest secret, and for a day by the one before. Raises Unreadable."""
    secrets = list(_readable(hook))
    if not secrets:
        raise Unreadable("no secret of this webhook can be read")
    return " ".join(Webhook(secret).sign(message_id, at, body) for secret in secrets)


def can_sign(hook: Hook) -> bool:
    """Whether any secret can be read by which its system knows us."""
    return any(True for _secret in _readable(hook))


def newest_signs(hook: Hook) -> bool:
    """Whether the newest one can be read: then it signs for a day beside the next one."""
    with contextlib.suppress(Unreadable):
        return bool(unlocked(hook.secret, hook.id))
    return False


def _readable(hook: Hook) -> Iterator[bytes]:
    """The secrets that sign now. A system that knows one of them needs no signature by the other."""
    is_old_good = hook.old_secret_until is not None and now() < hook.old_secret_until
    for kept in (hook.secret, hook.old_secret if is_old_good else None):
        if kept:
            with contextlib.suppress(Unreadable):
                yield unlocked(kept, hook.id)


def print_of_secret(hook: Hook) -> str:
    """Tells this secret from the next one, and nothing of it."""
    return hashlib.sha256(hook.secret.encode()).hexdigest()[:16]


def under_lock(secret: bytes, hook_id: uuid.UUID) -> str:
    """A secret as a column keeps it, under the newest key."""
    ring = key_ring()
    return ring.newest.id + APART + base64.b64encode(ring.encrypt(secret, hook_id)).decode()


def unlocked(kept: str, hook_id: uuid.UUID) -> bytes:
    """The secret that `under_lock` kept. Raises Unreadable."""
    key_id, _apart, text = kept.partition(APART)
    try:
        stored = base64.b64decode(text)
    except ValueError as error:
        raise Unreadable("this is no secret") from error
    return key_ring().decrypt(stored, hook_id, key_id)


def secrets_by_key() -> Counter[str]:
    """How many secrets lie under each key."""
    kept = session.execute(select(Hook.secret, Hook.old_secret)).all()
    return Counter(one.partition(APART)[0] for row in kept for one in row if one)


def count_unreadable() -> int:
    """How many webhooks send nothing, as no secret of theirs can be read."""
    return sum(not can_sign(hook) for hook in session.scalars(select(Hook).where(Hook.stopped_at.is_(None))))


def move_secrets(key: Key) -> list[bool]:
    """Put all secrets under the newest key; False for each webhook whose cannot be read. Commits."""
    begin_immediate()
    under_it = key.id + APART
    elsewhere = or_(
        ~Hook.secret.startswith(under_it, autoescape=True), ~Hook.old_secret.startswith(under_it, autoescape=True)
    )
    found = session.scalars(select(Hook).where(elsewhere).with_for_update(of=Hook)).all()
    moved = [_move(hook) for hook in found]
    session.commit()
    return moved


def _move(hook: Hook) -> bool:
    try:
        hook.secret = under_lock(unlocked(hook.secret, hook.id), hook.id)
        if hook.old_secret:
            hook.old_secret = under_lock(unlocked(hook.old_secret, hook.id), hook.id)
    except Unreadable:
        return False
    return True
