"""Forgetting what mails said, once it was read: that they were sent stays known (docs/security.md).

Whoever asks says of which cases everything is kept, as this knows no cases.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from expatdesk.messages.models import Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session


def forget_old_texts(days: int, *, held: Select[uuid.UUID]) -> None:
    """Empty the mails that were sent so many days ago, or given up; not those of held cases.

    The worker's part; commits.
    """
    begin_immediate()
    session.execute(update(Mail).where(_is_old(days, now(), held)).values(text="", html="", calendar=None))
    session.commit()


def count_old_texts(days: int, at: datetime, *, held: Select[uuid.UUID]) -> int:
    """How many mails would be emptied at that moment, of those there are now."""
    return session.scalar(select(func.count()).select_from(Mail).where(_is_old(days, at, held))) or 0


def _is_old(days: int, at: datetime, held: Select[uuid.UUID]) -> ColumnElement[bool]:
    may_go = or_(Mail.case_id.is_(None), Mail.case_id.not_in(held))
    return (Mail.try_after < at - timedelta(days=days)) & (Mail.text != "") & may_go
