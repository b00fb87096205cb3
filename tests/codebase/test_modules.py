"""How a module is written (docs/house.md)."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.codebase.source import PRODUCT, SOURCES, Source

FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"})
RULES = [source for source in PRODUCT if source.name.startswith("expatdesk/rules/")]


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for source in SOURCES for part in source.name.split("/")}
    assert names & FORBIDDEN_NAMES == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = [source.name for source in SOURCES if source.text.strip() and not ast.get_docstring(source.tree)]
    assert silent == []


def test_such_a_docstring_is_a_line_or_a_few() -> None:
    """One to three lines, or an opening line and a paragraph."""
    long = [s.name for s in PRODUCT if len((ast.get_docstring(s.tree) or "").splitlines()) > 8]
    assert long == []


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{source.name}:{node.name}"
        for source in PRODUCT
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _is_nested_detail(source, node)
    ]
    assert silent == []


def _is_nested_detail(source: Source, node: ast.FunctionDef | ast.ClassDef) -> bool:
    """What is run and not called says at the top of its file what it is; a view speaks by its route."""
    decorated = bool(getattr(node, "decorator_list", []))
    is_run = source.name.startswith("migrations/") or node.name == "main"
    return is_run or (decorated and isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("source", RULES, ids=lambda source: source.name)
def test_the_rules_need_nothing_but_the_standard_library(source: Source) -> None:
    foreign = {name for name in _imported(source) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("expatdesk.rules")} == set()


def _imported(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays within the package as long as it does not climb out of it.
            depth = len(source.name.split("/")) - 1
            inner = "expatdesk.rules" if node.level and node.level <= depth - 1 else "climbs out"
            yield inner if node.level else node.module or ""


def test_only_the_clock_reads_the_clock() -> None:
    """`today` is an argument everywhere else, so that a test and a what-if can say which day it is."""
    calls = ("datetime.now(", "date.today(", "datetime.today(", "datetime.utcnow(", "time.time(")
    readers = {source.name for source in PRODUCT if any(call in source.text for call in calls)}
    assert readers == {"expatdesk/shared/clock.py"}


def test_few_comments() -> None:
    """At most six lines of a hundred say why; more would say what, which is the code's own part."""
    lines = [line.strip() for source in PRODUCT for line in source.text.splitlines()]
    share = sum(line.startswith("#") for line in lines) / len(lines)
    assert 0.005 < share < 0.06
