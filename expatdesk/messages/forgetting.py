"""Forgetting what mails said, once it was read: that they were sent stays known (docs/security.md)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from expatdesk.messages.models import Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session


def forget_old_texts(days: int) -> None:
    """Empty the mails that were sent so many days ago, or given up. The worker's part; commits."""
    begin_immediate()
    session.execute(update(Mail).where(_is_old(days, now())).values(text="", html="", calendar=None))
    session.commit()


def count_old_texts(days: int, at: datetime) -> int:
    """How many mails would be emptied at that moment, of those there are now."""
    return session.scalar(select(func.count()).select_from(Mail).where(_is_old(days, at))) or 0


def _is_old(days: int, at: datetime) -> ColumnElement[bool]:
    return (Mail.try_after < at - timedelta(days=days)) & (Mail.text != "")
