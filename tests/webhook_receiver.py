"""A real web server with a certificate, for tests: what an employer's HR system is to the desk."""

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Got:
    """A request that came."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Keeps what came. `statuses` are answered one after the other, the last one for ever; `hang` says nothing.

    What it says `before` is no answer yet; `drip` never ends its headers, and `drip_body` never what follows them.
    """

    url: str = ""
    got: list[Got] = field(default_factory=list)
    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    drip: bool = False
    drip_body: bool = False
    before: list[int] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


def a_certificate(folder: Path, name: str = "localhost") -> Path:
    """A certificate for this name that nobody but itself vouches for, together with its key."""
    path, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", path, "-days", "3650", "-subj", f"/CN={name}",
            "-addext", f"subjectAltName=DNS:{name}",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + key.read_text())
    return path


@contextlib.contextmanager
def running_receiver(certificate: Path) -> Iterator[Receiver]:
    """A server that listens until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            receiver.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if receiver.hang:
                receiver.ended.wait(30)
                return
            if receiver.drip or receiver.drip_body:
                _drip(self.connection, receiver)
                return
            for status in receiver.before:
                self.connection.sendall(f"HTTP/1.1 {status} Soon\r\nLink: </style.css>\r\n\r\n".encode())
            status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
            self.send_response(status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Tests keep quiet."""

    certified = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certified.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = certified.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    receiver.url = f"https://localhost:{server.server_address[1]}/hook"
    try:
        yield receiver
    finally:
        receiver.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _drip(connection: socket.socket, receiver: Receiver) -> None:
    """Answer byte by byte, and never come to an end."""
    with contextlib.suppress(OSError):
        connection.sendall(
            b"HTTP/1.1 200 OK\r\n" + (b"X-Long: " if receiver.drip else b"Connection: close\r\n\r\n")
        )
        while not receiver.ended.wait(0.05):
            connection.sendall(b"x")
