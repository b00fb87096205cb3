"""What households ask about and no answer has: words alone, and only those of several households."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from expatdesk.enquiries.queries import subjects_since
from expatdesk.knowledge.book import open_book
from expatdesk.knowledge.search import EMPTY, words_of
from expatdesk.shared.clock import now

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
    askers: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for case_id, subject, language in subjects_since(now() - LOOKED_BACK):
        for word in words_of(subject):
            if len(word) >= SHORTEST and word.isalpha() and word not in EMPTY:
                askers[word, language].add(case_id)
    book = open_book()
    missing = [
        AskedWord(word, language, len(cases))
        for (word, language), cases in askers.items()
        if len(cases) >= FEWEST_HOUSEHOLDS and not book.search(word, language)
    ]
    return sorted(missing, key=lambda asked: (-asked.households, asked.word))[:MOST_SHOWN]
