"""The desk as it runs in earnest: migrated, filled with the demonstration, web server and worker as processes."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("expatdesk")
STARTED = "Started worker"


@dataclass(frozen=True, slots=True)
class Site:
    """A running desk."""

    url: str
    folder: Path

    @property
    def mails(self) -> Path:
        """Where its mails are written."""
        return self.folder / "mail"


@contextlib.contextmanager
def running_site(database_url: str, folder: Path) -> Iterator[Site]:
    """A desk that runs until the block ends, on this empty database."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {
        **os.environ, "DATABASE_URL": database_url.replace("+psycopg", ""), "INSTANCE_DIR": str(folder),
        "BASE_URL": url, "DEMO": "1",
    }  # fmt: skip
    for command in ("migrate", "demo"):
        subprocess.run([COMMAND, command], env=settings, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port)],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    worker = subprocess.Popen([COMMAND, "worker"], env=settings)
    with server, worker:
        try:
            _wait_for(server)
            yield Site(url, folder)
        finally:
            for process in (server, worker):
                process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(server: subprocess.Popen[str]) -> None:
    """Until it says that it has started; what it says later is read too, or it would be held up."""
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if STARTED in line:
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return
    raise RuntimeError(f"the server did not start: {''.join(said)}")
