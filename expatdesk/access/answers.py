"""Answers as every door shows them: with the region's figures of today, and words that lead to the glossary."""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from expatdesk.access.acting import the_region
from expatdesk.knowledge.figures import filled_in
from expatdesk.knowledge.rendering import Ways, rendered, words_in
from expatdesk.knowledge.topics import Topic
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import language, speaking


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in one language, as HTML."""

    language: str
    title: str
    summary: Markup
    text: Markup


def shown(topic: Topic, chosen: str) -> Shown:
    """The answer as a reader of this language reads it."""
    said, known = topic.in_language(chosen), set[str]()
    with speaking(chosen):
        summary = words_in(with_figures(said.summary), chosen, WAYS, known)
        return Shown(chosen, said.title, summary, rendered(with_figures(said.text), chosen, WAYS, known))


def explained(text: object) -> Markup:
    """A line of the page in which words of offices lead to their explanation."""
    return words_in(str(text), language(), WAYS)


def with_figures(text: str) -> str:
    """The text with the region's figures of today."""
    return filled_in(text, the_region(), today())


def _address_of_topic(slug: str) -> str:
    return url_for("public.answer", topic=slug)


def _address_of_word(key: str) -> str:
    return url_for("public.words", _anchor=key)


WAYS = Ways(_address_of_topic, _address_of_word)
