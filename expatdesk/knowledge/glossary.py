"""Words of offices, explained: wherever an answer uses one, it leads to its explanation."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """A word in one language: as it is headed, other ways to write it, and what it means."""

    key: str
    word: str
    forms: tuple[str, ...]
    meaning: str
    # The topic that tells more, where there is one.
    topic: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words of one language."""

    terms: tuple[Term, ...]
    pattern: re.Pattern[str]
    by_form: Mapping[str, Term]


@cache
def glossary(language: str) -> Glossary:
    """The words as this reader reads them, in the order of the alphabet."""
    with FILE.open("rb") as file:
        terms = [_term(row, language) for row in tomllib.load(file)["terms"]]
    by_form = {form.casefold(): term for term in terms for form in (term.word, *term.forms)}
    longest_first = sorted(by_form, key=len, reverse=True)
    # Not within a longer word or an address, such as digid.nl.
    pattern = re.compile(
        rf"(?<![\w./@-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w@/-]|\.\w)", re.IGNORECASE
    )
    return Glossary(tuple(sorted(terms, key=lambda term: term.word.casefold())), pattern, by_form)


def _term(row: Mapping[str, Any], language: str) -> Term:
    said = row[language]
    return Term(row["key"], said["word"], tuple(said.get("forms", ())), said["meaning"], row.get("topic", ""))
