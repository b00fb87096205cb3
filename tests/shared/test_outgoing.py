"""Nothing goes to an address that is not of the public internet, and nothing takes long (security T31)."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from expatdesk.shared import outgoing
from expatdesk.shared.outgoing import (
    LOOKING,
    AddressRefused,
    Busy,
    NotAnswered,
    NotCertified,
    Target,
    addresses_of,
    check_address,
    is_public,
    post,
)
from tests.webhook_receiver import Receiver, a_certificate, running_receiver

# Addresses of no net in particular, by their numbers: 10/8, 172.16/12 and 192.168/16.
PRIVATE = [str(ipaddress.ip_address(number)) for number in (0x0A000001, 0xAC100001, 0xC0A80101)]
OWN = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def receiver(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A server whose certificate holds."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running_receiver(certificate) as running:
        yield running


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        *PRIVATE, "100.64.0.1", "127.0.0.1", "127.8.9.1", "169.254.169.254", "192.0.0.8",
        "192.0.2.1", "192.88.99.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
        "::ffff:0:7f00:1", "5f00::1", "4000::1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001:0:7f00::1", "2001:db8::1", "3fff::1", "2002:7f00:1::",
        "fc00::1",
        "fd12::1", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        addresses_of(Target.of(f"https://{host}/"), ())


def test_few_look_addresses_up_at_once(app: Flask) -> None:
    """A name whose servers are slow takes seconds: whoever types many of them must not take all threads."""
    with LOOKING, LOOKING, pytest.raises(Busy):
        check_address("https://8.8.8.8/")
    check_address("https://8.8.8.8/")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_an_address_that_is(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert addresses_of(Target.of(f"https://{host}/"), ()) == [address]
    assert addresses_of(Target.of(f"https://{host}:8443/"), ()) == [address]


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f000001", "0", "8.8.8.8:80", "8.8.8.8:22", "8.8.8.8:8444",
     "8.8.8.8:0", "a..b",
     "x" * 70],
)  # fmt: skip
def test_other_ways_to_write_one(host: str) -> None:
    with pytest.raises(AddressRefused):
        addresses_of(Target.of(f"https://{host}/"), ())


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "http://hr.example/", "ftp://hr.example/", "https://", "https:///x", "https://user@hr.example/",
        "https://user:word@hr.example/", "https://hr.example@127.0.0.1/", "https://hr.example/#x",
        "https://hr.example:99999/", "https://hr.example:x/", "https://hr.example\\@127.0.0.1/",
        "https://hr.example/ x", "https://hr.example/\r\nX: y", "https://hr.exämple/", "https://%31/", "https://[::1",
        f"https://hr.example/{'x' * 500}",
    ],
)  # fmt: skip
def test_what_is_no_plain_address(url: str) -> None:
    with pytest.raises(AddressRefused):
        Target.of(url)


def test_one_address_among_several_that_is_not_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may have both: which of them would be called is chance."""
    both: list[Any] = [(0, 0, 0, "", ("8.8.8.8", 443)), (0, 0, 0, "", (PRIVATE[0], 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_how: both)
    with pytest.raises(AddressRefused):
        addresses_of(Target.of("https://hr.example/"), ())


def test_what_the_name_means_later_does_not_matter(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked up once: a name that leads elsewhere the second time (DNS rebinding) leads nowhere."""
    real, asked = socket.getaddrinfo, list[object]()

    def once(host: Any, *args: Any, **how: Any) -> Any:
        if host == "localhost":
            asked.append(host)
            assert len(asked) == 1
        return real(host, *args, **how)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    assert post(receiver.url, b"{}", {}, own=OWN) == 204
    assert asked == ["localhost"]


def test_it_arrives(receiver: Receiver) -> None:
    assert post(f"{receiver.url}?a=1", b'{"a": 1}', {"Webhook-Id": "msg_1"}, own=OWN) == 204
    (got,) = receiver.got
    assert (got.path, got.body, got.headers["webhook-id"]) == ("/hook?a=1", '{"a": 1}', "msg_1")
    assert got.headers["host"] == receiver.url.split("/")[2]


def test_own_networks_are_named_by_whoever_runs_it(receiver: Receiver) -> None:
    with pytest.raises(AddressRefused):
        post(receiver.url, b"{}", {})
    assert receiver.got == []


def test_redirects_lead_nowhere(receiver: Receiver) -> None:
    receiver.statuses, receiver.headers = [307], {"Location": receiver.url}
    assert post(receiver.url, b"{}", {}, own=OWN) == 307
    assert len(receiver.got) == 1


def test_nobody_vouches(certificate: Path) -> None:
    with running_receiver(certificate) as receiver, pytest.raises(NotCertified):
        post(receiver.url, b"{}", {}, own=OWN)
    assert receiver.got == []


def test_the_certificate_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked against the name that was typed, though an address is called."""
    of_another = a_certificate(tmp_path, "hr.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(of_another))
    with running_receiver(of_another) as receiver, pytest.raises(NotCertified):
        post(receiver.url, b"{}", {}, own=OWN)
    assert receiver.got == []


@pytest.mark.parametrize("way", ["hang", "drip"])
def test_who_is_slow_is_hung_up_on(receiver: Receiver, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where byte after byte comes: each of them alone would be in time."""
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    setattr(receiver, way, True)
    began = time.perf_counter()
    with pytest.raises(NotAnswered):
        post(receiver.url, b"{}", {}, own=OWN)
    assert time.perf_counter() - began < 2


def test_what_follows_the_headers_is_waited_for_by_nobody(receiver: Receiver) -> None:
    """It may come byte by byte, for as long as the other end likes."""
    receiver.drip_body = True
    began = time.perf_counter()
    assert post(receiver.url, b"{}", {}, own=OWN) == 200
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("before", [[100], [102, 103, 103], [199]])
@pytest.mark.parametrize("status", [204, 503])
def test_what_is_said_before_the_answer_is_no_answer(receiver: Receiver, before: list[int], status: int) -> None:
    receiver.before, receiver.statuses = before, [status]
    assert post(receiver.url, b"{}", {}, own=OWN) == status


def test_who_speaks_something_else_from_now_on(receiver: Receiver) -> None:
    """After 101 no answer follows."""
    receiver.before = [101]
    assert post(receiver.url, b"{}", {}, own=OWN) == 101


def test_who_never_comes_to_an_answer(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    receiver.before = [103] * 200_000
    began = time.perf_counter()
    with pytest.raises(NotAnswered):
        post(receiver.url, b"{}", {}, own=OWN)
    assert time.perf_counter() - began < 2


def test_who_looks_names_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.2)
    known = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_how: known.wait(5) and [])
    with pytest.raises(AddressRefused):
        post("https://hr.example/", b"{}", {})
    known.set()


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(NotAnswered):
        post(f"https://localhost:{port}/", b"{}", {}, own=OWN)


def test_who_never_shakes_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.3)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        began = time.perf_counter()
        with pytest.raises(NotAnswered):
            post(f"https://127.0.0.1:{listening.getsockname()[1]}/", b"{}", {}, own=OWN)
    assert time.perf_counter() - began < 2
