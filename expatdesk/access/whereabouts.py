"""Where a try comes from, as it is counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request


def whereabouts() -> str:
    """Where the request comes from, as it is counted. A home has 2^64 addresses of IPv6: it counts as one."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        # A proxy that writes no address, or more than that: all who come through it count together.
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network(f"{address}/64", strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
