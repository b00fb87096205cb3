"""Answers as HTML: Markdown without HTML of its own, links by an allow-list, words explained (T23)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from expatdesk.knowledge.glossary import Glossary, glossary

# A link leads to another topic, by its name, or to a page that nobody can read along.
TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ELSEWHERE = re.compile(r"https://[^\s/?#@]+([/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a topic and a word have their pages."""

    topic: Callable[[str], str]
    word: Callable[[str], str]


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    reader.validateLink = lambda url: bool(TOPIC.fullmatch(url) or ELSEWHERE.fullmatch(url))  # type: ignore[method-assign]
    return reader


READER = _reader()


def rendered(text: str, language: str, ways: Ways, known: set[str] | None = None) -> Markup:
    """The answer as a page shows it. Its text is no template, and no markup within it counts.

    `known` are the words that the page has explained before.
    """
    tokens, known = READER.parse(text), set() if known is None else known
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.children and before.type != "heading_open":
            token.children = list(_linked(token.children, glossary(language), known, ways))
    return Markup(READER.renderer.render(tokens, READER.options, {}))  # noqa: S704


def words_in(text: str, language: str, ways: Ways, known: set[str] | None = None) -> Markup:
    """One line of plain text, with its words leading to the glossary."""
    line = Token("inline", "", 0)
    line.children = list(
        _linked([Token("text", "", 0, content=text)], glossary(language), set() if known is None else known, ways)
    )
    return Markup(READER.renderer.render([line], READER.options, {}))  # noqa: S704


def links_in(text: str) -> list[str]:
    """Where the links of an answer lead, for those who look whether they still do."""
    inlines = (token for token in READER.parse(text) if token.type == "inline")
    links = (child for token in inlines for child in token.children or () if child.type == "link_open")
    return [str(link.attrs["href"]) for link in links]


def _linked(children: Sequence[Token], words: Glossary, known: set[str], ways: Ways) -> Iterator[Token]:
    """The same line; each word of the glossary is a link where it comes first, links to topics get addresses."""
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "link_open" and TOPIC.fullmatch(str(child.attrs["href"])):
            child.attrs["href"] = ways.topic(str(child.attrs["href"]))
        if child.type == "text" and not depth:
            yield from _with_words(child.content, words, known, ways)
        else:
            yield child


def _with_words(text: str, words: Glossary, known: set[str], ways: Ways) -> Iterator[Token]:
    done = 0
    for found in words.pattern.finditer(text):
        term = words.by_form[found[0].casefold()]
        if term.key in known:
            continue
        known.add(term.key)
        yield Token("text", "", 0, content=text[done : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": ways.word(term.key), "class": "word"})
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1)
        done = found.end()
    yield Token("text", "", 0, content=text[done:])
