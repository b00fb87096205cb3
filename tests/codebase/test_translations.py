"""Dutch is complete, and says what the English says (docs/house.md)."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.codebase.source import ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")
# A span marks a passage in the other language: what is one in English is none in Dutch.
TAG = re.compile(r"</?(?!span\b)[a-z][^>]*>")
FORBIDDEN = {
    "en": ("successfully", "please note", "oops", "click here", "kindly", "simply "),
    "nl": ("succesvol", "let op", "oeps", "klik hier", "gelieve", "middels", "dient u", "teneinde", "indien "),
}
# One word for one thing: "dossier" for a case, "document" for a paper. A ministry and a desk keep their names.
DISCARDED = re.compile(r"(?<!Buitenlandse )\bza(ak|ken)\w*|papier|\bstuk(ken)?\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(je|jij|jouw|jullie)\b", re.IGNORECASE)


@cache
def catalogue() -> Catalog:
    with (ROOT / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="nl")


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def names(text: str) -> list[str]:
    return sorted(found.group() for found in PLACEHOLDER.finditer(text))


def test_every_text_is_in_the_catalogue(tmp_path: Path) -> None:
    """The catalogue is what a fresh extraction finds: nothing forgotten, nothing left over."""
    fresh = tmp_path / "messages.pot"
    options = ["-F", "pyproject.toml", "-k", "_l", "-k", "lazy_gettext", "-o", str(fresh), "."]
    pybabel = Path(sys.executable).with_name("pybabel")
    subprocess.run([pybabel, "-q", "extract", *options], cwd=ROOT, check=True, capture_output=True)
    with fresh.open("rb") as file:
        wanted = {(message.id, message.context) for message in read_po(file) if message.id}
    known = {(message.id, message.context) for message in messages()}
    assert wanted - known == set()
    assert known - wanted == set()


def test_every_text_has_its_dutch() -> None:
    empty = [m.id for m in messages() if not m.string or not all(forms(m.string))]
    assert empty == []


def test_nothing_is_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


def test_both_hold_the_same_values() -> None:
    def differs(message: Message) -> bool:
        wanted = {tuple(names(text)) for text in forms(message.id)}
        return any(tuple(names(text)) not in wanted for text in forms(message.string))

    assert [message.id for message in messages() if differs(message)] == []


def test_both_hold_the_same_tags() -> None:
    def tags(text: str) -> list[str]:
        return sorted(TAG.findall(text))

    different = [
        m.id for m in messages() if {*map(str, map(tags, forms(m.string)))} - {*map(str, map(tags, forms(m.id)))}
    ]
    assert different == []


def test_placeholders_have_names() -> None:
    """A translator may have to change their order."""
    unnamed = [m.id for m in messages() for text in forms(m.id) if re.search(r"(?<!%)%[sd]|\{\}", text)]
    assert unnamed == []


def test_plurals_have_both_forms() -> None:
    assert [m.id for m in messages() if m.pluralizable and len(forms(m.string)) != 2] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_texts_sound_like_a_good_town_hall(language: str) -> None:
    texts = [text for m in messages() for text in forms(m.id if language == "en" else m.string)]
    bad = [text for text in texts if any(word in text.lower() for word in FORBIDDEN[language]) or "!" in text]
    assert bad == []


def test_dutch_says_u() -> None:
    assert [text for m in messages() for text in forms(m.string) if INFORMAL.search(text)] == []


def test_dutch_has_one_word_for_one_thing() -> None:
    assert [text for m in messages() for text in forms(m.string) if DISCARDED.search(text)] == []


def test_spaces_and_full_stops_agree() -> None:
    def ends(text: str) -> tuple[bool, bool, bool]:
        return text[:1].isspace(), text[-1:].isspace(), text.rstrip().endswith((".", "?", "…"))

    pairs = [(a, b) for m in messages() for a, b in zip(forms(m.id), forms(m.string), strict=False)]
    assert [pair for pair in pairs if ends(pair[0]) != ends(pair[1])] == []
