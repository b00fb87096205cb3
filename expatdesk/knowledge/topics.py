"""A topic: one answer in both languages, with the day on which it was checked and where it comes from."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum


class Theme(StrEnum):
    """What a topic is about, in the order in which a newcomer meets it."""

    WHERE = "where"
    PERMIT = "permit"
    PAPERS = "papers"
    VISIT = "visit"
    SETTLING = "settling"
    HOUSING = "housing"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer in one language: its question, the answer in short, and the rest as Markdown."""

    title: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where an answer comes from."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One answer; `steps`, `questions` and `papers` name beside what it helps."""

    slug: str
    theme: Theme
    checked_on: date
    sources: tuple[SourceLink, ...]
    nl: Wording
    en: Wording
    steps: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def in_language(self, language: str) -> Wording:
        """The answer as this reader reads it."""
        return self.nl if language == "nl" else self.en

    @property
    def print(self) -> str:
        """A short print of all that it says, which changes whenever that changes."""
        said = (self.theme, self.checked_on, self.sources, astuple(self.nl), astuple(self.en))
        return hashlib.sha256(repr(said).encode()).hexdigest()
