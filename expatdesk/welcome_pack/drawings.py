"""The drawings of the pack: one stroke weight, as SVG files; those that only decorate go into the style sheet."""

import base64
from functools import cache
from pathlib import Path

from markupsafe import Markup

FOLDER = Path(__file__).parent / "drawings"


def picture(name: str, title: str) -> Markup:
    """A drawing that says something, with its title inside for who cannot see it."""
    opening, rest = _parts(name)
    return opening + Markup("<title>{}</title>").format(title) + rest


@cache
def _parts(name: str) -> tuple[Markup, Markup]:
    # Our own file, part of the program: nothing in it comes from a visitor.
    svg = (FOLDER / f"{name}.svg").read_text()
    end = svg.index(">") + 1
    return Markup(svg[:end]), Markup(svg[end:])  # noqa: S704


@cache
def style_rules() -> Markup:
    """One rule per drawing, `.deco-<name>`: backgrounds stay out of what a screen reader reads."""
    rules = [_rule(path) for path in sorted(FOLDER.glob("*.svg"))]
    return Markup("\n".join(rules))  # noqa: S704


def _rule(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    return f".deco-{path.stem} {{ background-image: url(data:image/svg+xml;base64,{data}) }}"
