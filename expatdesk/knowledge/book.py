"""All answers that the public reads: the topics that ship, and what coordinators published over them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from sqlalchemy import and_, func, select

from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.models import Standing, TopicVersion
from expatdesk.knowledge.search import index_of
from expatdesk.knowledge.topics import SourceLink, Theme, Topic, Wording
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.shared.word_search import Index


@dataclass(frozen=True)
class Book:
    """The answers of this moment, and how to find one."""

    topics: Mapping[str, Topic]

    def find(self, slug: str) -> Topic | None:
        """The topic of this name, if everybody may read it."""
        return self.topics.get(slug)

    def about(self, kind: str, key: str) -> Topic | None:
        """The answer beside one of the "steps", of the "questions" of the intake, or of the "papers"."""
        return self._beside.get((kind, key))

    def search(self, asked: str, language: str) -> list[Topic]:
        """The answers to these words, best first."""
        return [self.topics[slug] for slug in self._indexes[language].find(asked)]

    def by_theme(self, language: str) -> dict[Theme, list[Topic]]:
        """All answers under their themes, in the order of the alphabet."""
        ordered = sorted(self.topics.values(), key=lambda topic: topic.in_language(language).title.casefold())
        themes = {theme: [topic for topic in ordered if topic.theme is theme] for theme in Theme}
        return {theme: topics for theme, topics in themes.items() if topics}

    def related(self, topic: Topic, language: str, most: int = 4) -> list[Topic]:
        """Other answers that have to do with this one: those that its title finds, then those of its theme."""
        alike = self.search(topic.in_language(language).title, language)
        same_theme = [other for other in self.topics.values() if other.theme is topic.theme]
        others = {other.slug: other for other in (*alike, *same_theme) if other.slug != topic.slug}
        return list(others.values())[:most]

    @cached_property
    def _beside(self) -> dict[tuple[str, str], Topic]:
        kinds = ("steps", "questions", "papers")
        return {
            (kind, key): topic for topic in self.topics.values() for kind in kinds for key in getattr(topic, kind)
        }

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {language: index_of(self.topics.values(), language) for language in LANGUAGES}


class Beside:
    """The answer beside a part of a page; the book is opened once, for all parts of it, and only if one asks."""

    def __call__(self, kind: str, key: str) -> Topic | None:
        """The answer about this step, question or paper, if there is one."""
        return self._book.about(kind, key)

    @cached_property
    def _book(self) -> Book:
        return open_book()


def open_book() -> Book:
    """The answers as they are now. What nobody changed since the last reader is not put together again."""
    number = func.max(TopicVersion.number).label("number")
    read_by_all = select(TopicVersion.slug, number).where(TopicVersion.standing != Standing.DRAFT)
    newest = read_by_all.group_by(TopicVersion.slug).subquery()
    is_newest = and_(TopicVersion.slug == newest.c.slug, TopicVersion.number == newest.c.number)
    rows = session.scalars(select(TopicVersion.id).join(newest, is_newest).order_by(TopicVersion.slug))
    return _book(tuple(rows))


def topic_of(version: TopicVersion) -> Topic:
    """A version as a topic; what it stands beside it has from the topic that ships under its name."""
    shipped = shipped_topics().get(version.slug)
    topic = Topic(
        version.slug, Theme(version.theme), version.checked_on,
        tuple(SourceLink(*source) for source in version.sources),
        Wording(version.title_nl, version.summary_nl, version.text_nl),
        Wording(version.title_en, version.summary_en, version.text_en),
    )  # fmt: skip
    if shipped is None:
        return topic
    return replace(topic, steps=shipped.steps, questions=shipped.questions, papers=shipped.papers)


@lru_cache(maxsize=2)
def _book(ids: tuple[uuid.UUID, ...]) -> Book:
    topics = dict(shipped_topics())
    for version in session.scalars(select(TopicVersion).where(TopicVersion.id.in_(ids))):
        topics[version.slug] = topic_of(version)
        if version.standing == Standing.HIDDEN:
            del topics[version.slug]
    return Book(topics)
