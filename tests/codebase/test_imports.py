"""Who may import whom: the contracts of setup.cfg, kept by import-linter (docs/house.md)."""

import configparser
import subprocess
import sys
from pathlib import Path

from tests.codebase.source import ROOT


def test_the_contracts_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_every_package_has_its_place() -> None:
    """A package that nobody put into the layers could import anything."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    placed = setup["importlinter:contract:house"]["layers"].replace("|", " ").split()
    packages = {
        f"expatdesk.{path.stem}"
        for path in (ROOT / "expatdesk").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert packages - set(placed) == {"expatdesk.__init__"}
