"""A real server for measuring, on a free port of this machine, and clients that ask it for pages."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

WORKERS = 2
START_SECONDS = 60


class NoServer(RuntimeError):
    """The server did not start, or answers something else than pages."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server listens, and the cookie of whoever is signed in."""

    port: int
    cookie: str

    def times(self, path: str, count: int) -> list[float]:
        """How many milliseconds each of these requests took, one after the other on one connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return [self._once(connection, path) for _ in range(count)]
        finally:
            connection.close()

    def _once(self, connection: http.client.HTTPConnection, path: str) -> float:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise NoServer(f"{path} answers {answer.status}")
        return (time.perf_counter() - start) * 1000

    def rate(self, path: str, count: int, connections: int) -> float:
        """Pages a second over so many connections at once."""
        start = time.perf_counter()
        with ThreadPoolExecutor(connections) as clients:
            for done in [clients.submit(self.times, path, count // connections) for _ in range(connections)]:
                done.result()
        return count // connections * connections / (time.perf_counter() - start)


@contextmanager
def running(cookie: str) -> Iterator[Server]:
    """`expatdesk serve` with two workers, with the settings of this process; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from expatdesk.cli import main; main()", "serve"]
    process = subprocess.Popen(  # noqa: S603 - our own words, no shell
        [*command, f"--port={port}", f"--workers={WORKERS}"], env=os.environ, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(process, port)
        yield Server(port, cookie)
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            Server(port, "").times("/health/live", 1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NoServer("the server does not start: see what expatdesk serve says")


def p95(times: list[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return statistics.quantiles(times, n=20)[-1]
