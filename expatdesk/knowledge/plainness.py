"""Whether a text can be read by somebody whose Dutch or English is at level B1: measures, and what breaks them."""

import re
from dataclasses import dataclass

from expatdesk.knowledge.glossary import glossary

# Longer sentences lose a reader at B1.
LONGEST_SENTENCE = 22
MARKUP = re.compile(r"\]\([^)]*\)|[\[\]`#]|(?<!\w)[*_]+|[*_]+(?!\w)|\{[^{}]*\}")
END = re.compile(r"(?<=[.?:])\s+|\n+(?:- |\d+\. )?")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
# A Dutch ending such as “-ieel” has two; English words end in an e that nobody hears.
SILENT_E = re.compile(r"(?<=[^aeiouyl])e(?:s|d)?$")
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w-])")
# Abbreviations that everybody knows who moves here.
KNOWN = frozenset({"EU", "EER", "EEA", "ESA", "HR", "LUMC", "NOC", "NSF", "PDF", "QR", "TISA", "USA", "VAT", "VS"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads in one language."""

    ease: float
    long_sentences: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it needs mending."""
        return not self.long_sentences and not self.unexplained


def reading_of(text: str, language: str) -> Reading:
    """How the text reads."""
    said = sentences_of(text)
    long = tuple(sentence for sentence in said if len(WORD.findall(sentence)) > LONGEST_SENTENCE)
    return Reading(reading_ease(said, language), long, unexplained_in(text, language))


def sentences_of(text: str) -> list[str]:
    """The sentences of a Markdown text, points of lists too, without its marks."""
    plain = MARKUP.sub("", text)
    return [sentence.strip() for sentence in END.split(plain) if WORD.search(sentence)]


def reading_ease(sentences: list[str], language: str) -> float:
    """Flesch's measure, for Dutch with the numbers of Douma: 100 is very easy, below 40 is for scholars."""
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if not words:
        return 100.0
    length = len(words) / len(sentences)
    syllables = sum(syllables_of(word, language) for word in words) / len(words)
    if language == "nl":
        return 206.84 - 0.93 * length - 77.0 * syllables
    return 206.835 - 1.015 * length - 84.6 * syllables


def syllables_of(word: str, language: str) -> int:
    """About how many syllables a word has: its groups of vowels."""
    heard = word.casefold()
    if language == "en":
        heard = SILENT_E.sub("", heard)
    return max(1, len(VOWELS.findall(heard)))


def unexplained_in(text: str, language: str) -> tuple[str, ...]:
    """Abbreviations of offices that the glossary does not explain, so that no link can help the reader."""
    words = glossary(language).by_form
    found = dict.fromkeys(ABBREVIATION.findall(MARKUP.sub("", text)))
    return tuple(word for word in found if word not in KNOWN and word.casefold() not in words)
