"""Reading the versions of topics, for those who write them."""

from collections.abc import Sequence

from sqlalchemy import func, select

from expatdesk.knowledge.models import TopicVersion
from expatdesk.shared.db import session


def versions_of(slug: str) -> Sequence[TopicVersion]:
    """All versions of a topic, the newest first."""
    wanted = select(TopicVersion).where(TopicVersion.slug == slug)
    return session.scalars(wanted.order_by(TopicVersion.number.desc())).all()


def newest_version(slug: str) -> TopicVersion | None:
    """The newest version of a topic, a draft too; None where it is as it ships."""
    wanted = select(TopicVersion).where(TopicVersion.slug == slug)
    return session.scalars(wanted.order_by(TopicVersion.number.desc()).limit(1)).one_or_none()


def newest_versions() -> dict[str, TopicVersion]:
    """The newest version of every topic that somebody changed."""
    number = func.max(TopicVersion.number).label("number")
    newest = select(TopicVersion.slug, number).group_by(TopicVersion.slug).subquery()
    is_newest = (TopicVersion.slug == newest.c.slug) & (TopicVersion.number == newest.c.number)
    return {version.slug: version for version in session.scalars(select(TopicVersion).join(newest, is_newest))}
