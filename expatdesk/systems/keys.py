"""Keys of systems of employers and partners: made, found by what one shows, taken back. Nothing here commits."""

import hmac
import ipaddress
import secrets
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, select, update

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.names import plain
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.models import User
from expatdesk.people.queries import admins_of, people_of
from expatdesk.people.tokens import SECRET_ALPHABET, hashed, new_token
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.systems.makers import maker_for, maker_now, may_make, may_make_for
from expatdesk.systems.models import OF_EMPLOYERS, OF_PARTNERS, PREFIX_LENGTH, ApiKey, Scope

# By this anybody who finds a key in a file knows what it is of, and programs that look for leaks do.
BRAND = "exd"
LONGEST = timedelta(days=366)
# How often a system may ask in a minute; more than the largest employer ever needs.
PER_MINUTE = 120
# So many bits stand before an IPv4 address that is written as one of IPv6 (RFC 4291).
MAPPED = 96
# So many an employer or a partner has at once: it has a few systems, and each key is one more that may get lost.
MOST_KEYS = 20


class KeyRefused(Exception):
    """A key cannot be like this."""


class NameTaken(KeyRefused):
    """A key of this organisation that works is called so: sent twice, a form makes one key."""


class TooManyKeys(KeyRefused):
    """Enough keys of this organisation work."""


def make_key(
    name: str,
    scopes: Iterable[Scope],
    *,
    lasts: timedelta,
    owner: Employer | Partner,
    by: Actor,
    networks: Iterable[str] = (),
) -> tuple[ApiKey, str]:
    """A new key, and what its system has to show: the only time that anybody sees it.

    That of an employer is good for hires, that of a partner for its homes. Raises NotAdminAnyMore, and KeyRefused
    with NameTaken and TooManyKeys.
    """
    granted = [scope for scope in Scope if scope in set(scopes)]
    is_partners = isinstance(owner, Partner)
    its_kind = OF_PARTNERS if is_partners else OF_EMPLOYERS
    if not granted or not its_kind.issuperset(granted) or not timedelta() < lasts <= LONGEST:
        raise KeyRefused("a key is good for something that its owner may, and lasts a year at most")
    maker = maker_for(by, owner) if isinstance(owner, Partner) else maker_now(by, owner.id)
    _check_beside_others(name, keys_of(owner))
    prefix = "".join(secrets.choice(SECRET_ALPHABET) for _ in range(PREFIX_LENGTH))
    token = f"{BRAND}_{prefix}_{new_token()}"
    key = ApiKey(
        maker=maker, name=name, prefix=prefix, token_hash=hashed(token), scopes=granted, networks=list(networks),
        made_at=now(), expires_at=now() + lasts, **{_column(owner): owner.id},
    )  # fmt: skip
    session.add(key)
    session.flush()
    whose: dict[str, Any] = {"partner" if is_partners else "employer": owner.name}
    record("key_made", by=by, **whose, key=name, prefix=prefix, scopes=granted)
    return key, token


def keys_of(owner: Employer | Partner) -> ColumnElement[bool]:
    """The condition for the keys of this organisation."""
    return ApiKey.partner_id == owner.id if isinstance(owner, Partner) else ApiKey.employer_id == owner.id


def _column(owner: Employer | Partner) -> str:
    return "partner_id" if isinstance(owner, Partner) else "employer_id"


def _check_beside_others(name: str, others: ColumnElement[bool]) -> None:
    """Raise NameTaken or TooManyKeys; a row of the owner's is ours, so nobody makes another one meanwhile."""
    working = [key for key in keys(others) if works(key)]
    if name.casefold() in {key.name.casefold() for key in working}:
        raise NameTaken(name)
    if len(working) >= MOST_KEYS:
        raise TooManyKeys


def tell_admins(key: ApiKey) -> None:
    """Mail all who may make keys beside this one that it is there; who made it hears of it if it was not them."""
    kind = "key_made" if key.partner is None else "home_key_made"
    for one in _who_look_after(key):
        queue_mail(kind, recipient=one.email, language=one.language, name=plain(one.name), key=key)


def _who_look_after(key: ApiKey) -> list[User]:
    """The admins of an employer; of a partner all its people, and the admins of the employer that it is."""
    whose = key.employer_id if key.partner is None else key.partner.employer_id
    admins = admins_of(whose) if whose is not None else []
    return admins if key.partner is None else [*people_of(key.partner.id), *admins]


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
    """Whether a key opens anything now. It is dead as soon as whoever made it may not make any (security T09).

    That of a partner also while it does not work with the desk, or offers no homes.
    """
    partner = key.partner
    is_asked = partner is None or (partner.offers_homes and partner.works_on(today()))
    return key.revoked_at is None and now() < key.expires_at and is_asked and maker_may(key)


def maker_may(key: ApiKey) -> bool:
    """Whether whoever made a key may still make one."""
    if key.partner is not None:
        return may_make_for(key.maker, key.partner)
    return may_make(key.maker, key.employer_id)


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
