"""The desk as it runs in earnest: migrated, filled with the demonstration, web server and worker as processes."""

import contextlib
import fcntl
import os
import shutil
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

    @property
    def database(self) -> Path:
        """The file of its database."""
        return _database(self.folder)


@contextlib.contextmanager
def running_site(folder: Path, filled: Path) -> Iterator[Site]:
    """A desk that runs in this folder until the block ends, with what was `filled` in once for all."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    _fill_once(filled)
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    settings = _settings(folder, url)
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


def _fill_once(folder: Path) -> None:
    """The demonstration takes a while: of several workers the first one fills it in, the others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for command in ("migrate", "demo"):
                settings = _settings(folder, "http://127.0.0.1")
                subprocess.run([COMMAND, command], env=settings, check=True, stdout=subprocess.DEVNULL)


def _settings(folder: Path, url: str) -> dict[str, str]:
    database = f"sqlite:///{_database(folder)}"
    return {**os.environ, "DATABASE_URL": database, "INSTANCE_DIR": str(folder), "BASE_URL": url, "DEMO": "1"}


def _database(folder: Path) -> Path:
    return folder / "expatdesk.sqlite3"


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
