"""Writing topics: each time a new version, so that every earlier one can come back. Nothing here commits."""

from sqlalchemy.exc import IntegrityError

from expatdesk.cases.refusals import HoldsBsn, Refusal, StaleVersion
from expatdesk.knowledge.figures import unknown_placeholders
from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.models import Standing, TopicVersion
from expatdesk.knowledge.topics import Topic
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session


class UnknownFigure(Refusal):
    """The text names something in braces that the region does not fill in."""


def save_topic(
    topic: Topic, *, standing: Standing, why: str, after: int, by: Actor, region: Region
) -> TopicVersion:
    """Keep the topic as the version that follows number `after`, which is 0 for the one that ships.

    Raises StaleVersion where somebody saved another one meanwhile, HoldsBsn and UnknownFigure.
    """
    _check(topic, region)
    version = _version(topic, standing, why, after + 1, by)
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError:
        # Its number is taken: somebody else was first.
        raise StaleVersion from None
    record("topic_written", by=by, topic=topic.slug, number=version.number, standing=standing.value)
    return version


def _version(topic: Topic, standing: Standing, why: str, number: int, by: Actor) -> TopicVersion:
    shipped = shipped_topics().get(topic.slug)
    return TopicVersion(
        slug=topic.slug, number=number, theme=topic.theme, checked_on=topic.checked_on,
        sources=[[source.name, source.url] for source in topic.sources],
        title_nl=topic.nl.title, summary_nl=topic.nl.summary, text_nl=topic.nl.text,
        title_en=topic.en.title, summary_en=topic.en.summary, text_en=topic.en.text,
        standing=standing, why=why, shipped_print=shipped.print if shipped else "",
        author_id=by.user_id, author_name=by.name[:200],
    )  # fmt: skip


def _check(topic: Topic, region: Region) -> None:
    texts = [part for said in (topic.nl, topic.en) for part in (said.title, said.summary, said.text)]
    if any(unknown_placeholders(text, region) for text in texts):
        raise UnknownFigure
    if any(holds_bsn(text) for text in texts):
        raise HoldsBsn
