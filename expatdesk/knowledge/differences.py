"""What changed between two versions of a topic, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from expatdesk.knowledge.topics import Topic


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is `gone`, `new`, or the same where neither; in which language it stands."""

    language: str
    text: str
    gone: bool = False
    new: bool = False


def differences(old: Topic, new: Topic) -> list[Change]:
    """All paragraphs of both, in their order; none where they say the same."""
    changes = [change for language in ("nl", "en") for change in _in_language(old, new, language)]
    return changes if any(change.gone or change.new for change in changes) else []


def _in_language(old: Topic, new: Topic, language: str) -> Iterator[Change]:
    before, after = (_paragraphs(topic, language) for topic in (old, new))
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from (Change(language, text) for text in before[old_from:old_to])
        else:
            yield from (Change(language, text, gone=True) for text in before[old_from:old_to])
            yield from (Change(language, text, new=True) for text in after[new_from:new_to])


def _paragraphs(topic: Topic, language: str) -> list[str]:
    said = topic.in_language(language)
    sources = [f"{source.name} | {source.url}" for source in topic.sources]
    shared = [topic.checked_on.isoformat(), *sources] if language == "en" else []
    return [said.title, said.summary, *(part for part in said.text.split("\n") if part.strip()), *shared]
