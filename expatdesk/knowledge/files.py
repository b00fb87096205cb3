"""Reading the topics that come with the product: one Markdown file each, in both languages.

A file begins with what both languages share, in TOML; then `+++ en` and `+++ nl` with a heading, which is the
question, a first paragraph, which is the answer in short, and the rest.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from expatdesk.knowledge.topics import SourceLink, Theme, Topic, Wording

FOLDER = Path(__file__).parent / "topics"
LANGUAGE = re.compile(r"^\+\+\+ (en|nl)\n", re.MULTILINE)


@cache
def shipped_topics() -> dict[str, Topic]:
    """The topics as they come with this release, by the names of their files."""
    return {
        path.stem: read_topic(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))
    }


def read_topic(slug: str, content: str) -> Topic:
    """The topic that a file holds; ValueError or KeyError where something is missing."""
    head, *parts = LANGUAGE.split(content)
    shared = tomllib.loads(head)
    wordings = {language: _wording(text) for language, text in zip(parts[::2], parts[1::2], strict=True)}
    beside = {kind: tuple(shared.pop(kind, ())) for kind in ("steps", "questions", "papers")}
    topic = Topic(
        slug, Theme(shared.pop("theme")), shared.pop("checked"),
        tuple(SourceLink(*source) for source in shared.pop("sources")),
        wordings["nl"], wordings["en"], **beside,
    )  # fmt: skip
    if shared:
        raise ValueError(f"{slug}: unknown {', '.join(shared)}")
    return topic


def _wording(text: str) -> Wording:
    title, summary, *rest = text.strip().split("\n\n", 2)
    if not title.startswith("# "):
        raise ValueError(f"no heading: {title}")
    return Wording(title.removeprefix("# "), summary.replace("\n", " "), rest[0] if rest else "")
