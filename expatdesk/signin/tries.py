"""Where a try comes from, as it is counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request


def whereabouts() -> str:
    """Where the request comes from, as it is counted. A home has 2^64 addresses of IPv6: it counts as one."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)
