"""Keys of employers' HR systems: made, found by what a system shows, and taken back. Nothing here commits."""

import hmac
import ipaddress
import secrets
import uuid
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, case, select, update

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.names import plain
from expatdesk.organisations.models import Employer
from expatdesk.people.queries import admins_of
from expatdesk.people.tokens import SECRET_ALPHABET, hashed, new_token
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.makers import maker_now, may_make
from expatdesk.systems.models import PREFIX_LENGTH, ApiKey, Scope

# By this anybody who finds a key in a file knows what it is of, and programs that look for leaks do.
BRAND = "exd"
LONGEST = timedelta(days=366)
# How often a system may ask in a minute; more than the largest employer ever needs.
PER_MINUTE = 120
# So many bits stand before an IPv4 address that is written as one of IPv6 (RFC 4291).
MAPPED = 96
# So many an employer has at once: it has a few systems, and each key is one more that may get lost.
MOST_KEYS = 20


class KeyRefused(Exception):
    """A key cannot be like this."""


class NameTaken(KeyRefused):
    """A key of this employer that works is called so: sent twice, a form makes one key."""


class TooManyKeys(KeyRefused):
    """Enough keys of this employer work."""


def make_key(
    name: str,
    scopes: Iterable[Scope],
    *,
    lasts: timedelta,
    employer: Employer,
    by: Actor,
    networks: Iterable[str] = (),
) -> tuple[ApiKey, str]:
    """A new key, and what its system has to show: the only time that anybody sees it.

    Raises NotAdminAnyMore, and KeyRefused with NameTaken and TooManyKeys.
    """
    granted = [scope for scope in Scope if scope in set(scopes)]
    if not granted or not timedelta() < lasts <= LONGEST:
        raise KeyRefused("a key is good for something, and lasts a year at most")
    maker = maker_now(by, employer.id)
    _check_beside_others(name, employer.id)
    prefix = "".join(secrets.choice(SECRET_ALPHABET) for _ in range(PREFIX_LENGTH))
    token = f"{BRAND}_{prefix}_{new_token()}"
    key = ApiKey(
        employer_id=employer.id, maker=maker, name=name, prefix=prefix, token_hash=hashed(token),
        scopes=granted, networks=list(networks), made_at=now(), expires_at=now() + lasts,
    )  # fmt: skip
    session.add(key)
    session.flush()
    record("key_made", by=by, employer=employer.name, key=name, prefix=prefix, scopes=granted)
    return key, token


def _check_beside_others(name: str, employer_id: uuid.UUID) -> None:
    """Raise NameTaken or TooManyKeys; the admins' rows are ours, so nobody makes another one meanwhile."""
    working = [key for key in keys(ApiKey.employer_id == employer_id) if works(key)]
    if name.casefold() in {key.name.casefold() for key in working}:
        raise NameTaken(name)
    if len(working) >= MOST_KEYS:
        raise TooManyKeys


def tell_admins(key: ApiKey) -> None:
    """Mail all who look after an employer that there is a new key; who made it hears of it if it was not them."""
    for admin in admins_of(key.employer_id):
        queue_mail("key_made", recipient=admin.email, language=admin.language, name=plain(admin.name), key=key)


def revoke_key(key: ApiKey, *, by: Actor) -> None:
    """Take a key back: its next request is one of nobody. Done twice, it was done the first time."""
    mine = update(ApiKey).where(ApiKey.id == key.id, ApiKey.revoked_at.is_(None)).values(revoked_at=now())
    if session.execute(mine.returning(ApiKey.id)).one_or_none() is not None:
        record("key_revoked", by=by, key=key.name, prefix=key.prefix)


def keys(condition: ColumnElement[bool]) -> list[ApiKey]:
    """Those that meet the condition: first what still works, the newest first."""
    wanted = select(ApiKey).where(condition).order_by(ApiKey.made_at.desc(), ApiKey.id)
    return sorted(session.scalars(wanted), key=lambda key: not works(key))


def find_key(condition: ColumnElement[bool], key_id: uuid.UUID) -> ApiKey | None:
    """The key with this id, if it meets the condition."""
    return session.scalars(select(ApiKey).where(condition, ApiKey.id == key_id)).one_or_none()


def key_of(token: str, address: str) -> ApiKey | None:
    """The key that a system shows from this address; None where it opens nothing.

    The time that this takes tells nothing of a key but whether its prefix is known, which is no secret.
    """
    brand, _, rest = token.partition("_")
    prefix, _, _secret = rest.partition("_")
    if brand != BRAND or not (prefix.isascii() and prefix.isalnum()):
        return None
    key = session.scalars(select(ApiKey).where(ApiKey.prefix == prefix)).one_or_none()
    if key is None or not hmac.compare_digest(key.token_hash, hashed(token)):
        return None
    return key if works(key) and _may_come_from(key, address) else None


def works(key: ApiKey) -> bool:
    """Whether a key opens anything now. It is dead as soon as whoever made it may not make any (security T09)."""
    return key.revoked_at is None and now() < key.expires_at and may_make(key.maker, key.employer_id)


def count_request(key_id: uuid.UUID) -> int | None:
    """How many requests of this key came in the present minute, this one included; those beside it count too.

    None where the key is gone: its employer or its maker was, while the request waited for its turn.
    """
    minute = now().replace(second=0, microsecond=0)
    asked = case((ApiKey.minute == minute, ApiKey.asked + 1), else_=1)
    counted = update(ApiKey).where(ApiKey.id == key_id).values(minute=minute, asked=asked, last_used_at=now())
    return session.execute(counted.returning(ApiKey.asked)).scalar_one_or_none()


def network(typed: str) -> str:
    """An address or a range of them in its plain form. Raises ValueError."""
    found = ipaddress.ip_network(typed.strip())
    # As visitors' addresses are compared: an older address written as a newer one is the older one.
    mapped = getattr(found.network_address, "ipv4_mapped", None)
    if mapped is not None and found.prefixlen >= MAPPED:
        found = ipaddress.ip_network((mapped, found.prefixlen - MAPPED))
    return str(found)


def _may_come_from(key: ApiKey, address: str) -> bool:
    try:
        there = ipaddress.ip_address(address)
        there = getattr(there, "ipv4_mapped", None) or there
    except ValueError:
        return not key.networks
    return not key.networks or any(there in ipaddress.ip_network(one) for one in key.networks)
