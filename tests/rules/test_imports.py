"""The rules stand on the standard library alone, so that anybody can read and run them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import expatdesk.rules

RULES = Path(expatdesk.rules.__file__).parent
MODULES = sorted(RULES.rglob("*.py"))


def imports_of(module: Path) -> Iterator[str]:
    """What a module imports from outside the rules; its own relative imports are left out."""
    depth = len(module.relative_to(RULES).parts)
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= depth, f"{module} reaches out of the rules"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(RULES)))
def test_only_the_standard_library(module: Path) -> None:
    outside = {name.partition(".")[0] for name in imports_of(module)} - sys.stdlib_module_names
    assert not outside


def test_the_clock_is_not_read() -> None:
    for module in MODULES:
        calls = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Attribute)]
        assert not {"today", "now", "utcnow"} & {call.attr for call in calls if ast.unparse(call.value) == "date"}


def test_the_rules_load_without_any_installed_package() -> None:
    load = f"import sys; sys.path.insert(0, {str(RULES.parent)!r}); import rules.plan"
    subprocess.run([sys.executable, "-I", "-S", "-c", load], check=True)
