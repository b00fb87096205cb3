"""What people ask about and no answer has: words alone, and only those of several households or askers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from expatdesk.enquiries.queries import subjects_since
from expatdesk.knowledge.book import open_book
from expatdesk.shared.clock import now
from expatdesk.shared.word_search import EMPTY, words_of

LOOKED_BACK = timedelta(days=90)
# A word of fewer tells of a household rather than of the answers.
FEWEST_HOUSEHOLDS = 3
SHORTEST = 4
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word, its language, and how many households asked with it."""

    word: str
    language: str
    households: int


def words_without_answer() -> list[AskedWord]:
    """The words that most households used lately and that find no answer."""
    askers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for asker, subject, language in subjects_since(now() - LOOKED_BACK):
        for word in words_of(subject):
            if len(word) >= SHORTEST and word.isalpha() and word not in EMPTY:
                askers[word, language].add(asker)
    book = open_book()
    missing = [
        AskedWord(word, language, len(theirs))
        for (word, language), theirs in askers.items()
        if len(theirs) >= FEWEST_HOUSEHOLDS and not book.search(word, language)
    ]
    return sorted(missing, key=lambda asked: (-asked.households, asked.word))[:MOST_SHOWN]
