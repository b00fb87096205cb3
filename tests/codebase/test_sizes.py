"""Elegance is lost in the tail: nothing grows beyond what one can hold in the head (docs/house.md)."""

import ast

import pytest

from tests.codebase.source import PRODUCT, ROOT, SOURCES, TEMPLATES, Source, length

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_TEMPLATE = 300, 40, 20, 150


def test_files_are_short() -> None:
    lengths = {source.name: len(source.text.splitlines()) for source in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = {f"{source.name}:{node.name}": length(node) for source in SOURCES for node in source.functions()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_views_are_shorter() -> None:
    lengths = {
        f"{source.name}:{node.name}": length(node)
        for source in PRODUCT
        for node in source.functions()
        if _is_view(node)
    }
    assert len(lengths) > 20, "the test does not find the views any more"
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_VIEW} == {}


def _is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    decorators = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return any(isinstance(d, ast.Attribute) and d.attr in ("route", "get", "post") for d in decorators)


def test_templates_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in TEMPLATES}
    assert len(lengths) > 20, "the test does not find the templates any more"
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_TEMPLATE} == {}


@pytest.mark.parametrize("lines", [40, 41])
def test_a_docstring_does_not_count(lines: int) -> None:
    body = "\n".join(["def f():", '    """What it is', "    for.", '    """', *["    x = 1"] * (lines - 1)])
    node = next(Source.functions(type("Text", (), {"tree": ast.parse(body)})()))
    assert length(node) == lines
