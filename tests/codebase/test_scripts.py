"""The two commands of the README on machines that lack something: a stand-in plays each missing thing."""

import subprocess
from pathlib import Path

import pytest

from tests.codebase.source import ROOT

OLD_PYTHON = 'case "$*" in *--version*) echo "Python 3.9.2";; *) exit 1;; esac'
COMMANDS = ("script/server", "script/test")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands that come before the machine's own: nothing is installed, nothing can be."""
    stand_in(tmp_path, "dpkg-query", "exit 1")
    for command in ("apt-get", "sudo"):
        stand_in(tmp_path, command, f"echo {command} $* >> {tmp_path}/asked; exit 1")
    return tmp_path


def stand_in(machine: Path, command: str, does: str) -> None:
    """Let this command do that."""
    path = machine / command
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def run(script: str, machine: Path) -> subprocess.CompletedProcess[str]:
    """The script as it runs there."""
    return subprocess.run(
        [ROOT / script], env={"PATH": f"{machine}:/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", COMMANDS)
def test_what_cannot_be_installed_is_named_with_the_line_to_run(script: str, machine: Path) -> None:
    stand_in(machine, "python3", "exit 0")
    ended = run(script, machine)
    assert ended.returncode == 1
    assert "apt-get update && apt-get install --no-install-recommends python3 python3-venv" in ended.stderr


@pytest.mark.parametrize("script", COMMANDS)
def test_an_old_python_is_refused_before_anything_is_installed(script: str, machine: Path) -> None:
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        stand_in(machine, name, OLD_PYTHON)
    ended = run(script, machine)
    assert ended.returncode == 1
    assert "Expatdesk needs Python 3.11 or newer; python3 is Python 3.9.2." in ended.stderr
    assert not (machine / "asked").exists()
