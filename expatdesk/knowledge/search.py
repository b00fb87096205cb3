"""Finding topics by words; the title weighs most."""

from collections.abc import Iterable, Iterator

from expatdesk.knowledge.topics import Topic, Wording
from expatdesk.shared.word_search import Index, index

# What a word counts by where it stands; in the other language only the title is looked at, since newcomers know
# Dutch words such as “huisarts” in English sentences too.
TITLE, SUMMARY, TEXT, OTHER_TITLE = 8.0, 4.0, 1.0, 4.0


def index_of(topics: Iterable[Topic], language: str) -> Index:
    """The index for readers of this language."""
    other = "en" if language == "nl" else "nl"
    return index((topic.slug, _places(topic.in_language(language), topic.in_language(other))) for topic in topics)


def _places(own: Wording, other: Wording) -> Iterator[tuple[float, str]]:
    yield from ((TITLE, own.title), (SUMMARY, own.summary), (TEXT, own.text), (OTHER_TITLE, other.title))
