"""Sending to an address that somebody typed: https to the public internet alone, and not for long (security T31).

A name is looked up once. Each address that it has is looked at, and one of these very addresses is called: what
the name means a moment later does not matter. Nothing follows redirects, and nobody reads what is answered.
"""

import contextlib
import http
import http.client
import ipaddress
import os
import queue
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self
from urllib.parse import urlsplit

from expatdesk.shared.setting import setting

PORTS = frozenset({443, 8443})
SECONDS = 5.0
# Looking an address up while somebody waits for a page takes less, and never more than a few threads at once.
SECONDS_TO_LOOK = 2.0
LOOKING = threading.BoundedSemaphore(2)
# Each of them promises that an answer follows, but for 101: whoever says so speaks something else from then on.
BEFORE_ANSWER = frozenset(range(100, 200)) - {http.HTTPStatus.SWITCHING_PROTOCOLS}
LONGEST_URL = 500
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# All of IPv6 that machines of the public internet have so far (RFC 4291, 2.4): the rest stands for other
# addresses, such as those of IPv4, or for none yet.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Addresses that count as global and yet stand for others, of which nobody knows where they are.
STAND_FOR_OTHERS = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
)


class AddressRefused(Exception):
    """Nothing is sent there."""


class Busy(Exception):
    """Other addresses are being looked up."""


class NotCertified(Exception):
    """Whoever answers is not the one whose name was typed."""


class NotAnswered(Exception):
    """Nobody answered, or not in time."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where something goes, out of an address as it was typed."""

    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises AddressRefused where it is no plain address of https."""
        try:
            parts = urlsplit(url)
            port = 443 if parts.port is None else parts.port
        except ValueError:
            raise AddressRefused("no address") from None
        is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
        if parts.scheme != "https" or not parts.hostname or not is_plain or len(url) > LONGEST_URL:
            raise AddressRefused("no address of https")
        if "@" in parts.netloc or "%" in parts.netloc or "#" in url:
            raise AddressRefused("no plain address")
        path = parts.path or "/"
        return cls(parts.hostname, port, f"{path}?{parts.query}" if parts.query else path)


def check_address(url: str) -> None:
    """Look whether something may be sent there now. Takes two seconds at most; raises AddressRefused and Busy."""
    target = Target.of(url)
    if not LOOKING.acquire(blocking=False):
        raise Busy
    try:
        addresses_of(target, own_networks(), within=SECONDS_TO_LOOK)
    finally:
        LOOKING.release()


def own_networks() -> list[Network]:
    """Networks of our own, named by whoever runs this installation, whose addresses and ports are all allowed."""
    return [ipaddress.ip_network(network) for network in str(setting("WEBHOOK_NETWORKS")).split()]


def is_public(address: Address) -> bool:
    """Whether this is an address of the public internet, of one machine, and stands for no other address."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if address.version == GLOBAL_UNICAST.version and address not in GLOBAL_UNICAST:
        return False
    return not any(address in network for network in STAND_FOR_OTHERS)


def addresses_of(target: Target, own: Collection[Network], *, within: float | None = None) -> list[str]:
    """The addresses of this host, each of which may be called. Raises AddressRefused where one may not."""
    found = _look_up(target, within or SECONDS)
    for address in found:
        is_own = any(address in network for network in own)
        if not is_own and not (is_public(address) and target.port in PORTS):
            raise AddressRefused("not on the public internet")
    return [str(address) for address in found]


def post(url: str, body: bytes, headers: Mapping[str, str], *, own: Collection[Network] = ()) -> int:
    """Send this, and answer with the status. Raises AddressRefused, NotCertified and NotAnswered."""
    target = Target.of(url)
    connection = _Connection(target)
    with _hung_up_in_time(connection):
        connection.addresses = addresses_of(target, own)
        connection.request("POST", target.path, body, dict(headers))
        # What stands in the answer is nothing to us, and may come byte by byte for ever.
        return connection.getresponse().status


class _Answer(http.client.HTTPResponse):
    """The answer itself: of what may come before it, the library knows one kind alone (RFC 9110, 15.2)."""

    def begin(self) -> None:
        """Read on until there is an answer, for as long as there is time."""
        super().begin()
        while self.status in BEFORE_ANSWER:
            # The library's own sign that nothing was read yet.
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _Connection(http.client.HTTPSConnection):
    """A connection to one of these very addresses, with the certificate of the host that was typed."""

    response_class = _Answer

    def __init__(self, target: Target) -> None:
        self.certified = _certified(os.environ.get("SSL_CERT_FILE"))
        super().__init__(target.host, target.port, timeout=SECONDS, context=self.certified)
        self.addresses: list[str] = []
        self.is_over = False

    def connect(self) -> None:
        """Shake hands as a step of its own: whoever watches the clock can hang up meanwhile."""
        for address in self.addresses:
            with contextlib.suppress(OSError):
                self.sock = socket.create_connection((address, self.port), SECONDS / len(self.addresses))
                break
        if self.sock is None or self.is_over:
            raise ConnectionError("nobody answers there")
        self.sock.settimeout(SECONDS)
        self.sock = self.certified.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        # The time may have run out while the socket changed hands.
        if self.is_over:
            raise ConnectionError("time is over")
        self.sock.do_handshake()

    def hang_up(self) -> None:
        """End whatever is being waited for, and let nothing else begin."""
        self.is_over = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


@cache
def _certified(_authorities: str | None) -> ssl.SSLContext:
    """Whom certificates are believed of; to read them takes as long as to send a dozen messages."""
    return ssl.create_default_context()


@contextlib.contextmanager
def _hung_up_in_time(connection: _Connection) -> Iterator[None]:
    """All of it together takes no longer, however slowly the other end sends byte after byte."""
    timer = threading.Timer(SECONDS, connection.hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
        if connection.is_over:
            raise NotAnswered
    except ssl.SSLCertVerificationError as error:
        raise NotCertified from error
    except (OSError, http.client.HTTPException) as error:
        raise NotAnswered from error
    finally:
        timer.cancel()
        connection.close()


def _look_up(target: Target, within: float) -> list[Address]:
    """What the name means now. The system may take long to say that it does not know: then it is unknown."""
    found: queue.Queue[list[str]] = queue.Queue()

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            answers = []
        found.put([str(answer[4][0]) for answer in answers])

    threading.Thread(target=ask, daemon=True).start()
    with contextlib.suppress(queue.Empty):
        if addresses := found.get(timeout=within):
            return [ipaddress.ip_address(address.partition("%")[0]) for address in dict.fromkeys(addresses)]
    raise AddressRefused("nobody knows this name")
