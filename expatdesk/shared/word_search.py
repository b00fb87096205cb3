"""Finding texts by words: whole, begun, ended, bent or mistyped, with or without accents.

A few hundred answers or places are searched in the process itself, so that both databases find the same.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from expatdesk.shared.text import normal

WORD = re.compile(r"[a-z0-9]+")
MOST_WORDS, MOST_FOUND = 12, 20
# What counts less than this share of the best one is noise.
WORTHWHILE = 0.15
WHOLE, BEGUN, ENDED, OF_ONE_STEM, MISTYPED = 1.0, 0.6, 0.6, 0.5, 0.4
SHORTEST_BEGINNING, SHORTEST_ENDING, SHORTEST_STEM, SHORTEST_MISTYPED = 2, 6, 4, 5
# How much of the longer word two of one stem share: “driving” and “drive”, “deposits” and “deposit”.
SHARE_OF_STEM = 0.55
# Words of every question, which tell nothing of its subject.
SAID_ALWAYS = (
    "a an and are at be can do does for from get have how i if in is it me my of on or that the there this to we "
    "what when where which who why will with you your "
    "de een en er dat die dit doe een heb het hoe ik in is kan krijg mag met mij mijn moet naar of om op te u uw "
    "van voor waar waarom wanneer wat we welke wie wij zijn zonder"
)
EMPTY = frozenset(SAID_ALWAYS.split())


@dataclass(frozen=True, slots=True)
class Index:
    """Which text has which word, and how much it counts there."""

    weights: Mapping[str, Mapping[str, float]]
    size: int

    def find(self, asked: str, most: int = MOST_FOUND) -> list[str]:
        """The texts that answer this best, by name; those with more of the words come first."""
        score: defaultdict[str, float] = defaultdict(float)
        words: defaultdict[str, int] = defaultdict(int)
        wanted = _asked_words(asked)
        for word in wanted:
            for slug, weight in self._best(word).items():
                score[slug] += weight
                words[slug] += 1
        least = WORTHWHILE * max(score.values(), default=0)
        enough = [slug for slug in score if 2 * words[slug] >= len(wanted) and score[slug] >= least]
        return sorted(enough, key=lambda slug: (-words[slug], -score[slug], slug))[:most]

    def _best(self, word: str) -> dict[str, float]:
        """The texts that have this word or one like it; the nearest counts."""
        best: dict[str, float] = {}
        for known, places in self.weights.items():
            if not (like := likeness(word, known)):
                continue
            rare = math.log(1 + self.size / len(places))
            for slug, weight in places.items():
                best[slug] = max(best.get(slug, 0.0), like * rare * weight)
        return best


def index(texts: Iterable[tuple[str, Iterable[tuple[float, str]]]]) -> Index:
    """The index of texts: each with its name, and its parts with what a word counts in them."""
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    size = 0
    for size, (name, parts) in enumerate(texts, 1):  # noqa: B007
        for weight, text in parts:
            for word in set(words_of(text)):
                places = weights[word]
                places[name] = max(places.get(name, 0.0), weight)
    return Index(weights, size)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents: 'Één' is 'een'."""
    letters = (letter for letter in normal("NFKD", text) if not unicodedata.combining(letter))
    return WORD.findall("".join(letters).casefold())


def _asked_words(asked: str) -> list[str]:
    words = words_of(asked)
    return list(dict.fromkeys(word for word in words if word not in EMPTY) or dict.fromkeys(words))[:MOST_WORDS]


def likeness(word: str, known: str) -> float:
    """How much a word that was typed is one that stands in an answer; 0 where it is another."""
    if word == known:
        return WHOLE
    if len(word) >= SHORTEST_BEGINNING and known.startswith(word):
        return BEGUN
    # Dutch writes two words as one: a “zorgverzekering” is a “verzekering”.
    if len(word) >= SHORTEST_ENDING and known.endswith(word):
        return ENDED
    if _same_letters(word, known) >= max(SHORTEST_STEM, SHARE_OF_STEM * max(len(word), len(known))):
        return OF_ONE_STEM
    if len(word) >= SHORTEST_MISTYPED and is_mistyped(word, known):
        return MISTYPED
    return 0.0


def _same_letters(word: str, known: str) -> int:
    """With how many letters both begin."""
    pairs = enumerate(zip(word, known, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(word), len(known)))


def is_mistyped(word: str, known: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours changed places."""
    if abs(len(word) - len(known)) > 1:
        return False
    same = _same_letters(word, known)
    left, right = word[same:], known[same:]
    swapped = left[1:2] + left[:1] + left[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped == right
