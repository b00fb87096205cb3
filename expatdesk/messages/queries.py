"""Reading mails: what waits, what could not be sent."""

from datetime import datetime

from sqlalchemy import func, select

from expatdesk.messages.models import FAILED, WAITING, Mail
from expatdesk.shared.db import session


def oldest_waiting() -> datetime | None:
    """When the mail that waits longest was written; None where none waits."""
    return session.scalar(select(func.min(Mail.written_at)).where(Mail.state == WAITING))


def failed_count() -> int:
    """How many mails could not be sent and are not tried again."""
    return session.scalar(select(func.count()).select_from(Mail).where(Mail.state == FAILED)) or 0
