"""A PostgreSQL server of the tests' own: on a free port of this machine, in a folder that is thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
# Nothing here outlives the tests, so nothing has to reach the disk. Two of them may press from many threads at
# once, each with a connection of its own.
OPTIONS = {
    "listen_addresses": "127.0.0.1", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "max_connections": "150", "unix_socket_directories": "",
}  # fmt: skip


class NoPostgres(RuntimeError):
    """There is no server to start; the message says what to install."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server. Anybody on this machine may connect, as the role postgres."""

    binaries: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it listens, without a database's name."""
        return f"postgresql://postgres@127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop at once and leave nothing behind."""
        _run(self.binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder / "data")
        shutil.rmtree(self.folder, ignore_errors=True)


def start_postgres() -> PostgresServer:
    """Start the newest server that is installed. Raises NoPostgres."""
    binaries = _newest()
    folder = Path(tempfile.mkdtemp(prefix="expatdesk-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = " ".join(f"-c {name}='{value}'" for name, value in {**OPTIONS, "port": port}.items())
    _run(binaries / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", options)
    return PostgresServer(binaries, folder, port)


def _newest() -> Path:
    versions = [folder for folder in INSTALLED.glob("*/bin") if (folder / "initdb").exists()]
    if not versions:
        raise NoPostgres(f"no PostgreSQL below {INSTALLED}: apt-get install postgresql, or run script/test")
    return max(versions, key=lambda folder: float(folder.parent.name))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(*command: object) -> None:
    """PostgreSQL refuses to run as root, so root lends it the account that its package made."""
    words = [str(word) for word in command]
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    done = subprocess.run(
        words, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        user=owner and owner.pw_uid, group=owner and owner.pw_gid,
    )  # fmt: skip
    if done.returncode:
        raise NoPostgres(f"{words[0]}: {done.stderr.strip()}")
