"""The files that the tests of the codebase read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("expatdesk", "tests", "migrations")
# Made by others, or by a program: nobody reads them as code.
NOT_OURS = ("/static/vendor/", "/migrations/versions/", "/__pycache__/")


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """The path as one would type it."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, which is not code but what the code is for."""
    first = node.body[0]
    lines = (node.end_lineno or 0) - node.lineno + 1
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def _files(pattern: str, *folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob(pattern)]
    return sorted(path for path in found if not any(part in path.as_posix() for part in NOT_OURS))


SOURCES = [Source(path) for path in [*ROOT.glob("*.py"), *_files("*.py", *OURS)]]
PRODUCT = [source for source in SOURCES if not source.name.startswith("tests/")]
TEMPLATES = [
    path
    for kind in ("*.html", "*.txt", "*.svg")
    for path in _files(kind, "expatdesk")
    if "templates" in path.parts
]
