"""What is forgotten of HR systems once its time is over: secrets that were changed, and keys that nobody has."""

from datetime import datetime

from sqlalchemy import delete, or_, update

from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.models import ApiKey, Hook


def forget_old_ways(before: datetime) -> None:
    """Erase secrets that sign no more, and keys that were over before that moment. The worker's part; commits.

    The logbook names a key for as long as it keeps its lines: until then one can look up which it was.
    """
    begin_immediate()
    changed = update(Hook).where(Hook.old_secret.is_not(None), Hook.old_secret_until <= now())
    session.execute(changed.values(old_secret=None, old_secret_until=None))
    session.execute(delete(ApiKey).where(or_(ApiKey.revoked_at < before, ApiKey.expires_at < before)))
    session.commit()
