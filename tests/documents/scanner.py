"""A server that answers as clamd does, on a port of this machine."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.documents.hostile import EICAR


class Answer(socketserver.BaseRequestHandler):
    """One file: its pieces come each behind their length, until an empty one."""

    request: "socketserver.socket.socket"  # type: ignore[name-defined]

    def handle(self) -> None:
        """Say whether the virus that all scanners know is in it."""
        assert self._read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self._read(4))[0]:
            content += self._read(length)
        if content in self.server.too_large:  # type: ignore[attr-defined]
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        found = EICAR in content or content in self.server.known_bad  # type: ignore[attr-defined]
        self.request.sendall(b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0")

    def _read(self, count: int) -> bytes:
        read = b""
        while len(read) < count:
            read += self.request.recv(count - len(read))
        return read


class HangUp(socketserver.BaseRequestHandler):
    """One that goes away in the middle of a file."""

    request: "socketserver.socket.socket"  # type: ignore[name-defined]

    def handle(self) -> None:
        """Read a little and no more."""
        self.request.recv(10)


@contextmanager
def scanner_in_thought() -> Iterator[str]:
    """The address of a scanner that takes every file and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def hanging_up() -> Iterator[str]:
    """The address of a scanner that takes no file to its end."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), HangUp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def scanner(*known_bad: bytes, too_large: tuple[bytes, ...] = ()) -> Iterator[str]:
    """The address of a scanner that finds the known virus and `known_bad`, and takes nothing `too_large`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        server.known_bad, server.too_large = known_bad, too_large  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
