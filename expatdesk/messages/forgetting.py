"""Forgetting what mails said, once it was read: that they were sent stays known (docs/security.md)."""

from datetime import timedelta

from sqlalchemy import update

from expatdesk.messages.models import Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session


def forget_old_texts(days: int) -> None:
    """Empty the mails that were sent so many days ago, or given up. The worker's part; commits."""
    begin_immediate()
    old = (Mail.try_after < now() - timedelta(days=days)) & (Mail.text != "")
    session.execute(update(Mail).where(old).values(text="", html="", calendar=None))
    session.commit()
