"""Counting tries, before anything is checked."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from expatdesk.people.throttle import Knock, knock
from expatdesk.shared.db import session


def may_try(*knocks: Knock) -> bool:
    """Whether this try may go on. It is counted for good, whatever becomes of the request.

    This ends the transaction that the guard opened: a slow check of a password must not hold the database,
    and a refusal must not undo the counting. Whoever writes afterwards calls `begin_writing`.
    """
    allowed = knock(*knocks)
    session.commit()
    return allowed


def whereabouts() -> str:
    """Where the request comes from, as it is counted. A home has 2^64 addresses of IPv6: it counts as one."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)
